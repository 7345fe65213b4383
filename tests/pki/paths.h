// The path of a certificate under CAs that a test has made.
#ifndef PARAPHE_TESTS_PKI_PATHS_H_
#define PARAPHE_TESTS_PKI_PATHS_H_

#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"

#include "pki/path_faults.h"
#include "tests/testing/cert_builder.h"
#include "tests/testing/fake_clock.h"

namespace paraphe::test {

inline TestCert LeafUnder(const TestCert& ca) {
  return CertBuilder::Signer("x").IssuedBy(ca).Build();
}

// What is wrong with the path of `leaf` where `cas` are trusted, in this order.
inline std::set<v1::CertificateFault> Faults(const TestCert& leaf, const std::vector<TestCert>& cas,
                                             absl::Time now = DefaultNow()) {
  std::vector<std::string> pems;
  for (const TestCert& ca : cas) pems.push_back(ca.Pem());
  return FindPathFaults(Certificate::Parse(leaf.der).value(), TrustAnchors::Create(pems).value(),
                        now);
}

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_PKI_PATHS_H_
