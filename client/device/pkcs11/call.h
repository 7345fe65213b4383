// The one way to call a function of a module.
//
//   RETURN_IF_ERROR(Call("C_Logout", functions.C_Logout, session));
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_CALL_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_CALL_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/result.h"

namespace paraphe::pkcs11 {

// Calls `function` and maps its CK_RV (result.h). The module has it: Module::Load looked.
template <typename... Parameters, typename... Arguments>
absl::Status Call(absl::string_view name, CK_RV (*function)(Parameters...),
                  Arguments... arguments) {
  return ToStatus(name, function(arguments...));
}

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_CALL_H_
