// Writes xades:SignedProperties (SIG-2).
#ifndef PARAPHE_XADES_SIGNED_PROPERTIES_H_
#define PARAPHE_XADES_SIGNED_PROPERTIES_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/attributes.pb.h"
#include "pki/certificate.h"
#include "xades/element.h"
#include "xades/forms.h"
#include "xades/signature_ids.h"

namespace paraphe::xades {

// The element, for attributes that passed CheckSignedAttributes and the certificate in them.
// What is empty is not written. INTERNAL where hashing fails. Thread-safe.
//
// REQ: SIG-2, EXP-3; ETSI EN 319 132-1 §5.2; ETSI TS 101 903 §7.2
absl::StatusOr<Element> BuildSignedProperties(const FormInfo& form,
                                              const v1::SignedAttributes& attributes,
                                              const Certificate& certificate,
                                              const SignatureIds& ids);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNED_PROPERTIES_H_
