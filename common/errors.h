// The one maker of errors. Every refusal of Paraphe is an absl::Status that carries an ErrorDetail
// payload: the stable reason, the recovery class, and where known the place in the input. The gRPC
// code and the recovery class follow from the reason by one table (errors.cc), so that no two call
// sites disagree.
//
// Messages are one line of plain text: what, where, what to do. They never quote document content,
// a PIN, a ticket or a token.
#ifndef PARAPHE_COMMON_ERRORS_H_
#define PARAPHE_COMMON_ERRORS_H_

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/error_detail.pb.h"

namespace paraphe {

// The type URL of the payload.
inline constexpr char kErrorDetailTypeUrl[] = "type.googleapis.com/paraphe.v1.ErrorDetail";

// Makes the error for `reason`. Dies on ERROR_REASON_UNSPECIFIED and on a reason that the table
// does not list: an error is never OK and never anonymous.
absl::Status MakeError(v1::ErrorReason reason, absl::string_view message);

// The same, with a place in the input. The message should name the place in words as well.
absl::Status MakeErrorAt(v1::ErrorReason reason, const v1::SourcePosition& position,
                         absl::string_view message);

// Reads the payload. A status without one (from a library, or gRPC itself) yields nullopt.
std::optional<v1::ErrorDetail> GetErrorDetail(const absl::Status& status);

// Replaces the payload of a non-OK status.
void SetErrorDetail(const v1::ErrorDetail& detail, absl::Status& status);

// The reason of a status; INTERNAL where the status carries none, ERROR_REASON_UNSPECIFIED for OK.
v1::ErrorReason ReasonOf(const absl::Status& status);

// The code and the recovery class that the table fixes for a reason.
absl::StatusCode CodeOf(v1::ErrorReason reason);
v1::RecoveryClass RecoveryOf(v1::ErrorReason reason);

// The process exit code of the command lines (docs: design "Command lines"): 0 OK, 1 internal
// error, 2 usage, 3 input refused, 4 aborted or expired, 5 device failed, 6 not reachable or not
// allowed, 7 a signature that is neither valid nor invalid.
int ExitCodeOf(const absl::Status& status);

// The same status with "prefix: " before its message; the payload is kept.
absl::Status Annotate(const absl::Status& status, absl::string_view prefix);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_ERRORS_H_
