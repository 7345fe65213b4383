// Sign (result): the device's signature, applied once, or its refusal.
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/session/invariants.h"
#include "server/session/retry.h"
#include "server/session/session_service.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

// The device's reasons stand together in ErrorReason (100 to 119).
bool IsDeviceFailure(v1::ErrorReason reason) {
  return (reason >= v1::DEVICE_MODULE_UNUSABLE && reason <= v1::DEVICE_TOKEN_AMBIGUOUS) ||
         reason == v1::SERVER_ANSWER_MISMATCH;
}

v1::SessionRecord::Ended Failure(v1::StatusCode status, v1::ErrorReason reason,
                                 uint64_t device_code) {
  v1::SessionRecord::Ended ended;
  ended.set_status(status);
  ended.set_reason(reason);
  ended.set_device_code(device_code);
  return ended;
}

}  // namespace

// REQ: SES-5
absl::StatusOr<v1::SessionRecord> SessionMachine::AcceptSignature(const SignerRef& ref,
                                                                  absl::string_view signature,
                                                                  SignatureVerifier verifier) {
  return RetryOnConflict([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(v1::SessionRecord record, Load(ref));
    const SessionState state = StateOf(record);
    if (IsRepeat(state, SessionEvent::kAcceptSignature) &&
        record.signature().value() == signature) {
      return record;
    }
    RETURN_IF_ERROR(Next(state, SessionEvent::kAcceptSignature).status());
    if (absl::Status verdict = verifier(record, signature); !verdict.ok()) {
      if (ReasonOf(verdict) != v1::DEVICE_SIGNATURE_INVALID) return verdict;
      RETURN_IF_ERROR(StoreEnd(SessionEvent::kWrongSignature, std::move(record),
                               Failure(v1::ST_SIGNATURE_INVALID, v1::DEVICE_SIGNATURE_INVALID, 0))
                          .status());
      return verdict;
    }
    *record.mutable_signature()->mutable_time() = ToTimestamp(clock_.Now());
    record.mutable_signature()->set_value(signature.data(), signature.size());
    return Store(SessionEvent::kAcceptSignature, std::move(record), KeepDocument{});
  });
}

absl::StatusOr<v1::SessionRecord> SessionMachine::RecordDeviceFailure(const SignerRef& ref,
                                                                      v1::ErrorReason reason,
                                                                      uint64_t device_code) {
  if (!IsDeviceFailure(reason)) {
    return MakeError(v1::MALFORMED_REQUEST,
                     "failure.reason must be one of DEVICE_*, or SERVER_ANSWER_MISMATCH");
  }
  return RetryOnConflict([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(v1::SessionRecord record, Load(ref));
    const SessionState state = StateOf(record);
    if (IsRepeat(state, SessionEvent::kDeviceFailed) && record.ended().reason() == reason)
      return record;
    RETURN_IF_ERROR(Next(state, SessionEvent::kDeviceFailed).status());
    return StoreEnd(SessionEvent::kDeviceFailed, std::move(record),
                    Failure(v1::ST_DEVICE_FAILED, reason, device_code));
  });
}

}  // namespace paraphe::server
