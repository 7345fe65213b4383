// Attributes of a token's objects, and the certificates among them.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_OBJECTS_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_OBJECTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/device/pkcs11/session.h"
#include "client/device/signature_device.h"

namespace paraphe::pkcs11 {

// The bytes of an attribute; nullopt where the object has none, or does not give it away.
absl::StatusOr<std::optional<std::string>> ReadAttribute(const Session& session,
                                                         CK_OBJECT_HANDLE object,
                                                         CK_ATTRIBUTE_TYPE type);

// Whether the attribute is there and CK_TRUE.
absl::StatusOr<bool> ReadFlag(const Session& session, CK_OBJECT_HANDLE object,
                              CK_ATTRIBUTE_TYPE type);

// The X.509 certificates of the token. `keys_visible`: whether the session shows all private keys
// without a login, so that a key that is not shown is not there.
//
// REQ: DEV-1
absl::StatusOr<std::vector<device::DeviceCertificate>> ReadCertificates(const Session& session,
                                                                        bool keys_visible);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_OBJECTS_H_
