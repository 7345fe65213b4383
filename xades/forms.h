// The forms of XAdES that Paraphe writes and reads: one table with everything in which they differ.
#ifndef PARAPHE_XADES_FORMS_H_
#define PARAPHE_XADES_FORMS_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "paraphe/v1/attributes.pb.h"
#include "xades/element.h"

namespace paraphe::xades {

// One row of the table.
struct FormInfo {
  v1::SignatureForm form;
  absl::string_view namespace_uri;        // of all XAdES elements
  absl::string_view properties_type;      // Type of the reference to SignedProperties
  absl::string_view signing_certificate;  // local names of the properties that changed names
  absl::string_view production_place;
  absl::string_view signer_role;
  bool v2_properties;  // IssuerSerialV2 in place of IssuerSerial; the place has a StreetAddress

  ElementName Name(absl::string_view local) const { return {local, namespace_uri, "xades"}; }
};

// The row of a form; nullptr for SIGNATURE_FORM_UNSPECIFIED and unknown values.
const FormInfo* FindForm(v1::SignatureForm form);

// All rows.
absl::Span<const FormInfo> AllForms();

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_FORMS_H_
