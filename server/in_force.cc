#include "server/in_force.h"

#include <map>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/hash.h"

namespace paraphe::server {
namespace {

std::string HexSha256(absl::string_view bytes) { return absl::BytesToHexString(Sha256(bytes)); }

// By name, what decides whether two are the same, and is shown where `shown`.
using Digests = std::map<std::string, std::string>;

Digests PoliciesOf(const InForce& state) {
  Digests digests;
  for (const auto& [name, policy] : state.catalogue->policies().by_name()) {
    digests[name] = HexSha256(policy->SerializeAsString());
  }
  return digests;
}

Digests TablesOf(const InForce& state) {
  Digests digests;
  for (const auto& [name, table] : state.catalogue->tables()) {
    digests[name] = HexSha256(table.text);
  }
  return digests;
}

Digests ApplicationsOf(const InForce& state) {
  Digests digests;
  for (const auto& [name, application] : state.catalogue->applications()) {
    digests[name] = HexSha256(application.SerializeAsString());
  }
  return digests;
}

Digests AdministratorsOf(const InForce& state) {
  Digests known_by;
  for (const std::string& name : state.settings.administrators) known_by[name];
  for (const IdentitySetting& identity : state.settings.identities) {
    if (identity.administrator.empty()) continue;
    absl::StrAppend(&known_by[identity.administrator], identity.spki_sha256, " ",
                    identity.alternative_name, "\n");
  }
  return known_by;
}

Digests FilesOf(const InForce& state, absl::string_view setting) {
  Digests digests;
  for (const GivenFile& file : state.files) {
    if (file.setting == setting) digests[file.sha256];
  }
  return digests;
}

Digests RevokedOf(const InForce& state) {
  Digests digests;
  for (const std::string& raw : state.settings.revoked_sha256) {
    digests[absl::BytesToHexString(raw)];
  }
  return digests;
}

enum class Shown { kName, kNameAndDigest };

void AddChanges(absl::string_view kind, const Digests& before, const Digests& after, Shown shown,
                std::vector<std::string>& changes) {
  const auto line = [&](absl::string_view sign, const std::string& name,
                        const std::string& digest) {
    changes.push_back(absl::StrCat(sign, kind, " ", name, digest.empty() ? "" : " ", digest));
  };
  for (const auto& [name, digest] : before) {
    if (after.count(name) == 0) line("-", name, "");
  }
  for (const auto& [name, digest] : after) {
    const auto old = before.find(name);
    if (old != before.end() && old->second == digest) continue;
    line(old == before.end() ? "+" : "~", name, shown == Shown::kName ? "" : digest);
  }
}

void Bound(std::vector<std::string>& changes) {
  if (changes.size() <= kMaxChanges) return;
  const size_t beyond = changes.size() - kMaxChanges + 1;
  changes.resize(kMaxChanges - 1);
  changes.push_back(absl::StrCat("… and ", beyond, " more"));
}

std::string BoundsText(const xml::Bounds& bounds) {
  return absl::StrCat(bounds.document_bytes, " ", bounds.depth, " ", bounds.attributes, " ",
                      bounds.namespace_declarations, " ", bounds.name_bytes);
}

std::string BoundsText(const StoreBounds& bounds) {
  return absl::StrCat(bounds.bytes, " ", bounds.application_bytes, " ", bounds.sessions, " ",
                      bounds.application_sessions, " ", bounds.open_sessions, " ",
                      bounds.application_open_sessions, " ", bounds.new_sessions_per_minute, " ",
                      bounds.application_new_sessions_per_minute);
}

std::string AccountsText(const ServerSettings& settings) {
  if (!settings.accounts.has_value()) return "";
  const AccountSettings& accounts = *settings.accounts;
  return absl::StrCat(accounts.least_password_characters, " ", accounts.scrypt_log2_n, " ",
                      accounts.failures_before_lock, " ", absl::FormatDuration(accounts.lock_time),
                      " ", accounts.failures_per_address, " ",
                      absl::FormatDuration(accounts.login_lifetime), " ",
                      accounts.refused_passwords_file);
}

}  // namespace

InForce InForceOf(const Given& given, const std::string& config, absl::Time since) {
  InForce state{given.settings, given.catalogue, "", {}, since};
  if (!given.channel.tls.certificate_chain.empty()) {
    state.certificate_sha256 = HexSha256(given.channel.tls.certificate_chain);
  }
  if (!given.config_sha256.empty()) {
    state.files.push_back({"config", config, given.config_sha256});
  }
  state.files.insert(state.files.end(), given.files.begin(), given.files.end());
  return state;
}

std::vector<std::string> ChangesBetween(const InForce& before, const InForce& after) {
  std::vector<std::string> changes;
  AddChanges("policy", PoliciesOf(before), PoliciesOf(after), Shown::kNameAndDigest, changes);
  AddChanges("table", TablesOf(before), TablesOf(after), Shown::kNameAndDigest, changes);
  AddChanges("application", ApplicationsOf(before), ApplicationsOf(after), Shown::kName, changes);
  AddChanges("administrator", AdministratorsOf(before), AdministratorsOf(after), Shown::kName,
             changes);
  AddChanges("trusted_ca", FilesOf(before, "trusted_ca_files"), FilesOf(after, "trusted_ca_files"),
             Shown::kName, changes);
  AddChanges("client_ca", FilesOf(before, "client_ca_files"), FilesOf(after, "client_ca_files"),
             Shown::kName, changes);
  AddChanges("revoked", RevokedOf(before), RevokedOf(after), Shown::kName, changes);
  if (before.certificate_sha256 != after.certificate_sha256) {
    changes.push_back(absl::StrCat("~tls ", after.certificate_sha256));
  }
  Bound(changes);
  return changes;
}

std::vector<std::string> SettingsForRestart(const ServerSettings& running,
                                            const ServerSettings& written) {
  const std::pair<const char*, bool> kSame[] = {
      {"listen", running.listen == written.listen},
      {"callers_listen", running.callers_listen == written.callers_listen},
      {"signers_listen", running.signers_listen == written.signers_listen},
      {"sha1_enabled", running.sha1_enabled == written.sha1_enabled},
      {"session_lifetime", running.session_lifetime == written.session_lifetime},
      {"consent_lifetime", running.consent_lifetime == written.consent_lifetime},
      {"signing_lifetime", running.signing_lifetime == written.signing_lifetime},
      {"retention", running.retention == written.retention},
      {"limits", BoundsText(running.bounds) == BoundsText(written.bounds) &&
                     BoundsText(running.store_bounds) == BoundsText(written.store_bounds)},
      {"store", running.sqlite_path == written.sqlite_path &&
                    running.conninfo == written.conninfo &&
                    running.store_connections == written.store_connections},
      {"audit", running.audit_heads_file == written.audit_heads_file &&
                    running.audit_interval == written.audit_interval},
      {"store_key_file", running.store_key_file == written.store_key_file},
      {"unclaimed_retention", running.unclaimed_retention == written.unclaimed_retention},
      {"reflection", running.reflection == written.reflection},
      {"log", running.log == written.log},
      {"shutdown_grace", running.shutdown_grace == written.shutdown_grace},
      {"accounts", AccountsText(running) == AccountsText(written)},
      {"connections", running.connections == written.connections},
      {"arriving_bytes", running.arriving_bytes == written.arriving_bytes},
      {"deaf_after", running.deaf_after == written.deaf_after},
      {"port_file", running.port_file == written.port_file},
  };
  std::vector<std::string> names;
  for (const auto& [name, same] : kSame) {
    if (!same) names.emplace_back(name);
  }
  return names;
}

}  // namespace paraphe::server
