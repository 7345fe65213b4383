#include "client/device/pkcs11/objects.h"

#include <set>
#include <utility>

#include "client/device/pkcs11/cryptoki.h"
#include "client/device/pkcs11/search.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::KeyPresence;

bool IsWithheld(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  return detail.has_value() && (detail->device_code() == CKR_ATTRIBUTE_TYPE_INVALID ||
                                detail->device_code() == CKR_ATTRIBUTE_SENSITIVE);
}

absl::StatusOr<std::string> ReadOrEmpty(const Session& session, CK_OBJECT_HANDLE object,
                                        CK_ATTRIBUTE_TYPE type) {
  ASSIGN_OR_RETURN(std::optional<std::string> value, ReadAttribute(session, object, type));
  return std::move(value).value_or("");
}

absl::StatusOr<std::set<std::string>> ReadKeyIds(const Session& session) {
  ASSIGN_OR_RETURN(const std::vector<CK_OBJECT_HANDLE> keys, FindObjects(session, CKO_PRIVATE_KEY));
  std::set<std::string> ids;
  for (const CK_OBJECT_HANDLE key : keys) {
    ASSIGN_OR_RETURN(std::string id, ReadOrEmpty(session, key, CKA_ID));
    ids.insert(std::move(id));
  }
  return ids;
}

KeyPresence Pair(const std::string& id, const std::set<std::string>& key_ids, bool keys_visible) {
  if (id.empty()) return KeyPresence::kAbsent;
  if (key_ids.contains(id)) return KeyPresence::kPresent;
  return keys_visible ? KeyPresence::kAbsent : KeyPresence::kHiddenUntilLogin;
}

// An object without the attribute is taken for X.509: old modules leave it out.
absl::StatusOr<bool> IsX509(const Session& session, CK_OBJECT_HANDLE object) {
  const CK_CERTIFICATE_TYPE x509 = CKC_X_509;
  ASSIGN_OR_RETURN(const std::string type, ReadOrEmpty(session, object, CKA_CERTIFICATE_TYPE));
  return type.empty() || type == std::string(reinterpret_cast<const char*>(&x509), sizeof(x509));
}

}  // namespace

absl::StatusOr<std::optional<std::string>> ReadAttribute(const Session& session,
                                                         CK_OBJECT_HANDLE object,
                                                         CK_ATTRIBUTE_TYPE type) {
  const auto fill = [&](char* bytes, CK_ULONG* count) {
    CK_ATTRIBUTE attribute = {type, bytes, *count};
    const CK_RV result =
        session.functions().C_GetAttributeValue(session.handle(), object, &attribute, 1);
    *count = attribute.ulValueLen;
    return result;
  };
  absl::StatusOr<std::vector<char>> bytes = Fetch<char>("C_GetAttributeValue", 0, fill);
  if (bytes.ok()) return std::string(bytes->begin(), bytes->end());
  if (IsWithheld(bytes.status())) return std::nullopt;
  return bytes.status();
}

absl::StatusOr<bool> ReadFlag(const Session& session, CK_OBJECT_HANDLE object,
                              CK_ATTRIBUTE_TYPE type) {
  ASSIGN_OR_RETURN(const std::string value, ReadOrEmpty(session, object, type));
  return value == std::string(1, static_cast<char>(CK_TRUE));
}

absl::StatusOr<std::vector<DeviceCertificate>> ReadCertificates(const Session& session,
                                                                bool keys_visible) {
  ASSIGN_OR_RETURN(const std::set<std::string> key_ids, ReadKeyIds(session));
  ASSIGN_OR_RETURN(const std::vector<CK_OBJECT_HANDLE> objects,
                   FindObjects(session, CKO_CERTIFICATE));
  std::vector<DeviceCertificate> certificates;
  for (const CK_OBJECT_HANDLE object : objects) {
    ASSIGN_OR_RETURN(const bool x509, IsX509(session, object));
    if (!x509) continue;
    DeviceCertificate certificate;
    ASSIGN_OR_RETURN(certificate.der, ReadOrEmpty(session, object, CKA_VALUE));
    ASSIGN_OR_RETURN(certificate.handle, ReadOrEmpty(session, object, CKA_ID));
    ASSIGN_OR_RETURN(certificate.label, ReadOrEmpty(session, object, CKA_LABEL));
    certificate.key = Pair(certificate.handle, key_ids, keys_visible);
    if (!certificate.der.empty()) certificates.push_back(std::move(certificate));
  }
  return certificates;
}

}  // namespace paraphe::pkcs11
