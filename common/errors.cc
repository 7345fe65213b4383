#include "common/errors.h"

#include <cstdlib>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace paraphe {
namespace {

using absl::StatusCode;

enum Exit {
  kInternalExit = 1,
  kUsageExit = 2,
  kInputExit = 3,
  kEndedExit = 4,
  kDeviceExit = 5,
  kPeerExit = 6,
  kIndeterminateExit = 7
};

struct ReasonRow {
  v1::ErrorReason reason;
  StatusCode code;
  v1::RecoveryClass recovery;
  Exit exit;
};

constexpr auto kBadInput = StatusCode::kInvalidArgument;
constexpr auto kWrongState = StatusCode::kFailedPrecondition;

// What each reason means to a program: gRPC code, recovery class, exit code of the command lines.
constexpr ReasonRow kReasons[] = {
    {v1::INTERNAL, StatusCode::kInternal, v1::REPORT_BUG, kInternalExit},
    {v1::MALFORMED_REQUEST, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::MALFORMED_FILE, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::USAGE, kBadInput, v1::FIX_INPUT, kUsageExit},
    {v1::FILE_UNREADABLE, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::NOT_ALLOWED, StatusCode::kPermissionDenied, v1::FIX_INPUT, kPeerExit},
    {v1::NOT_REACHABLE, StatusCode::kUnavailable, v1::WAIT, kPeerExit},
    {v1::DEADLINE, StatusCode::kDeadlineExceeded, v1::REDO_STEP, kPeerExit},
    {v1::TOO_LARGE, StatusCode::kResourceExhausted, v1::FIX_INPUT, kInputExit},
    {v1::OVERLOADED, StatusCode::kResourceExhausted, v1::WAIT, kPeerExit},
    {v1::FILE_UNWRITABLE, kWrongState, v1::REDO_STEP, kInternalExit},
    {v1::NOT_IDENTIFIED, StatusCode::kUnauthenticated, v1::FIX_INPUT, kPeerExit},
    {v1::LOGIN_REFUSED, StatusCode::kUnauthenticated, v1::FIX_INPUT, kPeerExit},
    {v1::PASSWORD_TOO_WEAK, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::ACCOUNT_UNKNOWN, StatusCode::kNotFound, v1::FIX_INPUT, kInputExit},
    {v1::ACCOUNT_EXISTS, StatusCode::kAlreadyExists, v1::FIX_INPUT, kInputExit},
    {v1::PROXY_FAILED, StatusCode::kUnavailable, v1::WAIT, kPeerExit},

    {v1::DOCUMENT_NOT_CANONICAL, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_NOT_WELL_FORMED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_BAD_ENCODING, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_ALREADY_SIGNED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_HAS_DTD, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_HAS_INSTRUCTION, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_HAS_XINCLUDE, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_BEYOND_BOUND, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_RELATIVE_NAMESPACE, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_DUPLICATE_ID, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_EMPTY, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::DOCUMENT_LOSES_NAMESPACE, kBadInput, v1::FIX_INPUT, kInputExit},

    {v1::TABLE_INVALID, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::TABLE_UNMAPPED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::TABLE_UNKNOWN, StatusCode::kNotFound, v1::FIX_INPUT, kInputExit},
    {v1::PRESENTATION_MISMATCH, StatusCode::kDataLoss, v1::START_OVER, kPeerExit},
    {v1::TABLE_NOT_PINNED, StatusCode::kPermissionDenied, v1::START_OVER, kPeerExit},
    {v1::TABLE_INLINE_NOT_GRANTED, StatusCode::kPermissionDenied, v1::FIX_INPUT, kPeerExit},

    {v1::POLICY_UNKNOWN, StatusCode::kNotFound, v1::FIX_INPUT, kInputExit},
    {v1::POLICY_INVALID, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::POLICY_INLINE_NOT_GRANTED, StatusCode::kPermissionDenied, v1::FIX_INPUT, kPeerExit},
    {v1::POLICY_IDENTIFIER_REQUIRED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::COMMITMENT_REQUIRED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::COMMITMENT_NOT_ALLOWED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::ROLE_REQUIRED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::ROLE_NOT_ALLOWED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::PLACE_REQUIRED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::SIGNING_TIME_FORBIDDEN, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::ALGORITHM_NOT_ALLOWED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::ATTRIBUTE_INVALID, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::UNATTENDED_NOT_ALLOWED, StatusCode::kPermissionDenied, v1::FIX_INPUT, kPeerExit},

    {v1::CERTIFICATE_REFUSED, kWrongState, v1::CHANGE_CARD, kInputExit},
    {v1::CERTIFICATE_NOT_OFFERED, kBadInput, v1::REDO_STEP, kInputExit},
    {v1::CERTIFICATE_IMPOSED_MISSING, kWrongState, v1::CHANGE_CARD, kInputExit},
    {v1::CERTIFICATE_MALFORMED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::CERTIFICATE_REFUSED_AT_EXPORT, kWrongState, v1::START_OVER, kInputExit},

    {v1::SESSION_UNKNOWN, StatusCode::kNotFound, v1::START_OVER, kInputExit},
    {v1::SESSION_WRONG_STATE, kWrongState, v1::REDO_STEP, kInputExit},
    {v1::SESSION_CONFLICT, StatusCode::kAborted, v1::REDO_STEP, kPeerExit},
    {v1::SESSION_ABORTED, kWrongState, v1::START_OVER, kEndedExit},
    {v1::SESSION_EXPIRED, kWrongState, v1::START_OVER, kEndedExit},
    {v1::SESSION_FAILED, kWrongState, v1::START_OVER, kDeviceExit},
    {v1::TICKET_USED, kWrongState, v1::START_OVER, kInputExit},
    {v1::DIGEST_RELEASED, kWrongState, v1::REDO_STEP, kInputExit},
    {v1::CONSENT_MISMATCH, StatusCode::kDataLoss, v1::REDO_STEP, kInputExit},
    {v1::CONSENT_INCOMPLETE, kBadInput, v1::REDO_STEP, kInputExit},
    {v1::CONSENT_TOO_OLD, kWrongState, v1::REDO_STEP, kInputExit},
    {v1::SIGNATURE_ALREADY_DELIVERED, kWrongState, v1::REDO_STEP, kInputExit},
    {v1::IDEMPOTENCY_CONFLICT, StatusCode::kAlreadyExists, v1::FIX_INPUT, kInputExit},
    {v1::STORE_UNAVAILABLE, StatusCode::kUnavailable, v1::WAIT, kPeerExit},
    {v1::NOT_SIGNED_YET, StatusCode::kDeadlineExceeded, v1::WAIT, kEndedExit},
    {v1::STORE_IN_USE, kWrongState, v1::FIX_INPUT, kPeerExit},
    {v1::STORE_UNUSABLE, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::AUDIT_BROKEN, StatusCode::kDataLoss, v1::REPORT_BUG, kInputExit},

    {v1::DEVICE_MODULE_UNUSABLE, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_TOKEN_ABSENT, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_TOKEN_REMOVED, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_PIN_WRONG, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_PIN_LOCKED, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_CANCELLED, kWrongState, v1::REDO_STEP, kDeviceExit},
    {v1::DEVICE_KEY_MISSING, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_ERROR, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_SIGNATURE_INVALID, StatusCode::kDataLoss, v1::START_OVER, kDeviceExit},
    {v1::DEVICE_PIN_UNUSABLE, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_TOKEN_AMBIGUOUS, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_CARD_ABSENT, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_READER_ABSENT, kWrongState, v1::CHANGE_CARD, kDeviceExit},
    {v1::DEVICE_CARD_SERVICE_ABSENT, kWrongState, v1::CHANGE_CARD, kDeviceExit},

    {v1::SIGNATURE_ABSENT, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::SIGNATURE_AMBIGUOUS, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::SIGNATURE_UNSUPPORTED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::SIGNATURE_INVALID, StatusCode::kDataLoss, v1::FIX_INPUT, kInputExit},
    {v1::SIGNATURE_MALFORMED, kBadInput, v1::FIX_INPUT, kInputExit},
    {v1::SIGNATURE_INDETERMINATE, kBadInput, v1::FIX_INPUT, kIndeterminateExit},

    {v1::SERVER_ANSWER_MISMATCH, StatusCode::kDataLoss, v1::START_OVER, kPeerExit},
    {v1::AGENT_NOT_PINNED_SERVER, StatusCode::kPermissionDenied, v1::FIX_INPUT, kPeerExit},
    {v1::SIGNING_TIME_OFF, kWrongState, v1::FIX_INPUT, kPeerExit},
    {v1::SERVER_KEY_NOT_PINNED, StatusCode::kPermissionDenied, v1::FIX_INPUT, kPeerExit},

    {v1::ABORTED_BY_SIGNER, StatusCode::kCancelled, v1::START_OVER, kEndedExit},
    {v1::ABORTED_BY_CALLER, StatusCode::kCancelled, v1::START_OVER, kEndedExit},
};

const ReasonRow* FindRow(v1::ErrorReason reason) {
  for (const ReasonRow& row : kReasons) {
    if (row.reason == reason) return &row;
  }
  return nullptr;
}

const ReasonRow& RowOrDie(v1::ErrorReason reason) {
  const ReasonRow* row = FindRow(reason);
  if (row == nullptr) std::abort();
  return *row;
}

}  // namespace

absl::Status MakeError(v1::ErrorReason reason, absl::string_view message) {
  const ReasonRow& row = RowOrDie(reason);
  absl::Status status(row.code, message);
  v1::ErrorDetail detail;
  detail.set_reason(reason);
  detail.set_recovery(row.recovery);
  SetErrorDetail(detail, status);
  return status;
}

absl::Status MakeErrorAt(v1::ErrorReason reason, const v1::SourcePosition& position,
                         absl::string_view message) {
  absl::Status status = MakeError(reason, message);
  v1::ErrorDetail detail = *GetErrorDetail(status);
  *detail.mutable_position() = position;
  SetErrorDetail(detail, status);
  return status;
}

std::optional<v1::ErrorDetail> GetErrorDetail(const absl::Status& status) {
  const auto payload = status.GetPayload(kErrorDetailTypeUrl);
  if (!payload.has_value()) return std::nullopt;
  v1::ErrorDetail detail;
  if (!detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

void SetErrorDetail(const v1::ErrorDetail& detail, absl::Status& status) {
  status.SetPayload(kErrorDetailTypeUrl, absl::Cord(detail.SerializeAsString()));
}

v1::ErrorReason ReasonOf(const absl::Status& status) {
  if (status.ok()) return v1::ERROR_REASON_UNSPECIFIED;
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  return detail.has_value() ? detail->reason() : v1::INTERNAL;
}

absl::StatusCode CodeOf(v1::ErrorReason reason) { return RowOrDie(reason).code; }

v1::RecoveryClass RecoveryOf(v1::ErrorReason reason) { return RowOrDie(reason).recovery; }

int ExitCodeOf(const absl::Status& status) {
  if (status.ok()) return 0;
  const ReasonRow* row = FindRow(ReasonOf(status));
  return row == nullptr ? kInternalExit : row->exit;
}

absl::Status Annotate(const absl::Status& status, absl::string_view prefix) {
  if (status.ok()) return status;
  absl::Status annotated(status.code(), absl::StrCat(prefix, ": ", status.message()));
  status.ForEachPayload([&annotated](absl::string_view url, const absl::Cord& payload) {
    annotated.SetPayload(url, payload);
  });
  return annotated;
}

}  // namespace paraphe
