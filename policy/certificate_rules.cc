#include "policy/certificate_rules.h"

#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"

#include "common/hash.h"
#include "pki/certificate.h"
#include "pki/signer_faults.h"

namespace paraphe {
namespace {

// A rule that a policy may ask for.
struct Rule {
  v1::CertificateFault fault;
  bool (*asked)(const v1::CertificateRules& rules);
  bool (*kept)(const Certificate& certificate);
};

bool States(const Certificate& certificate, bool QcStatements::*statement) {
  const auto& statements = certificate.qc_statements();
  return statements.has_value() && *statements.*statement;
}

// REQ: CERT-2
constexpr Rule kRules[] = {
    {v1::FAULT_NO_NON_REPUDIATION,
     [](const v1::CertificateRules& rules) { return rules.non_repudiation_required(); },
     [](const Certificate& c) { return c.KeyUsage(kNonRepudiationBit).value_or(false); }},
    {v1::FAULT_NOT_QUALIFIED,
     [](const v1::CertificateRules& rules) { return rules.qualified_required(); },
     [](const Certificate& c) { return States(c, &QcStatements::compliance); }},
    {v1::FAULT_NOT_SSCD, [](const v1::CertificateRules& rules) { return rules.sscd_required(); },
     [](const Certificate& c) { return States(c, &QcStatements::sscd); }},
};

std::set<v1::CertificateFault> FindFaults(const Certificate& certificate, const v1::Policy& policy,
                                          const TrustAnchors& anchors, absl::Time now) {
  std::set<v1::CertificateFault> faults = FindSignerFaults(certificate, anchors, now);
  for (const Rule& rule : kRules) {
    if (rule.asked(policy.certificate_rules()) && !rule.kept(certificate)) {
      faults.insert(rule.fault);
    }
  }
  return faults;
}

void AddRefusal(v1::CertificateFault fault, v1::CertificateJudgement& judgement) {
  const BilingualView sentence = SentenceOf(fault).value_or(BilingualView());
  auto& refusal = *judgement.add_refusals();
  refusal.set_fault(fault);
  refusal.set_words_fr(std::string(sentence.fr));
  refusal.set_words_en(std::string(sentence.en));
  judgement.set_acceptable(false);
}

// REQ: CERT-4
void CheckImposed(absl::string_view imposed_sha256, v1::CertificateJudgement& judgement) {
  if (imposed_sha256.empty() || imposed_sha256 == judgement.sha256()) return;
  AddRefusal(v1::FAULT_NOT_IMPOSED, judgement);
}

}  // namespace

// REQ: CERT-2, CERT-3
v1::CertificateJudgement JudgeCertificate(const Certificate& certificate, const v1::Policy& policy,
                                          const TrustAnchors& anchors, absl::Time now,
                                          absl::string_view imposed_sha256) {
  v1::CertificateJudgement judgement;
  judgement.set_sha256(certificate.sha256());
  judgement.set_acceptable(true);
  judgement.set_subject_cn(certificate.subject_cn());
  judgement.set_issuer_cn(certificate.issuer_cn());
  for (const v1::CertificateFault fault : FindFaults(certificate, policy, anchors, now)) {
    AddRefusal(fault, judgement);
  }
  CheckImposed(imposed_sha256, judgement);
  return judgement;
}

v1::CertificateJudgement JudgeCertificate(absl::string_view der, const v1::Policy& policy,
                                          const TrustAnchors& anchors, absl::Time now,
                                          absl::string_view imposed_sha256) {
  const absl::StatusOr<Certificate> certificate = Certificate::Parse(der);
  if (certificate.ok()) {
    return JudgeCertificate(*certificate, policy, anchors, now, imposed_sha256);
  }
  v1::CertificateJudgement judgement;
  judgement.set_sha256(Sha256(der));
  AddRefusal(v1::FAULT_MALFORMED, judgement);
  CheckImposed(imposed_sha256, judgement);
  return judgement;
}

}  // namespace paraphe
