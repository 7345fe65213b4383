// The private key of a certificate: finding it on the token, and signing with it once.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_SIGNING_KEY_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_SIGNING_KEY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/device/pkcs11/session.h"
#include "client/device/signature_device.h"

namespace paraphe::pkcs11 {

// The private key of `certificate` (private_keys.h), after the login. Where a card holds it twice, with
// different rules, the one with the certificate's CKA_ID.
//
// Errors:
//   DEVICE_KEY_MISSING  there is none, or several have its CKA_ID and do not tell their modulus
absl::StatusOr<CK_OBJECT_HANDLE> FindSigningKey(const Session& session,
                                                const device::DeviceCertificate& certificate);

// Begins a signature with CKM_RSA_PKCS, and enters the PIN once more where the key asks for that
// (CKA_ALWAYS_AUTHENTICATE).
absl::Status BeginSignature(const Session& session, CK_OBJECT_HANDLE key, const SecretBuffer& pin);

// The signature over `digest_info`. It is finished then, whatever the outcome.
absl::StatusOr<std::string> FinishSignature(const Session& session, absl::string_view digest_info);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_SIGNING_KEY_H_
