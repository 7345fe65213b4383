#include "client/device/pkcs11/attributes.h"

#include <utility>
#include <vector>

#include "client/device/pkcs11/cryptoki.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

bool IsWithheld(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  return detail.has_value() && (detail->device_code() == CKR_ATTRIBUTE_TYPE_INVALID ||
                                detail->device_code() == CKR_ATTRIBUTE_SENSITIVE);
}

}  // namespace

absl::StatusOr<std::optional<std::string>> ReadAttribute(const Session& session,
                                                         CK_OBJECT_HANDLE object,
                                                         CK_ATTRIBUTE_TYPE type) {
  const auto fill = [&](char* bytes, CK_ULONG* count) -> CK_RV {
    CK_ATTRIBUTE attribute = {type, bytes, *count};
    const CK_RV result =
        session.functions().C_GetAttributeValue(session.handle(), object, &attribute, 1);
    *count = attribute.ulValueLen;
    // Some modules say OK to what they do not have.
    const bool absent = result == CKR_OK && *count == CK_UNAVAILABLE_INFORMATION;
    return absent ? CKR_ATTRIBUTE_TYPE_INVALID : result;
  };
  absl::StatusOr<std::vector<char>> bytes = Fetch<char>("C_GetAttributeValue", 0, fill);
  if (bytes.ok()) return std::string(bytes->begin(), bytes->end());
  if (IsWithheld(bytes.status())) return std::nullopt;
  return bytes.status();
}

absl::StatusOr<std::string> ReadOrEmpty(const Session& session, CK_OBJECT_HANDLE object,
                                        CK_ATTRIBUTE_TYPE type) {
  ASSIGN_OR_RETURN(std::optional<std::string> value, ReadAttribute(session, object, type));
  return std::move(value).value_or("");
}

absl::StatusOr<bool> ReadFlag(const Session& session, CK_OBJECT_HANDLE object,
                              CK_ATTRIBUTE_TYPE type) {
  ASSIGN_OR_RETURN(const std::string value, ReadOrEmpty(session, object, type));
  return value == std::string(1, static_cast<char>(CK_TRUE));
}

}  // namespace paraphe::pkcs11
