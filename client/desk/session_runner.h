// Runs the sessions of the window, one at a time, each in a thread of its own: from the link to the
// end. The window never waits for it.
#ifndef PARAPHE_CLIENT_DESK_SESSION_RUNNER_H_
#define PARAPHE_CLIENT_DESK_SESSION_RUNNER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/agent/agent_config.h"
#include "client/desk/signing_screen.h"
#include "client/desk/window_desk.h"
#include "client/device/signature_device.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// Belongs to the window's thread.
class SessionRunner {
 public:
  // `screen` must outlive it; `post` hands functions to the window's thread, and to nobody once the
  // window is gone.
  SessionRunner(SigningScreen& screen, Poster post);
  // Waits for the session, which must be over or stopped.
  ~SessionRunner();

  // Begins the session of `link`, in `language`. None may be running. What comes of it, errors of the
  // link included, is told to the screen, and EndSession at last. A card that is not there is waited
  // for before the ticket is spent.
  //
  // REQ: CONS-4, DEV-3, PRES-8
  void Start(std::shared_ptr<const agent::AgentPlace> place, const std::string& link,
             Language language);

  // Stops the session, as Stop::Ask; does nothing where there is none. `reason`, in words for the
  // application, may be empty. The second asking leaves a device that does not answer, the third a
  // server.
  void AskStop(const std::string& reason);

  // From Start to EndSession.
  bool IsRunning() const;

 private:
  struct Run;
  void Work(const agent::AgentPlace& place, const std::string& link, Run& run);
  absl::Status Sign(const agent::AgentPlace& place, const std::string& link, Run& run);
  absl::StatusOr<std::unique_ptr<device::SignatureDevice>> AwaitDevice(
      const agent::AgentPlace& place, Run& run);

  SigningScreen& screen_;
  Poster post_;
  std::unique_ptr<Run> run_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SESSION_RUNNER_H_
