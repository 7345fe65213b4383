// The test PKI: one good chain root → intermediate → signer, and builders to spoil it.
//
//   const TestPki& pki = TestPki::Get();
//   TestCert good = pki.signer();
//   TestCert expired = pki.Signer("Anne Dupont").Validity(long_ago, yesterday).Build();
#ifndef PARAPHE_TESTS_TESTING_PKI_H_
#define PARAPHE_TESTS_TESTING_PKI_H_

#include <string>

#include "absl/strings/string_view.h"

#include "tests/testing/cert_builder.h"
#include "tests/testing/test_key.h"

namespace paraphe::test {

// Immutable; thread-safe. Made once per process, at first use.
class TestPki {
 public:
  static const TestPki& Get();

  const TestCert& root() const { return root_; }
  const TestCert& intermediate() const { return intermediate_; }
  // "Anne Dupont", qualified, on an SSCD, nonRepudiation, RSA-2048 (TestKey::SharedRsa()).
  const TestCert& signer() const { return signer_; }

  // The CA certificates as a policy or a server lists them: intermediate and root in PEM.
  std::string CaPem() const { return intermediate_.Pem() + root_.Pem(); }

  // A good signer's certificate issued by the intermediate, to be spoiled before Build().
  CertBuilder Signer(absl::string_view common_name) const;
  // A good intermediate CA issued by the root, to be spoiled before Build().
  CertBuilder Intermediate(absl::string_view common_name) const;

 private:
  TestPki();

  TestCert root_;
  TestCert intermediate_;
  TestCert signer_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_PKI_H_
