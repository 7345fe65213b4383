// Checks the attributes that are to be signed, and writes them as xades:SignedProperties (SIG-2).
#ifndef PARAPHE_XADES_SIGNED_PROPERTIES_H_
#define PARAPHE_XADES_SIGNED_PROPERTIES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "paraphe/v1/attributes.pb.h"
#include "pki/certificate.h"
#include "xades/element.h"
#include "xades/forms.h"
#include "xades/signature_ids.h"

namespace paraphe::xades {

// Whether every value is present as the message asks and as common/value_rules.h demands. The
// certificate's bytes and the length of the policy's digest are looked at, what the certificate
// holds is not. Thread-safe.
// Errors:
//   ATTRIBUTE_INVALID      the first attribute that is not; a signing time that is not in whole
//                          seconds of the years 1 to 9999; a street address in another form than
//                          XADES_BASELINE_B
//   ALGORITHM_NOT_ALLOWED  no hash algorithm, or an unknown one
//
// REQ: SIG-2, ATT-2
absl::Status CheckSignedAttributes(const v1::SignedAttributes& attributes);

// The element, for attributes that passed CheckSignedAttributes and the certificate in them. What is
// empty is not written. Thread-safe.
// Errors:
//   INTERNAL  hashing fails
//
// REQ: SIG-2, EXP-3; ETSI EN 319 132-1 §5.2; ETSI TS 101 903 §7.2
absl::StatusOr<Element> BuildSignedProperties(const FormInfo& form,
                                              const v1::SignedAttributes& attributes,
                                              const Certificate& certificate,
                                              const SignatureIds& ids);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNED_PROPERTIES_H_
