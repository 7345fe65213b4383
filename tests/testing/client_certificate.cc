#include "tests/testing/client_certificate.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include <sys/stat.h>

#include "common/hash.h"
#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

// OpenSSL writes the extension's value itself.
std::string AlternativeNamesDer(const std::string& names) {
  const UniqueX509Extension extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str()));
  const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(NotNullOrDie(extension.get(), "names"));
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                     static_cast<size_t>(ASN1_STRING_length(value)));
}

}  // namespace

CertBuilder ClientCertificate(absl::string_view common_name, const std::string& alternative_names) {
  CertBuilder builder = CertBuilder::Signer(common_name);
  builder.Key(TestKey::NewEcP256()).KeyUsage({kDigitalSignature}).NoQc();
  if (!alternative_names.empty()) {
    builder.Extension("2.5.29.17", false, AlternativeNamesDer(alternative_names));
  }
  return builder;
}

std::string WriteClientIdentity(const TempDir& dir, const std::string& name,
                                const TestCert& certificate) {
  dir.WriteFileOrDie(name + ".pem", certificate.Pem());
  const std::string key = dir.WriteFileOrDie(name + ".key", certificate.key->Pkcs8Pem());
  CheckOrDie(chmod(key.c_str(), 0600) == 0, "chmod");
  return absl::StrCat("identity { certificate_file: \"", name, ".pem\" private_key_file: \"", name,
                      ".key\" }");
}

void WriteCaller(const TempDir& dir) {
  const TestCert ca = CertBuilder::Ca("Paraphe Test Clients CA").Build();
  dir.WriteFileOrDie("client-ca.pem", ca.Pem());
  WriteClientIdentity(
      dir, "caller",
      ClientCertificate("caller", "URI:urn:paraphe:test:caller").IssuedBy(ca).Build());
}

std::string SpkiSha256Hex(const TestCert& certificate) {
  return absl::BytesToHexString(Sha256(certificate.key->PublicKeyDer()));
}

std::string PinnedIdentity(const TestCert& certificate) {
  return absl::StrCat("identities { spki_sha256: \"", SpkiSha256Hex(certificate), "\" }");
}

}  // namespace paraphe::test
