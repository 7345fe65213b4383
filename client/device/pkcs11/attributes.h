// Attributes of a token's objects.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_ATTRIBUTES_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_ATTRIBUTES_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"

#include "client/device/pkcs11/session.h"

namespace paraphe::pkcs11 {

// The bytes of an attribute; nullopt where the object has none, or does not give it away.
absl::StatusOr<std::optional<std::string>> ReadAttribute(const Session& session,
                                                         CK_OBJECT_HANDLE object,
                                                         CK_ATTRIBUTE_TYPE type);

// The same; empty where there is nothing to read.
absl::StatusOr<std::string> ReadOrEmpty(const Session& session, CK_OBJECT_HANDLE object,
                                        CK_ATTRIBUTE_TYPE type);

// Whether the attribute is there and CK_TRUE.
absl::StatusOr<bool> ReadFlag(const Session& session, CK_OBJECT_HANDLE object,
                              CK_ATTRIBUTE_TYPE type);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_ATTRIBUTES_H_
