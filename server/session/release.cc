// Sign (release): THE point of no return. Read this file with released_digest.h.
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/session/invariants.h"
#include "server/session/released_digest.h"
#include "server/session/session_machine.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

void ForgetConsent(v1::SessionRecord& record) {
  record.clear_consented();
  record.set_unattended(false);
}

// The same error, which names the state that it leaves the session in.
absl::Status BackInPresented(const absl::Status& judgement) {
  if (judgement.ok()) return judgement;
  return MakeStateError(ReasonOf(judgement), SessionState::kPresented, judgement.message());
}

v1::SessionRecord::Released ToRecord(Dtbs dtbs, absl::Time now) {
  v1::SessionRecord::Released released;
  *released.mutable_time() = ToTimestamp(now);
  released.set_signed_info(std::move(dtbs.signed_info));
  released.set_digest_info(std::move(dtbs.digest_info));
  return released;
}

}  // namespace

// The order is everything: what may leave is stored, and only what is stored leaves.
// REQ: SES-3 SES-5 CERT-6
absl::StatusOr<ReleasedDigest> SessionMachine::ReleaseDigest(Step step, Dtbs dtbs,
                                                             const absl::Status& judgement) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kRelease));
  if (record.has_released()) return ReleasedDigest(std::move(record));
  absl::Status still_holds = CheckFresh(record);
  still_holds.Update(BackInPresented(judgement));
  if (!still_holds.ok()) {
    ForgetConsent(record);
    RETURN_IF_ERROR(Store(SessionEvent::kStaleConsent, std::move(record), KeepDocument{}).status());
    return still_holds;
  }
  *record.mutable_released() = ToRecord(std::move(dtbs), clock_.Now());
  ASSIGN_OR_RETURN(v1::SessionRecord stored,
                   Store(SessionEvent::kRelease, std::move(record), KeepDocument{}));
  return ReleasedDigest(std::move(stored));
}

}  // namespace paraphe::server
