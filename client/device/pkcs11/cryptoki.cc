#include "client/device/pkcs11/cryptoki.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "common/errors.h"

namespace paraphe::pkcs11 {
namespace {

struct ResultRow {
  CK_RV value;
  const char* name;
  v1::ErrorReason reason;
  const char* advice;  // what happened and what to do, in words
};

constexpr char kTryAgain[] = "start again; if it stays, try the device in another program";
constexpr char kReinsert[] = "put the card or token back in and start again";
constexpr char kPower[] = "take the card or token out, put it back in and start again";
constexpr char kWrongKey[] = "this key cannot make this signature; choose another certificate";
constexpr char kVendor[] =
    "the module or its version does not do what PKCS#11 asks; ask its vendor";

// Columns: value, name, reason, advice. REQ: DEV-3
constexpr ResultRow kResults[] = {
    {CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT", v1::DEVICE_PIN_WRONG, "wrong PIN; enter it again"},
    {CKR_PIN_LOCKED, "CKR_PIN_LOCKED", v1::DEVICE_PIN_LOCKED,
     "the PIN is locked; have it unlocked by the issuer, or use another card"},
    {CKR_PIN_INVALID, "CKR_PIN_INVALID", v1::DEVICE_PIN_UNUSABLE,
     "the PIN holds a character that the device does not take"},
    {CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE", v1::DEVICE_PIN_UNUSABLE,
     "the PIN is too short or too long for the device"},
    {CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED", v1::DEVICE_PIN_UNUSABLE,
     "the PIN expired; change it with the vendor's program"},
    {CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED", v1::DEVICE_PIN_UNUSABLE,
     "no PIN was set yet; set it with the vendor's program"},

    {CKR_CANCEL, "CKR_CANCEL", v1::DEVICE_CANCELLED, "cancelled at the device"},
    {CKR_FUNCTION_CANCELED, "CKR_FUNCTION_CANCELED", v1::DEVICE_CANCELLED,
     "cancelled at the device"},
    {CKR_FUNCTION_REJECTED, "CKR_FUNCTION_REJECTED", v1::DEVICE_CANCELLED, "refused at the device"},

    {CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED", v1::DEVICE_TOKEN_REMOVED, kReinsert},
    {CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT", v1::DEVICE_TOKEN_REMOVED, kReinsert},
    {CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED", v1::DEVICE_TOKEN_ABSENT,
     "the module does not know this card; use another module or another card"},

    {CKR_KEY_HANDLE_INVALID, "CKR_KEY_HANDLE_INVALID", v1::DEVICE_KEY_MISSING, kTryAgain},

    {CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR", v1::DEVICE_ERROR, kPower},
    {CKR_DEVICE_MEMORY, "CKR_DEVICE_MEMORY", v1::DEVICE_ERROR, kPower},
    {CKR_HOST_MEMORY, "CKR_HOST_MEMORY", v1::DEVICE_ERROR, "this computer is out of memory"},
    {CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR", v1::DEVICE_ERROR, kTryAgain},
    {CKR_FUNCTION_FAILED, "CKR_FUNCTION_FAILED", v1::DEVICE_ERROR, kTryAgain},
    {CKR_SESSION_CLOSED, "CKR_SESSION_CLOSED", v1::DEVICE_ERROR, kPower},
    {CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID", v1::DEVICE_ERROR, kPower},
    {CKR_SESSION_COUNT, "CKR_SESSION_COUNT", v1::DEVICE_ERROR,
     "too many programs use the device; close one"},
    {CKR_SLOT_ID_INVALID, "CKR_SLOT_ID_INVALID", v1::DEVICE_ERROR, kReinsert},
    {CKR_OBJECT_HANDLE_INVALID, "CKR_OBJECT_HANDLE_INVALID", v1::DEVICE_ERROR, kTryAgain},
    {CKR_USER_ALREADY_LOGGED_IN, "CKR_USER_ALREADY_LOGGED_IN", v1::DEVICE_ERROR, kTryAgain},
    {CKR_USER_ANOTHER_ALREADY_LOGGED_IN, "CKR_USER_ANOTHER_ALREADY_LOGGED_IN", v1::DEVICE_ERROR,
     kTryAgain},
    {CKR_USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN", v1::DEVICE_ERROR, kTryAgain},
    {CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED", v1::DEVICE_ERROR, kWrongKey},
    {CKR_KEY_TYPE_INCONSISTENT, "CKR_KEY_TYPE_INCONSISTENT", v1::DEVICE_ERROR, kWrongKey},
    {CKR_KEY_SIZE_RANGE, "CKR_KEY_SIZE_RANGE", v1::DEVICE_ERROR, kWrongKey},
    {CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID", v1::DEVICE_ERROR, kWrongKey},
    {CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID", v1::DEVICE_ERROR, kWrongKey},
    {CKR_DATA_INVALID, "CKR_DATA_INVALID", v1::DEVICE_ERROR, kWrongKey},
    {CKR_DATA_LEN_RANGE, "CKR_DATA_LEN_RANGE", v1::DEVICE_ERROR, kWrongKey},
    {CKR_OPERATION_ACTIVE, "CKR_OPERATION_ACTIVE", v1::DEVICE_ERROR, kTryAgain},
    {CKR_OPERATION_NOT_INITIALIZED, "CKR_OPERATION_NOT_INITIALIZED", v1::DEVICE_ERROR, kTryAgain},
    {CKR_ARGUMENTS_BAD, "CKR_ARGUMENTS_BAD", v1::DEVICE_ERROR, kVendor},
    {CKR_BUFFER_TOO_SMALL, "CKR_BUFFER_TOO_SMALL", v1::DEVICE_ERROR, kVendor},
    {CKR_FUNCTION_NOT_SUPPORTED, "CKR_FUNCTION_NOT_SUPPORTED", v1::DEVICE_ERROR, kVendor},
    {CKR_CANT_LOCK, "CKR_CANT_LOCK", v1::DEVICE_MODULE_UNUSABLE, kVendor},
    {CKR_NEED_TO_CREATE_THREADS, "CKR_NEED_TO_CREATE_THREADS", v1::DEVICE_MODULE_UNUSABLE, kVendor},
    {CKR_CRYPTOKI_NOT_INITIALIZED, "CKR_CRYPTOKI_NOT_INITIALIZED", v1::DEVICE_ERROR, kTryAgain},
};

const ResultRow* FindRow(CK_RV result) {
  for (const ResultRow& row : kResults) {
    if (row.value == result) return &row;
  }
  return nullptr;
}

}  // namespace

absl::Status ToStatus(absl::string_view function, CK_RV result) {
  if (result == CKR_OK) return absl::OkStatus();
  const ResultRow* row = FindRow(result);
  absl::Status status =
      MakeError(row == nullptr ? v1::DEVICE_ERROR : row->reason,
                absl::StrCat("device: ", function, " answered ", ResultName(result), ": ",
                             row == nullptr ? kTryAgain : row->advice));
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.set_device_code(result);
  SetErrorDetail(detail, status);
  return status;
}

std::string ResultName(CK_RV result) {
  const ResultRow* row = FindRow(result);
  return row == nullptr ? absl::StrFormat("CK_RV 0x%08x", result) : row->name;
}

absl::Status DeviceError(v1::ErrorReason reason, absl::string_view message) {
  return MakeError(reason, absl::StrCat("device: ", message));
}

}  // namespace paraphe::pkcs11
