#include "policy/policy_warnings.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/openssl.h"
#include "pki/path_faults.h"
#include "pki/trust_anchors.h"

namespace paraphe {
namespace {

// As JudgePath demands of every CA on a path.
constexpr int kLeastSecurityBits = 112;

std::string DateOf(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone());
}

// Whoever has no issuer in the list ends a path, and is not cut off.
bool IsCutOffAbove(const Certificate& ca, const TrustAnchors& anchors, absl::Time now) {
  std::set<v1::CertificateFault> faults = JudgePath(ca, anchors, now).faults;
  faults.erase(v1::FAULT_UNTRUSTED_ISSUER);
  return !faults.empty();
}

// Why no path can go through `ca`; empty where one can.
std::string FaultOfCa(const Certificate& ca, const TrustAnchors& anchors, absl::Time now) {
  if (now > ca.not_after()) return absl::StrCat("expired on ", DateOf(ca.not_after()));
  if (now < ca.not_before()) return absl::StrCat("is not valid before ", DateOf(ca.not_before()));
  if (!ca.unknown_critical_extensions().empty()) {
    return "has a critical extension that Paraphe does not process";
  }
  if (EVP_PKEY_get_security_bits(ca.key()) < kLeastSecurityBits) return "has a weak key";
  if (IsCutOffAbove(ca, anchors, now)) return "was issued by a listed CA that is of no use";
  return "";
}

struct JudgedCas {
  size_t count = 0;
  std::vector<std::string> useless;  // a sentence each
};

JudgedCas JudgeCas(const std::vector<std::string>& pem_texts, absl::Time now) {
  const absl::StatusOr<TrustAnchors> anchors = TrustAnchors::Create(pem_texts);
  JudgedCas judged;
  if (!anchors.ok()) return judged;
  for (const Certificate& ca : anchors->certificates()) {
    ++judged.count;
    const std::string fault = FaultOfCa(ca, *anchors, now);
    if (fault.empty()) continue;
    judged.useless.push_back(absl::StrCat("the CA ", ca.subject(), " ", fault,
                                          ": no certificate is accepted through it; replace it"));
  }
  return judged;
}

void WarnOfDigest(const v1::Policy& policy, std::vector<PolicyWarning>& warnings) {
  const bool as_text = !policy.digest_hex().empty();
  if (!policy.text_file().empty() || (!policy.has_digest() && !as_text)) return;
  warnings.push_back({{{as_text ? "digest_hex" : "digest"}},
                      "nothing proves this digest; name the policy's text in text_file"});
}

// REQ: POL-5
void WarnOfCas(const v1::Policy& policy, const ServerCas& server_cas, absl::Time now,
               std::vector<PolicyWarning>& warnings) {
  const bool own = policy.trusted_ca_pem_size() > 0;
  if (!own && !server_cas.has_value()) return;
  const std::vector<std::string> own_cas = {policy.trusted_ca_pem().begin(),
                                            policy.trusted_ca_pem().end()};
  const JudgedCas judged = JudgeCas(own ? own_cas : *server_cas, now);
  if (own) {
    for (const std::string& words : judged.useless)
      warnings.push_back({{{"trusted_ca_pem"}}, words});
  }
  if (judged.useless.size() < judged.count) return;
  warnings.push_back({{{"trusted_ca_pem"}},
                      absl::StrCat("this policy can match no certificate: ",
                                   judged.count == 0 ? "it has no CA, and the server has none"
                                                     : "none of its CAs is of use",
                                   "; name a CA that is valid")});
}

}  // namespace

std::vector<PolicyWarning> FindPolicyWarnings(const v1::Policy& policy, const ServerCas& server_cas,
                                              absl::Time now) {
  std::vector<PolicyWarning> warnings;
  WarnOfDigest(policy, warnings);
  WarnOfCas(policy, server_cas, now, warnings);
  return warnings;
}

std::vector<std::string> FindUselessCas(const std::vector<std::string>& pem_texts, absl::Time now) {
  return JudgeCas(pem_texts, now).useless;
}

}  // namespace paraphe
