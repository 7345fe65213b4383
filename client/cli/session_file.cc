#include "client/cli/session_file.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include <sys/stat.h>
#include <unistd.h>

#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "common/text_file.h"

namespace paraphe::cli {
namespace {

constexpr unsigned kOwnerOnly = 0600;

// A secret that others may read is one no more.
absl::Status CheckRights(const std::string& file) {
  struct stat info {};
  if (stat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return absl::OkStatus();
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) == 0) return absl::OkStatus();
  return MakeError(v1::MALFORMED_FILE,
                   absl::StrCat(file, ": holds a secret and others may read it; chmod 600 it"));
}

absl::Status Malformed(const std::string& file) {
  return MakeError(v1::MALFORMED_FILE,
                   absl::StrCat(file, ": is not a session written by `paraphe prepare --state`"));
}

}  // namespace

absl::StatusOr<SessionPlace> SessionPlace::Take(const std::string& file) {
  RETURN_IF_ERROR(CreateEmptyFile(file, kOwnerOnly));
  return SessionPlace(file);
}

SessionPlace::~SessionPlace() {
  if (!file_.empty()) unlink(file_.c_str());
}

SessionPlace::SessionPlace(SessionPlace&& other) noexcept
    : file_(std::exchange(other.file_, std::string())) {}

absl::Status SaveSession(const std::string& file, const CallerSettings& settings,
                         const client::SessionKey& key) {
  v1::CallerState state;
  state.set_address(settings.server.address());
  state.set_session_id(key.session_id);
  state.set_caller_token(key.caller_token);
  std::string text;
  google::protobuf::TextFormat::PrintToString(state, &text);
  return WriteFile(file, text, kOwnerOnly);
}

absl::StatusOr<client::SessionKey> LoadSession(const std::string& file,
                                               const CallerSettings& settings) {
  RETURN_IF_ERROR(CheckRights(file));
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file, kMaxConfigBytes));
  v1::CallerState state;
  const bool complete =
      TextFile().Parse(text, state) && !state.session_id().empty() && !state.caller_token().empty();
  if (!complete) return Malformed(file);
  if (state.address() != settings.server.address()) {
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(file, ": the session is at ", state.address(), ", but ",
                                  settings.file, " names ", settings.server.address()));
  }
  return client::SessionKey{state.session_id(), state.caller_token()};
}

absl::StatusOr<std::string> ReadTokenFile(const std::string& file) {
  RETURN_IF_ERROR(CheckRights(file));
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file, kMaxConfigBytes));
  const std::string token(absl::StripAsciiWhitespace(text));
  if (token.empty()) return MakeError(v1::MALFORMED_FILE, absl::StrCat(file, ": holds no token"));
  return token;
}

}  // namespace paraphe::cli
