// Reads xades:SignedProperties by its closed grammar: the other side of xades/signed_properties.h.
#ifndef PARAPHE_XADES_PROPERTIES_READER_H_
#define PARAPHE_XADES_PROPERTIES_READER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "xades/element.h"
#include "xades/forms.h"
#include "xades/signature_reader.h"
#include "xades/verification_report.h"

namespace paraphe::xades {

// How the signed properties name the signer's certificate. Issuer and serial are optional in the
// baseline form.
struct CertificateReference {
  DigestParts digest;
  std::optional<std::string> issuer_serial_v2;  // DER of IssuerSerial
  std::optional<std::string> issuer_name;       // RFC 4514, as written
  std::optional<std::string> serial_number;     // decimal, as written
};

struct PropertiesParts {
  const FormInfo* form = nullptr;
  // One at least: the signer's, and where the producer named them, those of the CAs above.
  std::vector<CertificateReference> certificates;
  SignedClaims claims;
};

// Reads the element. `document_reference_id` is the Id of the reference to the document, empty for
// none: the data object format and the commitments must be about it. A baseline form without a data
// object format is read, though the baseline asks for one. Thread-safe.
// Errors:
//   SIGNATURE_MALFORMED    an element is missing, doubled, or does not hold what it must
//   SIGNATURE_UNSUPPORTED  a property that Paraphe does not know: what is signed is reported whole
//                          or not at all; no signing certificate; a time without its zone
//
// REQ: SIG-2; ETSI EN 319 132-1 §5.2; ETSI TS 101 903 §7.2
absl::StatusOr<PropertiesParts> ReadSignedProperties(const Element& properties,
                                                     absl::string_view document_reference_id);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_PROPERTIES_READER_H_
