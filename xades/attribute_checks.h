// Whether attributes can be written into a signature of the form that they ask for.
#ifndef PARAPHE_XADES_ATTRIBUTE_CHECKS_H_
#define PARAPHE_XADES_ATTRIBUTE_CHECKS_H_

#include "absl/status/status.h"

#include "paraphe/v1/attributes.pb.h"

namespace paraphe::xades {

// OK where every value is present as the message asks and as common/value_rules.h demands; the
// signing time is in whole seconds of the years 1 to 9999; a street address is asked for by
// XADES_BASELINE_B only. ATTRIBUTE_INVALID names the first attribute that is not;
// ALGORITHM_NOT_ALLOWED where the hash algorithm is. The certificate's bytes and the policy
// digest's length are looked at, the certificate's content is not. Thread-safe.
//
// REQ: SIG-2, ATT-2
absl::Status CheckSignedAttributes(const v1::SignedAttributes& attributes);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_ATTRIBUTE_CHECKS_H_
