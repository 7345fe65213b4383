// Each certificate fault as a sentence for the signer.
#ifndef PARAPHE_POLICY_FAULT_WORDS_H_
#define PARAPHE_POLICY_FAULT_WORDS_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "paraphe/v1/certificate.pb.h"

namespace paraphe {

struct FaultWords {
  v1::CertificateFault fault;
  absl::string_view words_fr;  // a sentence
  absl::string_view words_en;  // a sentence
};

// The row of a fault. Dies on CERTIFICATE_FAULT_UNSPECIFIED and on a fault without words.
const FaultWords& WordsOf(v1::CertificateFault fault);

// All rows, in the order of the enum.
absl::Span<const FaultWords> AllFaultWords();

}  // namespace paraphe

#endif  // PARAPHE_POLICY_FAULT_WORDS_H_
