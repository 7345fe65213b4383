// Which passwords an account may have (CHN-4): those that a list of the usual ones does not find first.
#ifndef PARAPHE_SERVER_IDENTITY_PASSWORD_RULES_H_
#define PARAPHE_SERVER_IDENTITY_PASSWORD_RULES_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe::server {

// Immutable; thread-safe.
class PasswordRules {
 public:
  // Our own list only.
  explicit PasswordRules(uint32_t least_characters);
  // With the operator's list: one a line, UTF-8, at most 16 MiB; none where `path` is empty.
  // Errors:
  //   FILE_UNREADABLE, TOO_LARGE, MALFORMED_FILE  as the file is
  static absl::StatusOr<PasswordRules> Load(uint32_t least_characters, const std::string& path);

  // `password` is normalized (passwords.h), `user_name` in lower case. Lists are compared without case.
  // Errors:
  //   PASSWORD_TOO_WEAK  it is too short, has fewer than five different characters, holds the name, or is on a list
  // REQ: CHN-4
  absl::Status Check(absl::string_view password, absl::string_view user_name) const;

 private:
  uint32_t least_characters_;
  absl::flat_hash_set<std::string> refused_;  // normalized, in lower case
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_PASSWORD_RULES_H_
