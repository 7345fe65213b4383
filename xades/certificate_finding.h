// The judgement of the signer's certificate, as a verifier reports it: a certificate that is wrong
// is told from one of which not enough is known.
#ifndef PARAPHE_XADES_CERTIFICATE_FINDING_H_
#define PARAPHE_XADES_CERTIFICATE_FINDING_H_

#include <optional>

#include "absl/time/time.h"

#include "pki/path_faults.h"
#include "xades/verification_report.h"

namespace paraphe::xades {

// What `judgement`, made at `now` by JudgeSigner (pki/signer_faults.h), says of the signature. A
// fault makes it invalid, except those of which not enough is known. It is indeterminate where no
// path to a trusted CA was found (the words name the CA whose certificate is missing); where the
// certificate, or a CA's, is not valid at `now`, but `claimed`, the signing time that the signer
// claims, is none or not outside of its validity; where a critical extension is unknown; and where
// no given CA of the issuer's name signed the certificate, which does not say whose key did.
// Thread-safe.
//
// REQ: CERT-2; ETSI EN 319 102-1 §5.2.6
Finding FindingOf(const PathJudgement& judgement, absl::Time now,
                  const std::optional<absl::Time>& claimed);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_CERTIFICATE_FINDING_H_
