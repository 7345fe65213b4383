// The Ids inside a signature.
#ifndef PARAPHE_XADES_SIGNATURE_IDS_H_
#define PARAPHE_XADES_SIGNATURE_IDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace paraphe::xades {

struct SignatureIds {
  std::string signature;           // of ds:Signature
  std::string document_reference;  // of the ds:Reference to the document
  std::string signed_properties;   // of xades:SignedProperties
};

// Ids that depend on nothing but `seed` and `taken` (sorted), and of which none is taken. NCNames.
SignatureIds DeriveIds(absl::string_view seed, const std::vector<std::string>& taken);

// Those of `ids` that have the form of what DeriveIds gives, in their order: all that has to be kept
// of a document's ids to derive the same again.
std::vector<std::string> IdsOfThisForm(const std::vector<std::string>& ids);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNATURE_IDS_H_
