// From CK_RV to Status, by one table.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_RESULT_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_RESULT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "client/device/pkcs11/cryptoki.h"
#include "paraphe/v1/error_detail.pb.h"

namespace paraphe::pkcs11 {

// OK for CKR_OK. Else the reason that the table gives for `result`, DEVICE_ERROR where it lists
// none, with `result` in ErrorDetail.device_code. The message names the function and the CK_RV and
// says what to do.
absl::Status ToStatus(absl::string_view function, CK_RV result);

// "CKR_PIN_INCORRECT"; "CK_RV 0x80000001" for one that the table does not list.
std::string ResultName(CK_RV result);

// An error of a device that is not a CK_RV.
absl::Status DeviceError(v1::ErrorReason reason, absl::string_view message);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_RESULT_H_
