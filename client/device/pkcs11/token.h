// The tokens that are there, and which of them the configuration names.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_TOKEN_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_TOKEN_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/device/pkcs11/cryptoki.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::pkcs11 {

// `label` and `serial` without the padding of CK_TOKEN_INFO; else as the module gave them.
struct Token {
  CK_SLOT_ID slot = 0;
  std::string label;
  std::string serial;
  CK_FLAGS flags = 0;  // CKF_* of CK_TOKEN_INFO
};

// The token in `slot` as it is now.
absl::StatusOr<Token> ReadToken(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

// The one initialised token that `config` names by serial or label, or the only one where it names
// none. Slot numbers are not used: they change with every reader that is plugged in. The messages
// list the tokens that are there.
//
// Errors:
//   DEVICE_TOKEN_ABSENT     no token is the one that `config` names
//   DEVICE_TOKEN_AMBIGUOUS  several are
absl::StatusOr<Token> FindToken(const CK_FUNCTION_LIST& functions, const v1::DeviceConfig& config);

// Whether a token is in `slot` now; false also where the slot itself is gone.
bool IsTokenPresent(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

// Whether the token can sign with CKM_RSA_PKCS.
//
// Errors:
//   DEVICE_ERROR  it cannot
absl::Status CheckMechanism(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_TOKEN_H_
