#include "client/device/pkcs11/signing_key.h"

#include <vector>

#include "client/device/pkcs11/attributes.h"
#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/private_keys.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

// Of RSA-4096. C_Sign is called once where this is enough: some cards sign when asked for the
// length.
constexpr size_t kSignatureRoom = 512;

absl::Status Missing(absl::string_view why) {
  return DeviceError(v1::DEVICE_KEY_MISSING,
                     absl::StrCat(why, "; choose another certificate or another card"));
}

}  // namespace

absl::StatusOr<CK_OBJECT_HANDLE> FindSigningKey(const Session& session,
                                                const device::DeviceCertificate& certificate) {
  const KeyIdentity wanted = IdentityOf(certificate);
  ASSIGN_OR_RETURN(const std::vector<PrivateKey> keys, ReadPrivateKeys(session));
  std::vector<CK_OBJECT_HANDLE> proven, silent;
  for (const PrivateKey& key : keys) {
    if (!IsSameKey(key.identity, wanted)) continue;
    // A card may hold one key twice, with different rules: the certificate's CKA_ID tells which is meant.
    if (!key.identity.modulus.empty() && key.identity.id == wanted.id) return key.object;
    (key.identity.modulus.empty() ? silent : proven).push_back(key.object);
  }
  if (!proven.empty()) return proven.front();
  // A key that does not tell is checked by its signature (DEV-4).
  if (silent.size() == 1) return silent.front();
  if (!silent.empty()) return Missing("several keys have the certificate's CKA_ID");
  return Missing("no private key of this certificate is on the card or token");
}

absl::Status BeginSignature(const Session& session, CK_OBJECT_HANDLE key, const SecretBuffer& pin) {
  CK_MECHANISM mechanism = {CKM_RSA_PKCS, nullptr, 0};
  RETURN_IF_ERROR(
      Call("C_SignInit", session.functions().C_SignInit, session.handle(), &mechanism, key));
  ASSIGN_OR_RETURN(const bool asks_again, ReadFlag(session, key, CKA_ALWAYS_AUTHENTICATE));
  return asks_again ? LogInForOperation(session, pin) : absl::OkStatus();
}

absl::StatusOr<std::string> FinishSignature(const Session& session, absl::string_view digest_info) {
  auto* const data = reinterpret_cast<CK_BYTE*>(const_cast<char*>(digest_info.data()));
  const auto fill = [&](CK_BYTE* signature, CK_ULONG* length) {
    return session.functions().C_Sign(session.handle(), data, digest_info.size(), signature,
                                      length);
  };
  ASSIGN_OR_RETURN(const std::vector<CK_BYTE> signature,
                   Fetch<CK_BYTE>("C_Sign", kSignatureRoom, fill));
  return std::string(signature.begin(), signature.end());
}

}  // namespace paraphe::pkcs11
