#include "client/device/pkcs11/private_keys.h"

#include <utility>

#include "client/device/pkcs11/attributes.h"
#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/search.h"
#include "common/status_macros.h"
#include "pki/certificate.h"
#include "pki/rsa_key.h"

namespace paraphe::pkcs11 {
namespace {

absl::StatusOr<std::string> ReadModulus(const Session& session, CK_OBJECT_HANDLE object) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadOrEmpty(session, object, CKA_MODULUS));
  const size_t begin = bytes.find_first_not_of('\0');
  return begin == std::string::npos ? "" : bytes.substr(begin);
}

// Of the public key that has the CKA_ID, where there is exactly one.
absl::StatusOr<std::string> ReadModulusBeside(const Session& session, const std::string& id) {
  if (id.empty()) return "";
  ASSIGN_OR_RETURN(const std::vector<CK_OBJECT_HANDLE> keys,
                   FindObjects(session, CKO_PUBLIC_KEY, id));
  if (keys.size() != 1) return "";
  return ReadModulus(session, keys.front());
}

absl::StatusOr<KeyIdentity> ReadIdentity(const Session& session, CK_OBJECT_HANDLE key) {
  KeyIdentity identity;
  ASSIGN_OR_RETURN(identity.id, ReadOrEmpty(session, key, CKA_ID));
  ASSIGN_OR_RETURN(identity.modulus, ReadModulus(session, key));
  if (!identity.modulus.empty()) return identity;
  ASSIGN_OR_RETURN(const std::string info, ReadOrEmpty(session, key, CKA_PUBLIC_KEY_INFO));
  identity.modulus = RsaModulusOfKeyInfo(info);
  if (!identity.modulus.empty()) return identity;
  ASSIGN_OR_RETURN(identity.modulus, ReadModulusBeside(session, identity.id));
  return identity;
}

}  // namespace

KeyIdentity IdentityOf(const device::DeviceCertificate& certificate) {
  const absl::StatusOr<Certificate> parsed = Certificate::Parse(certificate.der);
  return {certificate.handle, parsed.ok() ? RsaModulus(*parsed) : ""};
}

bool IsSameKey(const KeyIdentity& a, const KeyIdentity& b) {
  if (!a.modulus.empty() && !b.modulus.empty()) return a.modulus == b.modulus;
  return !a.id.empty() && a.id == b.id;
}

absl::StatusOr<std::vector<PrivateKey>> ReadPrivateKeys(const Session& session) {
  ASSIGN_OR_RETURN(const std::vector<CK_OBJECT_HANDLE> objects,
                   FindObjects(session, CKO_PRIVATE_KEY));
  std::vector<PrivateKey> keys;
  for (const CK_OBJECT_HANDLE object : objects) {
    ASSIGN_OR_RETURN(KeyIdentity identity, ReadIdentity(session, object));
    keys.push_back({object, std::move(identity)});
  }
  return keys;
}

}  // namespace paraphe::pkcs11
