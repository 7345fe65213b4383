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

inline std::vector<Certificate> Parsed(const std::vector<TestCert>& certificates) {
  std::vector<Certificate> parsed;
  for (const TestCert& one : certificates) parsed.push_back(Certificate::Parse(one.der).value());
  return parsed;
}

// The path of `leaf` where `cas` are trusted, in this order, and `others` came with it.
inline PathJudgement Judged(const TestCert& leaf, const std::vector<TestCert>& cas,
                            const std::vector<TestCert>& others, absl::Time now = DefaultNow()) {
  return JudgePath(Certificate::Parse(leaf.der).value(), TrustAnchors(Parsed(cas)), now,
                   Parsed(others));
}

// What is wrong with the path of `leaf` where `cas` are trusted, in this order.
inline std::set<v1::CertificateFault> Faults(const TestCert& leaf, const std::vector<TestCert>& cas,
                                             absl::Time now = DefaultNow()) {
  return Judged(leaf, cas, {}, now).faults;
}

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_PKI_PATHS_H_
