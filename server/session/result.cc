// Sign (result): the device's signature, applied once, or its refusal; and Finalize.
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/session/invariants.h"
#include "server/session/session_machine.h"
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
absl::StatusOr<v1::SessionRecord> SessionMachine::AcceptSignature(Step step,
                                                                  absl::string_view signature,
                                                                  const absl::Status& verdict) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kAcceptSignature));
  if (IsRepeat(StateOf(record), SessionEvent::kAcceptSignature)) {
    if (record.signature().value() == signature) return record;
    return Next(StateOf(record), SessionEvent::kAcceptSignature).status();
  }
  if (ReasonOf(verdict) == v1::DEVICE_SIGNATURE_INVALID) {
    RETURN_IF_ERROR(StoreEnd(SessionEvent::kWrongSignature, std::move(record),
                             Failure(v1::ST_SIGNATURE_INVALID, v1::DEVICE_SIGNATURE_INVALID, 0))
                        .status());
  }
  RETURN_IF_ERROR(verdict);
  *record.mutable_signature()->mutable_time() = ToTimestamp(clock_.Now());
  record.mutable_signature()->set_value(signature.data(), signature.size());
  return Store(SessionEvent::kAcceptSignature, std::move(record), KeepDocument{});
}

absl::StatusOr<v1::SessionRecord> SessionMachine::RecordDeviceFailure(Step step,
                                                                      v1::ErrorReason reason,
                                                                      uint64_t device_code) {
  if (!IsDeviceFailure(reason)) {
    return MakeError(v1::MALFORMED_REQUEST,
                     "failure.reason must be one of DEVICE_*, or SERVER_ANSWER_MISMATCH");
  }
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kDeviceFailed));
  if (IsRepeat(StateOf(record), SessionEvent::kDeviceFailed)) {
    if (record.ended().reason() == reason) return record;
    return Next(StateOf(record), SessionEvent::kDeviceFailed).status();
  }
  return StoreEnd(SessionEvent::kDeviceFailed, std::move(record),
                  Failure(v1::ST_DEVICE_FAILED, reason, device_code));
}

absl::StatusOr<v1::SessionRecord> SessionMachine::Finalize(Step step) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kFinalize));
  if (record.has_ended()) return record;
  record.mutable_ended()->set_status(v1::ST_OK);
  *record.mutable_ended()->mutable_time() = ToTimestamp(clock_.Now());
  return Store(SessionEvent::kFinalize, std::move(record), KeepDocument{});
}

}  // namespace paraphe::server
