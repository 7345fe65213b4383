#include "tests/client/testing/soft_objects.h"

#include <deque>
#include <string>
#include <vector>

#include "client/device/pkcs11/cryptoki.h"
#include "common/openssl.h"
#include "common/status_macros.h"

namespace paraphe::test {
namespace {

// A template that owns its values.
class Template {
 public:
  Template& Bytes(CK_ATTRIBUTE_TYPE type, std::string value) {
    values_.push_back(std::move(value));
    attributes_.push_back({type, values_.back().data(), values_.back().size()});
    return *this;
  }
  Template& Number(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
    return Bytes(type, std::string(reinterpret_cast<const char*>(&value), sizeof(value)));
  }
  Template& Flag(CK_ATTRIBUTE_TYPE type, bool value) {
    return Bytes(type, std::string(1, static_cast<char>(value ? CK_TRUE : CK_FALSE)));
  }

  absl::Status Create(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session) {
    CK_OBJECT_HANDLE object = 0;
    return pkcs11::Call("C_CreateObject", functions.C_CreateObject, session, attributes_.data(),
                        attributes_.size(), &object);
  }

 private:
  std::deque<std::string> values_;  // stays in place
  std::vector<CK_ATTRIBUTE> attributes_;
};

std::string KeyNumber(const TestKey& key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key.get(), name, &number) != 1) return "";
  const UniqueBignum owned(number);
  std::string bytes(static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

std::string DerOf(const X509_NAME* name) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_NAME(name, &bytes);
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

Template Common(CK_OBJECT_CLASS object_class, const SoftObjects& objects) {
  Template common;
  common.Number(CKA_CLASS, object_class)
      .Flag(CKA_TOKEN, true)
      .Bytes(CKA_ID, objects.id)
      .Bytes(CKA_LABEL, objects.label);
  return common;
}

absl::Status CreateCertificate(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session,
                               const SoftObjects& objects) {
  const std::string& der = objects.certificate_der;
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const UniqueX509 x509(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())));
  return Common(CKO_CERTIFICATE, objects)
      .Number(CKA_CERTIFICATE_TYPE, CKC_X_509)
      .Flag(CKA_PRIVATE, objects.hidden_certificate)
      .Bytes(CKA_SUBJECT, x509 == nullptr ? "" : DerOf(X509_get_subject_name(x509.get())))
      .Bytes(CKA_VALUE, der)
      .Create(functions, session);
}

absl::Status CreatePublicKey(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session,
                             const SoftObjects& objects) {
  return Common(CKO_PUBLIC_KEY, objects)
      .Number(CKA_KEY_TYPE, CKK_RSA)
      .Flag(CKA_PRIVATE, false)
      .Flag(CKA_VERIFY, true)
      .Bytes(CKA_MODULUS, KeyNumber(*objects.key, "n"))
      .Bytes(CKA_PUBLIC_EXPONENT, KeyNumber(*objects.key, "e"))
      .Create(functions, session);
}

absl::Status CreatePrivateKey(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session,
                              const SoftObjects& objects) {
  const TestKey& key = *objects.key;
  return Common(CKO_PRIVATE_KEY, objects)
      .Number(CKA_KEY_TYPE, CKK_RSA)
      .Flag(CKA_PRIVATE, objects.hidden_key)
      .Flag(CKA_SENSITIVE, true)
      .Flag(CKA_EXTRACTABLE, false)
      .Flag(CKA_SIGN, true)
      .Flag(CKA_ALWAYS_AUTHENTICATE, objects.always_authenticate)
      .Bytes(CKA_MODULUS, KeyNumber(key, "n"))
      .Bytes(CKA_PUBLIC_EXPONENT, KeyNumber(key, "e"))
      .Bytes(CKA_PRIVATE_EXPONENT, KeyNumber(key, "d"))
      .Bytes(CKA_PRIME_1, KeyNumber(key, "rsa-factor1"))
      .Bytes(CKA_PRIME_2, KeyNumber(key, "rsa-factor2"))
      .Bytes(CKA_EXPONENT_1, KeyNumber(key, "rsa-exponent1"))
      .Bytes(CKA_EXPONENT_2, KeyNumber(key, "rsa-exponent2"))
      .Bytes(CKA_COEFFICIENT, KeyNumber(key, "rsa-coefficient1"))
      .Create(functions, session);
}

}  // namespace

absl::Status CreateObjects(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session,
                           const SoftObjects& objects) {
  if (!objects.certificate_der.empty()) {
    RETURN_IF_ERROR(CreateCertificate(functions, session, objects));
  }
  if (objects.key == nullptr) return absl::OkStatus();
  if (objects.with_public_key) RETURN_IF_ERROR(CreatePublicKey(functions, session, objects));
  return CreatePrivateKey(functions, session, objects);
}

}  // namespace paraphe::test
