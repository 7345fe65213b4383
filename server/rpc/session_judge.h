// The judgement of certificates in a session, made anew wherever a call relies on it: at Present, at
// the release, at the export.
#ifndef PARAPHE_SERVER_RPC_SESSION_JUDGE_H_
#define PARAPHE_SERVER_RPC_SESSION_JUDGE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/certificate.pb.h"
#include "paraphe/v1/error_detail.pb.h"
#include "paraphe/v1/session_record.pb.h"
#include "pki/certificate.h"
#include "pki/certificate_memory.h"
#include "pki/issuer_search.h"
#include "pki/trust_anchors.h"
#include "policy/certificate_rules.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

// Judges by the session's own copy of its policy (POL-7), at the moment when it was made, with the
// CAs of that moment: the policy's own or, where it names none, those that the server trusts now.
// One bound of work holds for all that it judges: one for each call. Refers to `prepared`, which must
// outlive it. Not thread-safe.
//
// REQ: CERT-2, CERT-6, POL-5
class SessionJudge {
 public:
  SessionJudge(const ServerContext& context, const v1::SessionRecord::Prepared& prepared);

  absl::Time now() const { return now_; }
  const TrustAnchors& anchors() const { return anchors_; }

  // A certificate, or bytes that a device offers as one, as JudgeCertificate does
  // (policy/certificate_rules.h).
  v1::CertificateJudgement Judge(const Certificate& certificate);
  v1::CertificateJudgement Judge(absl::string_view der);

 private:
  const v1::SessionRecord::Prepared& prepared_;
  CertificateMemory& certificates_;
  const absl::Time now_;
  const TrustAnchors anchors_;
  const CallersWish wish_;
  SearchWork work_;
};

// OK where the judgement accepts the certificate; else `reason`: `what` is refused, a sentence for
// each fault, and `advice`.
absl::Status RequireAcceptable(const v1::CertificateJudgement& judgement, v1::ErrorReason reason,
                               absl::string_view what, absl::string_view advice);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SESSION_JUDGE_H_
