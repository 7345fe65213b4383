// Sign (result): the device's signature, applied once, or why there is none; Finalize and Export.
#include <algorithm>
#include <iterator>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/session/invariants.h"
#include "server/session/session_machine.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

// What an agent may report, by whose fault it is; the first row that fits decides.
struct Blame {
  v1::ErrorReason first, last;
  v1::StatusCode status;
};

constexpr auto kLastDeviceReason = static_cast<v1::ErrorReason>(119);

// REQ: EXP-5
constexpr Blame kBlames[] = {
    {v1::DEVICE_SIGNATURE_INVALID, v1::DEVICE_SIGNATURE_INVALID, v1::ST_SIGNATURE_INVALID},
    {v1::DEVICE_MODULE_UNUSABLE, kLastDeviceReason, v1::ST_DEVICE_FAILED},
    {v1::ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER, v1::ST_NO_ANSWER},
    {v1::SERVER_ANSWER_MISMATCH, v1::SERVER_ANSWER_MISMATCH, v1::ST_PROGRAM_FAILED},
    {v1::SIGNATURE_INVALID, v1::SIGNATURE_INVALID, v1::ST_PROGRAM_FAILED},
    {v1::INTERNAL, v1::INTERNAL, v1::ST_PROGRAM_FAILED},
};

const Blame* FindBlame(v1::ErrorReason reason) {
  const auto* row = std::find_if(std::begin(kBlames), std::end(kBlames), [&](const Blame& blame) {
    return reason >= blame.first && reason <= blame.last;
  });
  return row == std::end(kBlames) ? nullptr : row;
}

v1::SessionRecord::Ended Failure(v1::StatusCode status, v1::ErrorReason reason,
                                 uint64_t device_code) {
  v1::SessionRecord::Ended ended;
  ended.set_status(status);
  ended.set_reason(reason);
  ended.set_device_code(device_code);
  return ended;
}

// What an error of a signature's verdict stands for: the device's fault only where it is said to be
// so.
v1::SessionRecord::Ended FailureOf(const absl::Status& verdict) {
  return ReasonOf(verdict) == v1::DEVICE_SIGNATURE_INVALID
             ? Failure(v1::ST_SIGNATURE_INVALID, v1::DEVICE_SIGNATURE_INVALID, 0)
             : Failure(v1::ST_PROGRAM_FAILED, v1::INTERNAL, 0);
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
  if (!verdict.ok()) {
    RETURN_IF_ERROR(
        StoreEnd(SessionEvent::kWrongSignature, std::move(record), FailureOf(verdict)).status());
    return verdict;
  }
  record.clear_ended();  // it was given up, too early
  *record.mutable_signature()->mutable_time() = ToTimestamp(clock_.Now());
  record.mutable_signature()->set_value(signature.data(), signature.size());
  return Store(SessionEvent::kAcceptSignature, std::move(record), KeepDocument{});
}

// REQ: EXP-5
absl::StatusOr<v1::SessionRecord> SessionMachine::RecordFailure(Step step, v1::ErrorReason reason,
                                                                uint64_t device_code) {
  const Blame* blame = FindBlame(reason);
  if (blame == nullptr) {
    return MakeError(v1::MALFORMED_REQUEST,
                     "failure.reason: DEVICE_*, ABORTED_BY_SIGNER, SERVER_ANSWER_MISMATCH, "
                     "SIGNATURE_INVALID or INTERNAL is needed");
  }
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kReportFailure));
  // What was given up waits for a first result.
  if (IsRepeat(StateOf(record), SessionEvent::kReportFailure) && !record.has_released()) {
    if (record.ended().reason() == reason) return record;
    return Next(StateOf(record), SessionEvent::kReportFailure, /*released=*/false).status();
  }
  return StoreEnd(SessionEvent::kReportFailure, std::move(record),
                  Failure(blame->status, reason, device_code));
}

absl::StatusOr<v1::SessionRecord> SessionMachine::Finalize(Step step) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kFinalize));
  if (record.has_ended()) return record;
  record.mutable_ended()->set_status(v1::ST_OK);
  *record.mutable_ended()->mutable_time() = ToTimestamp(clock_.Now());
  return Store(SessionEvent::kFinalize, std::move(record), KeepDocument{});
}

// REQ: EXP-4
absl::StatusOr<v1::SessionRecord> SessionMachine::Export(Step step) {
  return Take(step, SessionEvent::kExport);
}

}  // namespace paraphe::server
