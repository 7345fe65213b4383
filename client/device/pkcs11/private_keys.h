// The private keys of a token, and which certificate each belongs to. CKA_ID is only a name that
// somebody gave: some tokens leave it out, or give the certificate another one. Where a key tells
// its public part, that decides.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_PRIVATE_KEYS_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_PRIVATE_KEYS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/device/pkcs11/session.h"
#include "client/device/signature_device.h"

namespace paraphe::pkcs11 {

// By what a key is recognised.
struct KeyIdentity {
  std::string id;       // CKA_ID; may be empty
  std::string modulus;  // without leading zeros; empty where it is not told, or not RSA
};

// That of the key which `certificate` is about.
KeyIdentity IdentityOf(const device::DeviceCertificate& certificate);

// Whether both are one key: by the modulus; where one of them has none, by a CKA_ID that both have.
bool IsSameKey(const KeyIdentity& a, const KeyIdentity& b);

struct PrivateKey {
  CK_OBJECT_HANDLE object = 0;
  KeyIdentity identity;
};

// Those that the session shows: after a login all, before it those that need none. A modulus that
// the key withholds is taken from its CKA_PUBLIC_KEY_INFO, or from the public key of its CKA_ID.
absl::StatusOr<std::vector<PrivateKey>> ReadPrivateKeys(const Session& session);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_PRIVATE_KEYS_H_
