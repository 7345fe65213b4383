#include "client/device/pkcs12/safe_bags.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::pkcs12 {
namespace {

using UniqueKeyInfo = UniqueHandle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

absl::Status Unreadable(absl::string_view what) { return MakeError(v1::MALFORMED_FILE, what); }

std::string LocalKeyIdOf(const PKCS12_SAFEBAG* bag) {
  const ASN1_TYPE* value = PKCS12_SAFEBAG_get0_attr(bag, NID_localKeyID);
  if (value == nullptr || value->type != V_ASN1_OCTET_STRING) return "";
  const ASN1_OCTET_STRING* bytes = value->value.octet_string;
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(bytes)),
          static_cast<size_t>(ASN1_STRING_length(bytes))};
}

std::string LabelOf(PKCS12_SAFEBAG* bag) {
  char* name = PKCS12_get_friendlyname(bag);
  std::string label = name == nullptr ? "" : name;
  OPENSSL_free(name);
  return label;
}

absl::Status AddCertificate(PKCS12_SAFEBAG* bag, FileContent& content) {
  if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate) return absl::OkStatus();
  const UniqueX509 certificate(PKCS12_SAFEBAG_get1_cert(bag));
  const int size = certificate == nullptr ? -1 : i2d_X509(certificate.get(), nullptr);
  if (size < 0) return Unreadable("it holds a certificate that cannot be read");
  std::string der(static_cast<size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate.get(), &out);
  content.certificates.push_back({std::move(der), LocalKeyIdOf(bag), LabelOf(bag)});
  return absl::OkStatus();
}

absl::Status AddKey(const PKCS8_PRIV_KEY_INFO* info, FileContent& content) {
  UniqueEvpPkey key(info == nullptr ? nullptr : EVP_PKCS82PKEY(info));
  if (key == nullptr) return Unreadable("it holds a private key that cannot be read");
  content.keys.push_back(std::move(key));
  return absl::OkStatus();
}

absl::Status AddEncryptedKey(const PKCS12_SAFEBAG* bag, const char* password, int size,
                             FileContent& content) {
  const UniqueKeyInfo info(PKCS12_decrypt_skey(bag, password, size));
  if (info == nullptr) {
    return MakeError(v1::DEVICE_PIN_WRONG, "a key is encrypted with another password");
  }
  return AddKey(info.get(), content);
}

absl::Status ReadBag(PKCS12_SAFEBAG* bag, const char* password, int size, bool clear_only,
                     FileContent& content, int depth) {
  switch (PKCS12_SAFEBAG_get_nid(bag)) {
    case NID_certBag:
      return AddCertificate(bag, content);
    case NID_keyBag:
      return clear_only ? absl::OkStatus() : AddKey(PKCS12_SAFEBAG_get0_p8inf(bag), content);
    case NID_pkcs8ShroudedKeyBag:
      return clear_only ? absl::OkStatus() : AddEncryptedKey(bag, password, size, content);
    case NID_safeContentsBag:
      return ReadBags(*PKCS12_SAFEBAG_get0_safes(bag), password, size, clear_only, content,
                      depth + 1);
    default:
      return absl::OkStatus();
  }
}

}  // namespace

absl::Status ReadBags(const SafeBags& bags, const char* password, int size, bool clear_only,
                      FileContent& content, int depth) {
  if (depth > kMaxBagDepth) return Unreadable("its parts lie too deep in each other");
  for (int i = 0; i < sk_PKCS12_SAFEBAG_num(&bags); ++i) {
    RETURN_IF_ERROR(
        ReadBag(sk_PKCS12_SAFEBAG_value(&bags, i), password, size, clear_only, content, depth));
  }
  return absl::OkStatus();
}

}  // namespace paraphe::pkcs12
