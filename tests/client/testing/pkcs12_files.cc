#include "tests/client/testing/pkcs12_files.h"

#include "absl/strings/str_cat.h"

#include "common/openssl.h"
#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"

namespace paraphe::test {
namespace {

using UniquePkcs12 = UniqueHandle<PKCS12, PKCS12_free>;

std::vector<std::string> Joined(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

std::string Pkcs12Files::ExportOrDie(const std::vector<std::string>& options,
                                     const std::string& password) const {
  const std::string path = dir_.Join(absl::StrCat("file-", ++count_, ".p12"));
  const auto made = RunCommand(Joined(
      {"openssl", "pkcs12", "-export", "-out", path, "-passout", "pass:" + password}, options));
  CheckOrDie(made.ok() && made->exit_code == 0, made.ok() ? made->err.c_str() : "openssl");
  return path;
}

std::string Pkcs12Files::WriteOrDie(const TestCert& certificate, const std::string& password,
                                    const std::vector<std::string>& options) const {
  const std::string both = dir_.WriteFileOrDie(
      "signer.pem", certificate.key->Pkcs8Pem() + certificate.Pem() + TestPki::Get().CaPem());
  return ExportOrDie(Joined({"-in", both, "-name", "Anne"}, options), password);
}

std::string Pkcs12Files::WriteWithoutKeyOrDie(const TestCert& certificate,
                                              const std::string& password) const {
  const std::string pem = dir_.WriteFileOrDie("certificate.pem", certificate.Pem());
  return ExportOrDie({"-in", pem, "-nokeys"}, password);
}

std::string Pkcs12Files::WriteSeveralOrDie(const std::vector<TestCert>& certificates,
                                           const std::string& password) const {
  STACK_OF(PKCS12_SAFEBAG)* bags = nullptr;
  for (const TestCert& certificate : certificates) {
    const UniqueX509 x509 = certificate.Parse();
    CheckOrDie(PKCS12_add_cert(&bags, x509.get()) != nullptr, "PKCS12_add_cert");
    CheckOrDie(PKCS12_add_key(&bags, certificate.key->get(), 0, 2048, NID_aes_256_cbc,
                              password.c_str()) != nullptr,
               "PKCS12_add_key");
  }
  STACK_OF(PKCS7)* safes = nullptr;
  CheckOrDie(PKCS12_add_safe(&safes, bags, NID_aes_256_cbc, 2048, password.c_str()) == 1, "safe");
  const UniquePkcs12 pkcs12(PKCS12_add_safes(safes, 0));
  CheckOrDie(
      PKCS12_set_mac(pkcs12.get(), password.c_str(), -1, nullptr, 0, 2048, EVP_sha256()) == 1,
      "MAC");
  sk_PKCS7_pop_free(safes, PKCS7_free);
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  const UniqueBio bio(BIO_new(BIO_s_mem()));
  CheckOrDie(i2d_PKCS12_bio(bio.get(), pkcs12.get()) == 1, "PKCS#12");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return dir_.WriteFileOrDie(absl::StrCat("file-", ++count_, ".p12"),
                             {data, static_cast<size_t>(size)});
}

}  // namespace paraphe::test
