#include "server/identity/account_keeper.h"

#include <algorithm>

#include "absl/strings/ascii.h"

#include "common/errors.h"
#include "common/random.h"
#include "common/status_macros.h"
#include "server/store/record_time.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

// 20 characters of 32, none that is taken for another.
constexpr size_t kInitialCharacters = 20;
constexpr size_t kGroup = 5;
constexpr absl::string_view kAlphabet = "abcdefghjkmnpqrstuvwxyz23456789+";
static_assert(kAlphabet.size() == 32);

// Before every name, and behind no name: what List() begins at.
constexpr char kBeforeNames[] = "!";

absl::StatusOr<std::string> NewInitialPassword() {
  ASSIGN_OR_RETURN(const std::string bytes, RandomBytes(kInitialCharacters));
  std::string password;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % kGroup == 0) password.push_back('-');
    password.push_back(kAlphabet[static_cast<unsigned char>(bytes[i]) % kAlphabet.size()]);
  }
  return password;
}

void EndLock(v1::AccountRecord& record) {
  record.set_locked(false);
  record.clear_locked_until();
  record.set_failures(0);
}

}  // namespace

absl::StatusOr<std::string> AccountKeeper::Create(absl::string_view administrator,
                                                  absl::string_view user_name,
                                                  absl::string_view initial_password) {
  ASSIGN_OR_RETURN(const std::string name, AccountName(user_name));
  const absl::Status found = parts_.store->LoadByName(name).status();
  if (found.ok()) return ExistingAccount();
  if (ReasonOf(found) != v1::ACCOUNT_UNKNOWN) return found;
  std::string password;
  if (initial_password.empty()) {
    ASSIGN_OR_RETURN(password, NewInitialPassword());
  } else {
    ASSIGN_OR_RETURN(password, NormalizePassword(initial_password));
    RETURN_IF_ERROR(parts_.rules->Check(password, name));
  }
  v1::AccountRecord record;
  record.set_name(name);
  record.set_version(1);
  record.set_must_change(true);
  *record.mutable_created_at() = ToTimestamp(parts_.clock->Now());
  ASSIGN_OR_RETURN(*record.mutable_password_hash(),
                   HashPassword(password, CostOf(parts_.settings)));
  RETURN_IF_ERROR(Audit("AccountCreate", administrator, name));
  RETURN_IF_ERROR(parts_.store->Create(record));
  return password;
}

absl::StatusOr<std::string> AccountKeeper::Reset(absl::string_view administrator,
                                                 absl::string_view user_name) {
  ASSIGN_OR_RETURN(const std::string name, Existing(user_name));
  ASSIGN_OR_RETURN(std::string password, NewInitialPassword());
  ASSIGN_OR_RETURN(const std::string hash, HashPassword(password, CostOf(parts_.settings)));
  RETURN_IF_ERROR(Audit("AccountReset", administrator, name));
  RETURN_IF_ERROR(ChangeAccount(*parts_.store, name, [&](v1::AccountRecord& record) {
    record.set_password_hash(hash);
    record.set_must_change(true);
    record.clear_logins();
    EndLock(record);
    return absl::OkStatus();
  }));
  return password;
}

absl::Status AccountKeeper::Lock(absl::string_view administrator, absl::string_view user_name) {
  ASSIGN_OR_RETURN(const std::string name, Existing(user_name));
  RETURN_IF_ERROR(Audit("AccountLock", administrator, name));
  return ChangeAccount(*parts_.store, name, [](v1::AccountRecord& record) {
    record.set_locked(true);
    record.clear_logins();
    return absl::OkStatus();
  });
}

absl::Status AccountKeeper::Unlock(absl::string_view administrator, absl::string_view user_name) {
  ASSIGN_OR_RETURN(const std::string name, Existing(user_name));
  RETURN_IF_ERROR(Audit("AccountUnlock", administrator, name));
  return ChangeAccount(*parts_.store, name, [](v1::AccountRecord& record) {
    EndLock(record);
    return absl::OkStatus();
  });
}

absl::Status AccountKeeper::Remove(absl::string_view administrator, absl::string_view user_name) {
  ASSIGN_OR_RETURN(const std::string name, Existing(user_name));
  RETURN_IF_ERROR(Audit("AccountRemove", administrator, name));
  return parts_.store->Remove(name);
}

absl::StatusOr<std::vector<v1::AccountRecord>> AccountKeeper::List(absl::string_view after,
                                                                   size_t limit) const {
  const std::string from = absl::AsciiStrToLower(after);
  return parts_.store->List(std::max(from, std::string(kBeforeNames)), limit);
}

absl::Status AccountKeeper::Audit(absl::string_view act, absl::string_view administrator,
                                  absl::string_view account) const {
  v1::AuditEntry entry = AccountEntry(parts_, act, account);
  entry.set_actor(v1::AUDIT_ADMINISTRATOR);
  entry.set_administrator(std::string(administrator));
  return parts_.append_audit(entry);
}

absl::StatusOr<std::string> AccountKeeper::Existing(absl::string_view user_name) const {
  ASSIGN_OR_RETURN(std::string name, AccountName(user_name));
  RETURN_IF_ERROR(parts_.store->LoadByName(name).status());
  return name;
}

}  // namespace paraphe::server
