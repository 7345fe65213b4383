// Building and validating the certification path, with every fault found.
#ifndef PARAPHE_PKI_PATH_FAULTS_H_
#define PARAPHE_PKI_PATH_FAULTS_H_

#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"

#include "paraphe/v1/certificate.pb.h"
#include "pki/certificate.h"
#include "pki/issuer_search.h"
#include "pki/trust_anchors.h"

namespace paraphe {

// A path as far as it could be built, and what is wrong with it.
struct PathJudgement {
  std::set<v1::CertificateFault> faults;  // empty: nothing is
  // From the signer's certificate upwards, itself included.
  std::vector<Certificate> path;
  // Where a CA's certificate is missing: the CA's name for people (ShowDistinguishedName); else
  // empty.
  std::string missing_issuer;
};

// The path from `certificate` to one of `anchors` at `now`. Faults of the certificate itself (its
// validity, its key, its own extensions) are not among the faults.
//
// Every CA on the path is listed in `anchors`, or stands in `others` with an anchor above it:
// `others` are certificates that nobody vouches for, such as those that came with a signature. The
// path goes up as far as the list does: it may end at an intermediate CA whose issuer is not
// listed, but where the issuer is, it counts too. The certificate is never its own anchor. Every CA
// is within its validity, every key and signature has at least 112 bits of security; there are at
// most kMaxPathCas. The order of anchors and of others does not count. `work` bounds what several
// judgements cost together (issuer_search.h); null: this one alone has a whole one.
//
// A path that holds is remembered by the anchors (path_memory.h) until the validity of one of them
// begins or ends; the judgement is the same as without. Thread-safe.
//
// REQ: RFC 5280 §6.1
PathJudgement JudgePath(const Certificate& certificate, const TrustAnchors& anchors, absl::Time now,
                        const std::vector<Certificate>& others = {}, SearchWork* work = nullptr);

}  // namespace paraphe

#endif  // PARAPHE_PKI_PATH_FAULTS_H_
