#include "policy/certificate_rules.h"

#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"

#include "common/hash.h"
#include "common/openssl.h"
#include "pki/certificate.h"
#include "pki/path_faults.h"
#include "pki/rsa_key.h"
#include "policy/fault_words.h"

namespace paraphe {
namespace {

struct Case {
  const Certificate& certificate;
  const v1::CertificateRules& rules;
  absl::Time now;
};

bool HasBit(const Case& c, int bit) { return c.certificate.KeyUsage(bit).value_or(false); }

// REQ: RFC 5280 §4.2.1.3 (without keyUsage, the uses of the key are not restricted)
bool CannotSign(const Case& c) {
  return c.certificate.KeyUsage(kDigitalSignatureBit).has_value() &&
         !HasBit(c, kDigitalSignatureBit) && !HasBit(c, kNonRepudiationBit);
}

bool States(const Case& c, bool QcStatements::*statement) {
  const auto& statements = c.certificate.qc_statements();
  return statements.has_value() && *statements.*statement;
}

struct Rule {
  v1::CertificateFault fault;
  bool (*broken)(const Case& c);
};

// The rules of the certificate by itself: those of every policy first, then those that a policy
// asks for.
//
// REQ: CERT-1, CERT-2, POL-6
constexpr Rule kRules[] = {
    {v1::FAULT_NOT_V3, [](const Case& c) { return c.certificate.version() != 3; }},
    {v1::FAULT_NOT_YET_VALID, [](const Case& c) { return c.now < c.certificate.not_before(); }},
    {v1::FAULT_EXPIRED, [](const Case& c) { return c.now > c.certificate.not_after(); }},
    {v1::FAULT_KEY_CANNOT_SIGN, CannotSign},
    {v1::FAULT_KEY_ALGORITHM, [](const Case& c) { return !HasUsableRsaKey(c.certificate); }},
    {v1::FAULT_KEY_SIZE,
     [](const Case& c) {
       return c.certificate.key_kind() == KeyKind::kRsa && !HasKeyOfAcceptedSize(c.certificate);
     }},
    {v1::FAULT_UNKNOWN_CRITICAL_EXTENSION,
     [](const Case& c) { return !c.certificate.unknown_critical_extensions().empty(); }},
    {v1::FAULT_IS_CA, [](const Case& c) { return c.certificate.is_ca(); }},
    {v1::FAULT_NO_NON_REPUDIATION,
     [](const Case& c) {
       return c.rules.non_repudiation_required() && !HasBit(c, kNonRepudiationBit);
     }},
    {v1::FAULT_NOT_QUALIFIED,
     [](const Case& c) {
       return c.rules.qualified_required() && !States(c, &QcStatements::compliance);
     }},
    {v1::FAULT_NOT_SSCD,
     [](const Case& c) { return c.rules.sscd_required() && !States(c, &QcStatements::sscd); }},
};

std::set<v1::CertificateFault> FindFaults(const Certificate& certificate, const v1::Policy& policy,
                                          const TrustAnchors& anchors, absl::Time now) {
  std::set<v1::CertificateFault> faults = FindPathFaults(certificate, anchors, now);
  const Case the_case{certificate, policy.certificate_rules(), now};
  for (const Rule& rule : kRules) {
    if (rule.broken(the_case)) faults.insert(rule.fault);
  }
  return faults;
}

v1::CertificateJudgement JudgeOne(absl::string_view der, const v1::Policy& policy,
                                  const TrustAnchors& anchors, absl::Time now,
                                  absl::string_view imposed_sha256) {
  v1::CertificateJudgement judgement;
  judgement.set_sha256(Sha256(der));
  judgement.set_acceptable(true);
  const absl::StatusOr<Certificate> certificate = Certificate::Parse(der);
  if (certificate.ok()) {
    judgement.set_subject_cn(certificate->subject_cn());
    judgement.set_issuer_cn(certificate->issuer_cn());
    for (const v1::CertificateFault fault : FindFaults(*certificate, policy, anchors, now)) {
      AddRefusal(fault, judgement);
    }
  } else {
    AddRefusal(v1::FAULT_MALFORMED, judgement);
  }
  // REQ: CERT-4
  if (!imposed_sha256.empty() && imposed_sha256 != judgement.sha256()) {
    AddRefusal(v1::FAULT_NOT_IMPOSED, judgement);
  }
  return judgement;
}

// REQ: POL-5. A policy whose own CAs do not parse trusts nobody, never the server's.
TrustAnchors AnchorsOf(const v1::Policy& policy, const TrustAnchors& server_anchors) {
  if (policy.trusted_ca_pem().empty()) return server_anchors;
  absl::StatusOr<TrustAnchors> own =
      TrustAnchors::Create({policy.trusted_ca_pem().begin(), policy.trusted_ca_pem().end()});
  return own.ok() ? *std::move(own) : TrustAnchors();
}

}  // namespace

// REQ: CERT-2, CERT-3
v1::CertificateJudgement JudgeCertificate(absl::string_view der, const v1::Policy& policy,
                                          const TrustAnchors& server_anchors, absl::Time now,
                                          absl::string_view imposed_sha256) {
  return JudgeOne(der, policy, AnchorsOf(policy, server_anchors), now, imposed_sha256);
}

std::vector<v1::CertificateJudgement> JudgeCertificates(const std::vector<std::string>& ders,
                                                        const v1::Policy& policy,
                                                        const TrustAnchors& server_anchors,
                                                        absl::Time now,
                                                        absl::string_view imposed_sha256) {
  const TrustAnchors anchors = AnchorsOf(policy, server_anchors);
  std::vector<v1::CertificateJudgement> judgements;
  judgements.reserve(ders.size());
  for (const std::string& der : ders) {
    judgements.push_back(JudgeOne(der, policy, anchors, now, imposed_sha256));
  }
  return judgements;
}

void AddRefusal(v1::CertificateFault fault, v1::CertificateJudgement& judgement) {
  for (const auto& refusal : judgement.refusals()) {
    if (refusal.fault() == fault) return;
  }
  const BilingualView sentence = SentenceOf(fault).value_or(BilingualView());
  auto& refusal = *judgement.add_refusals();
  refusal.set_fault(fault);
  refusal.set_words_fr(std::string(sentence.fr));
  refusal.set_words_en(std::string(sentence.en));
  judgement.set_acceptable(false);
}

}  // namespace paraphe
