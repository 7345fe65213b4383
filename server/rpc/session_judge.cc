#include "server/rpc/session_judge.h"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"

namespace paraphe::server {
namespace {

TrustAnchors AnchorsNow(const ServerContext& context, const v1::Policy& policy) {
  if (policy.trusted_ca_pem().empty()) {
    return context.anchors.Of(context.catalogue.Get()->trusted_cas());
  }
  return context.anchors.Of({policy.trusted_ca_pem().begin(), policy.trusted_ca_pem().end()});
}

// REQ: CERT-4, CERT-7
CallersWish WishOf(const v1::SessionRecord::Prepared& prepared) {
  const std::string& imposed = prepared.imposed_certificate();
  return {imposed.empty() ? "" : Sha256(imposed), prepared.certificate_filter()};
}

}  // namespace

SessionJudge::SessionJudge(const ServerContext& context,
                           const v1::SessionRecord::Prepared& prepared)
    : prepared_(prepared),
      certificates_(context.certificates),
      now_(context.clock.Now()),
      anchors_(AnchorsNow(context, prepared.policy())),
      wish_(WishOf(prepared)) {}

v1::CertificateJudgement SessionJudge::Judge(const Certificate& certificate) {
  return JudgeCertificate(certificate, prepared_.policy(), anchors_, now_, wish_, &work_);
}

v1::CertificateJudgement SessionJudge::Judge(absl::string_view der) {
  const absl::StatusOr<Certificate> certificate = certificates_.Read(der);
  if (certificate.ok()) return Judge(*certificate);
  return JudgeCertificate(der, prepared_.policy(), anchors_, now_, wish_, &work_);
}

absl::Status RequireAcceptable(const v1::CertificateJudgement& judgement, v1::ErrorReason reason,
                               absl::string_view what, absl::string_view advice) {
  if (judgement.acceptable()) return absl::OkStatus();
  std::string message = absl::StrCat(what, ":");
  for (const v1::CertificateJudgement::Refusal& refusal : judgement.refusals()) {
    absl::StrAppend(&message, " ", refusal.words_en());
  }
  return MakeError(reason, absl::StrCat(message, " ", advice));
}

}  // namespace paraphe::server
