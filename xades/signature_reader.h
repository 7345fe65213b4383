// Reads ds:Signature by its closed grammar, down to the one xades:SignedProperties, and resolves
// its references.
#ifndef PARAPHE_XADES_SIGNATURE_READER_H_
#define PARAPHE_XADES_SIGNATURE_READER_H_

#include <string>

#include "absl/status/statusor.h"

#include "common/hash.h"
#include "xades/element.h"

namespace paraphe::xades {

// What stands in a signature whose structure is proved. Pointers are into the element that was
// read.
struct SignatureParts {
  const Element* signed_info = nullptr;
  const Element* signed_properties = nullptr;
  const HashInfo* hash = nullptr;        // of the signature and of both references
  std::string signature_value;           // raw
  std::string certificate;               // DER, not parsed yet
  std::string document_reference_id;     // empty where the reference has no Id
  std::string document_digest;           // raw, of the hash's length
  std::string signed_properties_digest;  // raw, of the hash's length
  bool has_unsigned_properties = false;
};

// Digest and algorithm as ds:DigestMethod and ds:DigestValue give them.
struct DigestParts {
  const HashInfo* hash;
  std::string digest;  // raw, of the hash's length
};

// Reads the two elements. SIGNATURE_UNSUPPORTED, SIGNATURE_MALFORMED.
absl::StatusOr<DigestParts> ReadDigest(const Element& method, const Element& value);

// SIGNATURE_MALFORMED where an element is missing, doubled or misplaced, a reference does not
// resolve to the one element that it must, or a value is not strict base64 of the right length;
// SIGNATURE_UNSUPPORTED where an algorithm, transform, canonicalisation, element or attribute is
// outside the closed list. Judges no digest and no signature. Thread-safe.
//
// REQ: SIG-1, EXP-3; XMLDSig 1.1 §4; ETSI EN 319 132-1 §4.4
absl::StatusOr<SignatureParts> ReadSignature(const Element& signature);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNATURE_READER_H_
