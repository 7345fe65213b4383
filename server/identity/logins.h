// How signers sign in by name and password (CHN-4), and what their login tokens stand for.
#ifndef PARAPHE_SERVER_IDENTITY_LOGINS_H_
#define PARAPHE_SERVER_IDENTITY_LOGINS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "server/identity/account_parts.h"
#include "server/identity/address_failures.h"

namespace paraphe::server {

struct LoginGiven {
  std::string token;  // 256 random bits, base64url; only its hash is stored
  absl::Time expires_at;
  bool must_change_password = false;
  std::optional<absl::Time> last_login;  // before this one
  uint32_t failures_since = 0;
};

// Thread-safe. Whoever guesses learns nothing of names: for one that is no account a decoy's hash is verified and the
// decoy's failures are stored, so that the work is the same; a locked account's password is verified before it is refused.
// (Until an account of an older scrypt_log2_n logs in again, its refusals take as long as that says.) Failures of an account
// are counted in the store, by all servers together; those of an address by each server for itself.
// REQ: CHN-4
class Logins {
 public:
  explicit Logins(AccountParts parts)
      : parts_(std::move(parts)),
        addresses_(parts_.settings.failures_per_address, parts_.settings.lock_time) {}

  // Makes the decoy, where the store has none; else the first refusal does. Errors: those of the store.
  absl::Status Prepare();

  // `peer` is who asks, as gRPC writes it.
  // Errors:
  //   MALFORMED_REQUEST  the name or the password is none
  //   LOGIN_REFUSED      they do not belong together, or the account or the address is locked; in the same words
  absl::StatusOr<LoginGiven> Login(absl::string_view peer, absl::string_view user_name,
                                   absl::string_view password);

  // OK for a token that there is not.
  absl::Status Logout(absl::string_view token);

  // Ends all other logins of the account.
  // Errors:
  //   LOGIN_REFUSED      the token is not one, or the old password is wrong, which counts as a failure of Login
  //   MALFORMED_REQUEST  a password is none
  //   PASSWORD_TOO_WEAK  the new one
  absl::Status ChangePassword(absl::string_view peer, absl::string_view token,
                              absl::string_view old_password, absl::string_view new_password);

  // The account that the token stands for; `call` is what it is shown for, for the log of failures.
  // Errors:
  //   LOGIN_REFUSED  it is none, its time is over, or the password must be changed first
  absl::StatusOr<std::string> Identify(absl::string_view peer, absl::string_view token,
                                       absl::string_view call) const;

  // The account of that name, in lower case.
  // Errors:
  //   ACCOUNT_UNKNOWN  there is none, or the name is none
  absl::StatusOr<std::string> FindAccount(absl::string_view user_name) const;

  // How long the refusal of a login of `peer` is to be kept back.
  absl::Duration DelayFor(absl::string_view peer) const;

 private:
  absl::StatusOr<v1::AccountRecord> Find(absl::string_view peer, absl::string_view token,
                                         absl::string_view call) const;
  absl::StatusOr<v1::AccountRecord> FindOrDecoy(const std::string& name);
  // OK where `account` is the one of that name, the password is its own and nothing speaks against it; else a failure is
  // counted, and logged.
  absl::StatusOr<PasswordVerdict> Verify(absl::string_view peer, absl::string_view call,
                                         const std::string& name, const v1::AccountRecord& account,
                                         absl::string_view password);
  absl::StatusOr<LoginGiven> Record(absl::string_view peer, const v1::AccountRecord& account,
                                    const std::string& new_hash);
  absl::Status Refuse(absl::string_view peer, absl::string_view call, absl::string_view account,
                      absl::string_view reason);
  absl::Status CountFailure(const std::string& account);

  const AccountParts parts_;
  AddressFailures addresses_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_LOGINS_H_
