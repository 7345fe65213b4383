// What an agent keeps of a session outside its own memory: enough for one that is started again to go on
// where the state machine allows, and never to have the card sign a second time for one release.
//
//   ASSIGN_OR_RETURN(KeptSession kept, KeptSession::Take(DefaultKeptFolder(), address, ticket));
//   kept.state().stage()      how far an agent before this one came
//   kept.Keep(change)         before each step
//   kept.Forget()             when nothing is left to be done
#ifndef PARAPHE_CLIENT_AGENT_KEPT_SESSION_H_
#define PARAPHE_CLIENT_AGENT_KEPT_SESSION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/agent_state.pb.h"

namespace paraphe::agent {

// How long what nobody asks for any more is kept.
inline constexpr absl::Duration kKeptFor = absl::Hours(7 * 24);

// $XDG_STATE_HOME/paraphe, else ~/.local/state/paraphe; empty where the user has no home.
std::string DefaultKeptFolder();

// The file of one session: its owner's only (0600, in a folder of 0700), locked as long as this lives, so that two agents
// never work on one session. What was kept is overwritten before it is deleted. Movable. Not thread-safe.
//
// REQ: SES-5, DEV-3
class KeptSession {
 public:
  // The file of the session that `key` opens at `address`; `key` is the ticket, or the session's id in the inbox, and is
  // not written: the file is found by a digest of both. Where none was kept, state() is empty but for the address.
  //
  // Errors:
  //   USAGE            another agent of this user works on this session
  //   FILE_UNWRITABLE  the folder or the file cannot be written, or is not this user's alone
  static absl::StatusOr<KeptSession> Take(const std::string& folder, absl::string_view address,
                                          absl::string_view key);

  // Those at `address` that no agent works on and whose digest may have been released: the server must be told how they
  // end. What is older than kKeptFor, or cannot be read, is wiped on the way.
  static std::vector<KeptSession> Unfinished(const std::string& folder, absl::string_view address);

  ~KeptSession();
  KeptSession(KeptSession&& other) noexcept;
  KeptSession& operator=(KeptSession&& other) noexcept;

  const v1::KeptSession& state() const { return state_; }
  // Whether the digest may have been released: nothing of the session can be presented any more.
  bool MayBeReleased() const { return state_.stage() >= v1::KeptSession::RELEASE_ASKED; }

  // Adds the fields that are set in `change`, durably.
  //
  // Errors:
  //   FILE_UNWRITABLE  the disk is full; what was kept before is still there
  absl::Status Keep(const v1::KeptSession& change);

  // Wipes and deletes the file.
  void Forget();

 private:
  KeptSession(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  static absl::StatusOr<KeptSession> Open(const std::string& path, int flags);
  // What the file holds; a message that was not written whole is left out. False where it is no such file.
  bool Read();
  void Close();

  std::string path_;
  int fd_ = -1;
  v1::KeptSession state_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_KEPT_SESSION_H_
