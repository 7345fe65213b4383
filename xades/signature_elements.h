// Writes the elements of XMLDSig that enclose the signed properties.
#ifndef PARAPHE_XADES_SIGNATURE_ELEMENTS_H_
#define PARAPHE_XADES_SIGNATURE_ELEMENTS_H_

#include <string>

#include "absl/strings/string_view.h"

#include "common/hash.h"
#include "xades/element.h"
#include "xades/forms.h"
#include "xades/signature_ids.h"

namespace paraphe::xades {

// ds:SignedInfo over the document and the signed properties, whose raw digests are given. One
// algorithm for all (SIG-3). REQ: SIG-1; XMLDSig 1.1 §4.4
Element BuildSignedInfo(const FormInfo& form, const HashInfo& hash, const SignatureIds& ids,
                        absl::string_view document_digest,
                        absl::string_view signed_properties_digest);

// ds:Signature around them, with the signer's certificate (DER) in ds:KeyInfo and an empty
// ds:SignatureValue. REQ: SIG-1, EXP-3; XMLDSig 1.1 §4.2; ETSI EN 319 132-1 §4.4.2
Element BuildSignature(const FormInfo& form, const SignatureIds& ids, Element signed_info,
                       absl::string_view certificate, Element signed_properties);

// Puts the device's signature into what BuildSignature returned.
void SetSignatureValue(absl::string_view value, Element& signature);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNATURE_ELEMENTS_H_
