// The private key of a certificate: found on the token, readied, used once.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_SIGNING_KEY_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_SIGNING_KEY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/device/pkcs11/session.h"
#include "client/device/signature_device.h"

namespace paraphe::pkcs11 {

// The private key with the certificate's CKA_ID; where the token tells its modulus, the one whose
// modulus is the certificate's. DEVICE_KEY_MISSING where none is there, or it cannot be told which
// of several.
absl::StatusOr<CK_OBJECT_HANDLE> FindSigningKey(const Session& session,
                                                const device::DeviceCertificate& certificate);

// C_SignInit with CKM_RSA_PKCS, and the key's own PIN entry where it asks for one
// (CKA_ALWAYS_AUTHENTICATE).
absl::Status BeginSignature(const Session& session, CK_OBJECT_HANDLE key, const SecretBuffer& pin);

// C_Sign. The operation is over then, whatever the outcome.
absl::StatusOr<std::string> FinishSignature(const Session& session, absl::string_view digest_info);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_SIGNING_KEY_H_
