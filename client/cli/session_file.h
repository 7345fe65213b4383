// Where a prepared session is kept between two commands: its id and its secret, readable by their
// owner only.
#ifndef PARAPHE_CLIENT_CLI_SESSION_FILE_H_
#define PARAPHE_CLIENT_CLI_SESSION_FILE_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/cli/caller_settings.h"
#include "client/sdk/caller_client.h"

namespace paraphe::cli {

// The place of a session's file while the session is being opened: of two commands that name one new
// file, only one opens a session. Removes the empty file again where Keep() was not called. Movable.
class SessionPlace {
 public:
  // Errors:
  //   USAGE            something is there already
  //   FILE_UNWRITABLE  nothing can be written there
  static absl::StatusOr<SessionPlace> Take(const std::string& file);

  ~SessionPlace();
  SessionPlace(SessionPlace&& other) noexcept;
  SessionPlace& operator=(SessionPlace&&) = delete;

  // The file holds the session now.
  void Keep() { file_.clear(); }

 private:
  explicit SessionPlace(std::string file) : file_(std::move(file)) {}

  std::string file_;  // empty: nothing to remove
};

// Writes the file with access rights 0600, whole or not at all.
// Errors:
//   FILE_UNWRITABLE  it cannot be written
absl::Status SaveSession(const std::string& file, const CallerSettings& settings,
                         const client::SessionKey& key);

// Reads it back.
// Errors:
//   FILE_UNREADABLE  it cannot be read
//   MALFORMED_FILE   it is not such a file; others may read it; the session is at another server
//                    than `settings` names: the secret is not sent there
absl::StatusOr<client::SessionKey> LoadSession(const std::string& file,
                                               const CallerSettings& settings);

// Reads a caller token from a file of its own (blanks around it are left out).
// Errors:
//   FILE_UNREADABLE  it cannot be read
//   MALFORMED_FILE   it is empty, or others may read it
absl::StatusOr<std::string> ReadTokenFile(const std::string& file);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_SESSION_FILE_H_
