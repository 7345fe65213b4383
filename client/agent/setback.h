// What interrupts a session before the digest is released, and how often the signer looks again.
#ifndef PARAPHE_CLIENT_AGENT_SETBACK_H_
#define PARAPHE_CLIENT_AGENT_SETBACK_H_

#include <optional>

#include "absl/status/status.h"

#include "client/agent/phrases.h"

namespace paraphe::agent {

// An error, and what the signer is told before looking again. The caller may have amended the
// session meanwhile (ATT-3), or time passed. Without a phrase the session must be given up.
struct Setback {
  // Of a step before the release was asked for. Not explicit: every error of such a step is one.
  Setback(absl::Status error);  // NOLINT(google-explicit-constructor)
  // Of the release itself: where the consent is too old, or the policy now refuses the certificate,
  // the session is before the signer again (CERT-6); else it must be given up.
  static Setback OfRelease(absl::Status error);

  Setback(absl::Status error, std::optional<Phrase> phrase);

  absl::Status status;
  std::optional<Phrase> look_again;
};

// A session that keeps changing without a person being asked must end.
class RoundLimit {
 public:
  // Called where a person is asked for consent.
  void PersonIsAsked() { rounds_ = 0; }
  // Called before each round but the first: whether it may begin.
  bool AllowsAnother() { return rounds_++ < kMaxRounds; }

 private:
  static constexpr int kMaxRounds = 3;
  int rounds_ = 1;  // begun since a person was last asked
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SETBACK_H_
