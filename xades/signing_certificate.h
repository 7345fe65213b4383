// Which of the certificates that came with a signature is the signer's: the one that the signed
// properties name.
#ifndef PARAPHE_XADES_SIGNING_CERTIFICATE_H_
#define PARAPHE_XADES_SIGNING_CERTIFICATE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "pki/certificate.h"
#include "xades/properties_reader.h"
#include "xades/verification_report.h"

namespace paraphe::xades {

// The certificates of ds:KeyInfo.
struct SigningCertificates {
  Certificate signer;
  // What the signed properties say of the signer's certificate; null where they do not name it.
  const CertificateReference* reference = nullptr;
  std::vector<Certificate> others;  // may serve the path
};

// Sorts the certificates. Where the signed properties name several, a CA's is not the signer's;
// where they name none of these, the first one is taken for the signer's. A certificate that cannot
// be read is left out where there is another one. `expected`, where not null, is a certificate that
// is parsed already. Pointers are into `references`. Thread-safe.
// Errors:
//   CERTIFICATE_MALFORMED  no certificate can be read
absl::StatusOr<SigningCertificates> SortCertificates(
    const std::vector<std::string>& ders, const std::vector<CertificateReference>& references,
    const Certificate* expected);

// Whether the signed properties name the signer's certificate: its digest, and its issuer and
// serial number where they are given. Thread-safe.
//
// REQ: ETSI EN 319 132-1 §5.2.2; ETSI TS 101 903 §7.2.2 (another certificate for the same key is
// caught here)
Finding JudgeCertificateReference(const SigningCertificates& certificates);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNING_CERTIFICATE_H_
