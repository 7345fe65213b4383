#include "policy/certificate_rules.h"

#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"

#include "common/hash.h"
#include "pki/certificate.h"
#include "pki/public_key.h"
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
                                          const TrustAnchors& anchors, absl::Time now,
                                          SearchWork* work) {
  std::set<v1::CertificateFault> faults = FindSignerFaults(certificate, anchors, now, work);
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
void CheckImposed(const CallersWish& wish, v1::CertificateJudgement& judgement) {
  if (wish.imposed_sha256.empty() || wish.imposed_sha256 == judgement.sha256()) return;
  AddRefusal(v1::FAULT_NOT_IMPOSED, judgement);
}

// REQ: CERT-7
void CheckFilter(const Certificate& certificate, const v1::CertificateFilter& filter,
                 v1::CertificateJudgement& judgement) {
  if (!filter.public_key_sha256().empty() &&
      filter.public_key_sha256() != PublicKeySha256(certificate)) {
    AddRefusal(v1::FAULT_OTHER_PUBLIC_KEY, judgement);
  }
  if (!filter.has_valid_at()) return;
  const absl::Time date = absl::FromUnixSeconds(filter.valid_at().seconds()) +
                          absl::Nanoseconds(filter.valid_at().nanos());
  if (date < certificate.not_before()) AddRefusal(v1::FAULT_NOT_YET_VALID_AT_DATE, judgement);
  if (date > certificate.not_after()) AddRefusal(v1::FAULT_EXPIRED_AT_DATE, judgement);
}

}  // namespace

// REQ: CERT-2, CERT-3
v1::CertificateJudgement JudgeCertificate(const Certificate& certificate, const v1::Policy& policy,
                                          const TrustAnchors& anchors, absl::Time now,
                                          const CallersWish& wish, SearchWork* work) {
  v1::CertificateJudgement judgement;
  judgement.set_sha256(certificate.sha256());
  judgement.set_acceptable(true);
  judgement.set_subject_cn(certificate.subject_cn());
  judgement.set_issuer_cn(certificate.issuer_cn());
  for (const v1::CertificateFault fault : FindFaults(certificate, policy, anchors, now, work)) {
    AddRefusal(fault, judgement);
  }
  CheckImposed(wish, judgement);
  CheckFilter(certificate, wish.filter, judgement);
  return judgement;
}

v1::CertificateJudgement JudgeCertificate(absl::string_view der, const v1::Policy& policy,
                                          const TrustAnchors& anchors, absl::Time now,
                                          const CallersWish& wish, SearchWork* work) {
  const absl::StatusOr<Certificate> certificate = Certificate::Parse(der);
  if (certificate.ok()) {
    return JudgeCertificate(*certificate, policy, anchors, now, wish, work);
  }
  v1::CertificateJudgement judgement;
  judgement.set_sha256(Sha256(der));
  AddRefusal(v1::FAULT_MALFORMED, judgement);
  CheckImposed(wish, judgement);
  return judgement;
}

}  // namespace paraphe
