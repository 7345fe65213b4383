// The times of a session, from the server's configuration; and a bound.
#ifndef PARAPHE_SERVER_SESSION_SESSION_OPTIONS_H_
#define PARAPHE_SERVER_SESSION_SESSION_OPTIONS_H_

#include <cstdint>

#include "absl/time/time.h"

namespace paraphe::server {

// How many refused openings of a session are counted, and stored: who may not open it cannot make the store
// work for ever.
inline constexpr uint32_t kMostRefusedOpenings = 100;

// All are positive. absl::InfiniteDuration() means never, where noted.
struct SessionOptions {
  // From Prepare, or its last amendment, until an unfinished session expires (SES-4).
  absl::Duration lifetime = absl::Hours(24);
  // From the moment when the signing time was fixed and shown until the digest must be released.
  absl::Duration max_consent_age = absl::Minutes(10);
  // From the release until a device that never answers is given up and the session fails; a signature
  // that comes later is taken until the session's retention ends. May be infinite.
  // docs/adr/2026-11-22-session-deadlines.md
  absl::Duration signing_timeout = absl::Hours(1);
  // How long a signature waits for its caller; may be infinite.
  absl::Duration unclaimed_retention = absl::Hours(24 * 90);
  // How long an ended session can be asked for; may be infinite.
  absl::Duration retention = absl::Hours(24 * 7);
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_SESSION_OPTIONS_H_
