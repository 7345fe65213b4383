// Where accounts of signers last: beside the sessions, in the same store.
//
// Every implementation passes tests/contract/account_store_contract.h.
#ifndef PARAPHE_SERVER_STORE_ACCOUNT_STORE_H_
#define PARAPHE_SERVER_STORE_ACCOUNT_STORE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "paraphe/v1/account_record.pb.h"

namespace paraphe::server {

// Thread-safe. Names are in lower case. A change that was answered OK lasts as long as the store does.
// STORE_UNAVAILABLE, from any function, as SessionStore.
class AccountStore {
 public:
  virtual ~AccountStore() = default;

  // The account of that name, or the one that has a login with the hash of that token (raw SHA-256), as last stored.
  // Errors:
  //   ACCOUNT_UNKNOWN  there is none
  virtual absl::StatusOr<v1::AccountRecord> LoadByName(const std::string& name) const = 0;
  virtual absl::StatusOr<v1::AccountRecord> LoadByLogin(const std::string& token_sha256) const = 0;

  // Stores a new account; record.version() must be 1.
  // Errors:
  //   ACCOUNT_EXISTS    one of the name is there
  //   SESSION_CONFLICT  another account has one of its logins
  //   INTERNAL          another version
  virtual absl::Status Create(const v1::AccountRecord& record) = 0;

  // Replaces the account of record.name(), and its logins. record.version() must be one more than the stored one:
  // so no two servers both count one failure.
  // Errors:
  //   ACCOUNT_UNKNOWN   there is none
  //   SESSION_CONFLICT  the stored version is another, or another account has one of its logins
  virtual absl::Status Replace(const v1::AccountRecord& record) = 0;

  // Forgets the account and its logins, whatever its version.
  // Errors:
  //   ACCOUNT_UNKNOWN  there is none
  virtual absl::Status Remove(const std::string& name) = 0;

  // At most `limit` of those whose name comes after `after`, by name, compared as bytes.
  virtual absl::StatusOr<std::vector<v1::AccountRecord>> List(const std::string& after,
                                                              size_t limit) const = 0;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_ACCOUNT_STORE_H_
