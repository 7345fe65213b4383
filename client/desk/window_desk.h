// The signer's desk at the window: what the session asks in its own thread is shown in the window's.
#ifndef PARAPHE_CLIENT_DESK_WINDOW_DESK_H_
#define PARAPHE_CLIENT_DESK_WINDOW_DESK_H_

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

#include "client/agent/signer_desk.h"
#include "client/agent/stop.h"
#include "client/desk/signing_screen.h"

namespace paraphe::desk {

// Hands a function to the window's thread, which runs them in the order in which they came.
using Poster = std::function<void(std::function<void()>)>;

// One session's. Every question ends as soon as `stop` is asked, with what it was asked with. Called by
// the session's thread, but for SetReason.
//
// REQ: CONS-2, CONS-4
class WindowDesk final : public agent::SignerDesk {
 public:
  // `screen` and `stop` must outlive it. `spoken` is the language that the session begins in.
  WindowDesk(SigningScreen& screen, Poster post, const agent::Stop& stop, Language spoken);

  // ABORTED_BY_SIGNER: a session of the window begins with its link.
  absl::StatusOr<std::string> AskLink() override;
  // Returns at once: the document stays on the screen, and the signer reads it while being asked.
  absl::Status ShowDocument(const agent::SigningView& view) override;
  // Where the signer stops and none of `choices` is acceptable, the error says why none is.
  absl::StatusOr<CertificateAnswer> ChooseCertificate(
      const agent::SigningView& view,
      const std::vector<agent::CertificateChoice>& choices) override;
  absl::StatusOr<ConsentAnswer> AskConsent(const agent::SigningView& view) override;
  absl::StatusOr<SecretBuffer> AskPin(const agent::PinRequest& request) override;
  // What SetReason was given.
  std::string AskReason() override;
  void OfferResult(const agent::SignedResult& result) override;
  void Tell(agent::Phrase phrase, absl::string_view detail) override;
  void TellError(const absl::Status& status) override;

  // Thread-safe. Why the signer stops, in words for the application: asked before the stop.
  void SetReason(std::string reason);

 private:
  // An answer to a question that the session has now; the language of the next ones may change.
  template <typename Answer>
  absl::StatusOr<Answer> Heard(absl::StatusOr<Answer> answer);

  SigningScreen& screen_;
  Poster post_;
  const agent::Stop& stop_;
  Language spoken_;
  absl::Mutex mutex_;
  std::string reason_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_WINDOW_DESK_H_
