#include "client/device/pkcs11/certificates.h"

#include <algorithm>
#include <string>
#include <utility>

#include "client/device/pkcs11/attributes.h"
#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/private_keys.h"
#include "client/device/pkcs11/search.h"
#include "common/bounds.h"
#include "common/status_macros.h"
#include "pki/der.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::KeyPresence;

KeyPresence Pair(const DeviceCertificate& certificate, const std::vector<PrivateKey>& keys,
                 bool keys_visible) {
  const KeyIdentity wanted = IdentityOf(certificate);
  const bool found = std::any_of(keys.begin(), keys.end(), [&wanted](const PrivateKey& key) {
    return IsSameKey(key.identity, wanted);
  });
  if (found) return KeyPresence::kPresent;
  return keys_visible ? KeyPresence::kAbsent : KeyPresence::kHiddenUntilLogin;
}

// An object without the attribute is taken for X.509: old modules leave it out.
absl::StatusOr<bool> IsX509(const Session& session, CK_OBJECT_HANDLE object) {
  const CK_CERTIFICATE_TYPE x509 = CKC_X_509;
  ASSIGN_OR_RETURN(const std::string type, ReadOrEmpty(session, object, CKA_CERTIFICATE_TYPE));
  return type.empty() || type == std::string(reinterpret_cast<const char*>(&x509), sizeof(x509));
}

absl::StatusOr<DeviceCertificate> ReadCertificate(const Session& session, CK_OBJECT_HANDLE object) {
  DeviceCertificate certificate;
  ASSIGN_OR_RETURN(const std::string value, ReadOrEmpty(session, object, CKA_VALUE));
  certificate.der = std::string(FirstDerValue(value));
  ASSIGN_OR_RETURN(certificate.handle, ReadOrEmpty(session, object, CKA_ID));
  ASSIGN_OR_RETURN(certificate.label, ReadOrEmpty(session, object, CKA_LABEL));
  return certificate;
}

size_t SizeOf(const DeviceCertificate& certificate) {
  return certificate.der.size() + certificate.handle.size() + certificate.label.size();
}

}  // namespace

absl::StatusOr<std::vector<DeviceCertificate>> ReadCertificates(const Session& session,
                                                                bool keys_visible) {
  ASSIGN_OR_RETURN(const std::vector<PrivateKey> keys, ReadPrivateKeys(session));
  ASSIGN_OR_RETURN(const std::vector<CK_OBJECT_HANDLE> objects,
                   FindObjects(session, CKO_CERTIFICATE));
  std::vector<DeviceCertificate> certificates;
  size_t bytes = 0;
  for (const CK_OBJECT_HANDLE object : objects) {
    ASSIGN_OR_RETURN(const bool x509, IsX509(session, object));
    if (!x509) continue;
    ASSIGN_OR_RETURN(DeviceCertificate certificate, ReadCertificate(session, object));
    if (certificate.der.empty()) continue;
    bytes += SizeOf(certificate);
    if (bytes > kMaxDeviceCertificateBytes) {
      return DeviceError(v1::DEVICE_ERROR,
                         "the certificates of the token take more than 64 MiB; ask its vendor");
    }
    certificate.key = Pair(certificate, keys, keys_visible);
    certificates.push_back(std::move(certificate));
  }
  return certificates;
}

}  // namespace paraphe::pkcs11
