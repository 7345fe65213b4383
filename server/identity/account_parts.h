// What accounts are made of, for signers who log in (logins.h) and administrators who keep them (account_keeper.h).
#ifndef PARAPHE_SERVER_IDENTITY_ACCOUNT_PARTS_H_
#define PARAPHE_SERVER_IDENTITY_ACCOUNT_PARTS_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/clock.h"
#include "paraphe/v1/audit.pb.h"
#include "server/identity/account_settings.h"
#include "server/identity/password_rules.h"
#include "server/identity/passwords.h"
#include "server/store/account_store.h"

namespace paraphe::server {

// Everything in it is thread-safe and outlives it.
struct AccountParts {
  AccountStore* store = nullptr;
  const Clock* clock = nullptr;
  AccountSettings settings;
  const PasswordRules* rules = nullptr;
  // Adds an entry that is no session's change to the audit log.
  std::function<absl::Status(const v1::AuditEntry&)> append_audit;
};

// What all accounts' hashes cost from now on.
inline ScryptCost CostOf(const AccountSettings& settings) { return {settings.scrypt_log2_n}; }

// The name as it is stored.
// Errors:
//   MALFORMED_REQUEST  it is not [A-Za-z0-9._@-]{1,128}
absl::StatusOr<std::string> AccountName(absl::string_view user_name);

// Of `act` on the account; the time is set.
v1::AuditEntry AccountEntry(const AccountParts& parts, absl::string_view act,
                            absl::string_view account);

// Loads the account, changes it and stores it, again while another call changed it in between.
// Errors: those of `change`, and of AccountStore::LoadByName and Replace; SESSION_CONFLICT after many attempts.
using AccountChange = std::function<absl::Status(v1::AccountRecord& record)>;
absl::Status ChangeAccount(AccountStore& store, const std::string& name,
                           const AccountChange& change);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_ACCOUNT_PARTS_H_
