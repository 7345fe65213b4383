// What is wrong with bytes that are read as a certificate and are none, in words for people.
#ifndef PARAPHE_PKI_CERTIFICATE_DEFECT_H_
#define PARAPHE_PKI_CERTIFICATE_DEFECT_H_

#include "absl/status/status.h"

#include "common/bilingual.h"

namespace paraphe {

// The error CERTIFICATE_MALFORMED with the message "certificate: " and the defect in English. The
// defect completes a sentence: "a boolean is neither 00 nor FF".
absl::Status MalformedCertificate(BilingualView defect);

// The defect that `status` was made with; empty for every other status, and for one that crossed the
// wire. Thread-safe.
Bilingual DefectOf(const absl::Status& status);

}  // namespace paraphe

#endif  // PARAPHE_PKI_CERTIFICATE_DEFECT_H_
