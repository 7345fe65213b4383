// The whole certificate, for a person (CERT-3's second view).
#ifndef PARAPHE_POLICY_CERTIFICATE_WORDS_H_
#define PARAPHE_POLICY_CERTIFICATE_WORDS_H_

#include <vector>

#include "paraphe/v1/attributes.pb.h"
#include "pki/certificate.h"

namespace paraphe {

// Holder, issuer, serial number, validity, key, uses of the key, what the issuer states (qualified,
// SSCD, type), CA or not, version, SHA-256, and the OIDs of critical extensions that are not
// understood. `value` is as the certificate has it, words explain it. policy/words.h LinesAsText
// makes text of them; as there, who shows them marks control characters. Thread-safe.
std::vector<v1::AttributeLine> DescribeCertificate(const Certificate& certificate);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_CERTIFICATE_WORDS_H_
