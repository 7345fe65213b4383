// What administrators do with accounts (CHN-4). Each act that changes something is in the audit log before it happens.
#ifndef PARAPHE_SERVER_IDENTITY_ACCOUNT_KEEPER_H_
#define PARAPHE_SERVER_IDENTITY_ACCOUNT_KEEPER_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "server/identity/account_parts.h"

namespace paraphe::server {

// Thread-safe. `administrator` is the configured name of who acts. Every function may answer MALFORMED_REQUEST where the
// user name is none, and STORE_UNAVAILABLE; where the audit log cannot be written, nothing is done.
// REQ: CHN-4
class AccountKeeper {
 public:
  explicit AccountKeeper(AccountParts parts) : parts_(std::move(parts)) {}

  // The account's initial password: the given one, or where that is empty one of 100 random bits. It must be changed at
  // the first login.
  // Errors:
  //   ACCOUNT_EXISTS     the name is taken
  //   PASSWORD_TOO_WEAK  the given password
  absl::StatusOr<std::string> Create(absl::string_view administrator, absl::string_view user_name,
                                     absl::string_view initial_password);

  // The new initial password. Unlocks the account, and ends its logins.
  // Errors:
  //   ACCOUNT_UNKNOWN  there is none
  absl::StatusOr<std::string> Reset(absl::string_view administrator, absl::string_view user_name);

  // Locks the account until it is unlocked, and ends its logins; unlocking ends a lock-out, too.
  // Errors:
  //   ACCOUNT_UNKNOWN  there is none
  absl::Status Lock(absl::string_view administrator, absl::string_view user_name);
  absl::Status Unlock(absl::string_view administrator, absl::string_view user_name);

  // Errors:
  //   ACCOUNT_UNKNOWN  there is none
  absl::Status Remove(absl::string_view administrator, absl::string_view user_name);

  // At most `limit`, by name, of those behind `after`.
  absl::StatusOr<std::vector<v1::AccountRecord>> List(absl::string_view after, size_t limit) const;

 private:
  absl::Status Audit(absl::string_view act, absl::string_view administrator,
                     absl::string_view account) const;
  absl::StatusOr<std::string> Existing(absl::string_view user_name) const;

  const AccountParts parts_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_ACCOUNT_KEEPER_H_
