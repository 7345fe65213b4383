// PKCS#11's way to return what has no fixed length, in one place.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_FETCH_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_FETCH_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/result.h"

namespace paraphe::pkcs11 {

// No list or value that we ask for is nearly as long; a module that says otherwise is broken.
inline constexpr CK_ULONG kMaxFetched = 1UL << 20;

// Calls `fill(items, count)` (a lambda around one C_* function of name `name`) with room for `room`
// items; where that is too little, again with as much as the module then asks for. Room 0 asks for
// the length first. What is asked for may grow between two calls (a card is put in), so it is asked
// a few times. DEVICE_ERROR where the module contradicts itself.
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

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_FETCH_H_
