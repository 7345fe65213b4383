#include "server/server_core.h"

#include <utility>

namespace paraphe::server {
namespace {

// Administrators' streams of the audit log at once; each has the whole log read.
constexpr size_t kAuditReaders = 2;
constexpr size_t kWaitingAuditReaders = 4;

SessionOptions OptionsOf(const ServerSettings& settings) {
  SessionOptions options;
  options.lifetime = settings.session_lifetime;
  options.max_consent_age = settings.consent_lifetime;
  options.signing_timeout = settings.signing_lifetime;
  options.unclaimed_retention = settings.unclaimed_retention;
  options.retention = settings.retention;
  return options;
}

// Nothing where there are no accounts.
std::optional<AccountParts> PartsOf(const CoreParts& parts, const PasswordRules* rules) {
  if (!parts.settings.accounts.has_value() || parts.store->accounts() == nullptr) {
    return std::nullopt;
  }
  return AccountParts{
      parts.store->accounts(), parts.clock, *parts.settings.accounts, rules,
      [store = parts.store](const v1::AuditEntry& entry) { return store->AppendAudit(entry); }};
}

template <typename Kind>
std::unique_ptr<Kind> MakeAccounts(const std::optional<AccountParts>& parts) {
  return parts.has_value() ? std::make_unique<Kind>(*parts) : nullptr;
}

uint32_t LeastCharacters(const ServerSettings& settings) {
  return settings.accounts.value_or(AccountSettings()).least_password_characters;
}

}  // namespace

ServerCore::ServerCore(CoreParts parts)
    : settings_(parts.settings),
      store_(*parts.store),
      catalogue_(std::move(parts.catalogue)),
      listeners_({&log_, &hub_}),
      machine_(parts.store, parts.clock, &listeners_, OptionsOf(settings_)),
      password_rules_(parts.password_rules.value_or(PasswordRules(LeastCharacters(settings_)))),
      logins_(MakeAccounts<Logins>(PartsOf(parts, &password_rules_))),
      account_keeper_(MakeAccounts<AccountKeeper>(PartsOf(parts, &password_rules_))),
      reloader_(std::move(parts.config),
                parts.in_force.has_value()
                    ? *std::move(parts.in_force)
                    : InForce{settings_, catalogue_.Get(), "", {}, parts.clock->Now()},
                &catalogue_, parts.store, parts.clock),
      program_(std::move(parts.program)),
      audit_(std::move(parts.audit)),
      audit_readers_(kAuditReaders, {kWaitingAuditReaders, 0, 0}),
      context_{settings_,
               catalogue_,
               *parts.clock,
               anchors_,
               certificates_,
               machine_,
               *parts.store,
               reloader_,
               program_,
               audit_,
               audit_readers_,
               logins_.get(),
               account_keeper_.get()} {}

}  // namespace paraphe::server
