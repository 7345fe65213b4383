// Reads ds:Signature by its closed grammar, down to the one xades:SignedProperties, and resolves
// its references.
#ifndef PARAPHE_XADES_SIGNATURE_READER_H_
#define PARAPHE_XADES_SIGNATURE_READER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "common/hash.h"
#include "xades/canonicalization.h"
#include "xades/element.h"
#include "xades/signature_algorithms.h"
#include "xades/signature_finder.h"

namespace paraphe::xades {

// Digest and algorithm as ds:DigestMethod and ds:DigestValue give them.
struct DigestParts {
  const HashInfo* hash;
  std::string digest;  // raw, of the hash's length
};

// What one reference says of the element that it is about.
struct ReferencedDigest {
  Canonicalization form;
  DigestParts digest;
};

// What stands in a signature whose structure is proved. Pointers are into the element that was
// read.
struct SignatureParts {
  const Element* signed_info = nullptr;
  const Element* signed_properties = nullptr;
  const Element* key_info = nullptr;
  Canonicalization signed_info_form;
  SignatureAlgorithm algorithm{};
  std::string signature_value;            // raw
  std::vector<std::string> certificates;  // of ds:KeyInfo: DER, not parsed yet; one at least
  std::string document_reference_id;      // empty where the reference has no Id
  bool root_only = false;  // the document's reference is to the document element by its Id
  ReferencedDigest document;
  ReferencedDigest properties;
  std::optional<ReferencedDigest> key_info_reference;  // where ds:KeyInfo is signed too
  bool has_unsigned_properties = false;
};

// Reads the two elements.
// Errors:
//   SIGNATURE_UNSUPPORTED  another digest algorithm than those of common/hash.h, or one with parameters
//   SIGNATURE_MALFORMED    no strict base64, or not of the algorithm's length
absl::StatusOr<DigestParts> ReadDigest(const Element& method, const Element& value);

// Reads the element that was found. Judges no digest and no signature. Thread-safe.
//
// One reference is to the whole document without the signature, one to SignedProperties, and there
// may be one to KeyInfo. Of KeyInfo the certificates are read; which of them is the signer's, the
// signed properties say, and whatever else names a key there is left alone.
// Errors:
//   SIGNATURE_MALFORMED    an element is missing, doubled or misplaced; a reference does not resolve
//                          to the one element that it must; a value is not strict base64 of the
//                          right length
//   SIGNATURE_UNSUPPORTED  an algorithm, transform, canonicalisation, element or attribute that is
//                          not of the closed list; no certificate in KeyInfo, or more than
//                          kMaxSignatureCertificates (common/bounds.h)
//
// REQ: SIG-1, EXP-3; XMLDSig 1.1 §4; ETSI EN 319 132-1 §4.4
absl::StatusOr<SignatureParts> ReadSignature(const FoundSignature& found);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNATURE_READER_H_
