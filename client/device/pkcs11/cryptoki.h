// How a function of a PKCS#11 module is called: the one place that includes the PKCS#11 header. Its
// functions are never called by name; those of a module's function list are, through Call:
//
//   RETURN_IF_ERROR(Call("C_Logout", functions.C_Logout, session));
//
// REQ: PKCS #11 Cryptographic Token Interface Base Specification 2.40
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_CRYPTOKI_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_CRYPTOKI_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include <p11-kit/pkcs11.h>

#include "paraphe/v1/error_detail.pb.h"

namespace paraphe::pkcs11 {

// OK for CKR_OK. Otherwise the reason that the table in cryptoki.cc gives for `result`, or
// DEVICE_ERROR where the table does not list it, with `result` in ErrorDetail.device_code. The
// message names the function and the CK_RV and says what to do.
absl::Status ToStatus(absl::string_view function, CK_RV result);

// "CKR_PIN_INCORRECT"; "CK_RV 0x80000001" for a value that the table does not list.
std::string ResultName(CK_RV result);

// An error of a device that is not a CK_RV.
absl::Status DeviceError(v1::ErrorReason reason, absl::string_view message);

// Calls `function`, which is named `name` and not null (Module::Load sees to that).
template <typename... Parameters, typename... Arguments>
absl::Status Call(absl::string_view name, CK_RV (*function)(Parameters...),
                  Arguments... arguments) {
  return ToStatus(name, function(arguments...));
}

// The longest list or value that is taken from a module. None that is asked for is nearly as long.
inline constexpr CK_ULONG kMaxFetched = 1UL << 20;

// Fetches what has no fixed length. Calls `fill(items, count)`, a lambda around the function named
// `name`, with room for `room` items; where that is too little, again with as much room as the
// module then asks for. With room 0 the length is asked for first. What is there may grow between
// two calls (a card is put in), so the length is asked for a few times.
//
// Errors:
//   DEVICE_ERROR  the module contradicts itself about the length
//
// REQ: PKCS #11 Base 2.40 §5.2
template <typename T, typename Fill>
absl::StatusOr<std::vector<T>> Fetch(absl::string_view name, size_t room, Fill fill) {
  constexpr int kAttempts = 5;
  std::vector<T> items(room);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    CK_ULONG count = items.size();
    const CK_RV result = fill(items.empty() ? nullptr : items.data(), &count);
    if (result != CKR_OK && result != CKR_BUFFER_TOO_SMALL) return ToStatus(name, result);
    if (count > kMaxFetched) break;
    const bool fits = result == CKR_OK && count <= items.size();
    items.resize(count);
    if (fits) return items;
  }
  return DeviceError(
      v1::DEVICE_ERROR,
      absl::StrCat(name, " contradicts itself about a length; ask the module's vendor"));
}

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_CRYPTOKI_H_
