// Each certificate fault as a sentence for the signer.
#ifndef PARAPHE_POLICY_FAULT_WORDS_H_
#define PARAPHE_POLICY_FAULT_WORDS_H_

#include <optional>

#include "common/bilingual.h"
#include "paraphe/v1/certificate.pb.h"

namespace paraphe {

// nullopt for CERTIFICATE_FAULT_UNSPECIFIED and for a fault that this program does not know.
std::optional<BilingualView> SentenceOf(v1::CertificateFault fault);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_FAULT_WORDS_H_
