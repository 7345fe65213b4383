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

// Reads the two elements.
// Errors:
//   SIGNATURE_UNSUPPORTED  another digest algorithm than those of common/hash.h, or one with parameters
//   SIGNATURE_MALFORMED    no strict base64, or not of the algorithm's length
absl::StatusOr<DigestParts> ReadDigest(const Element& method, const Element& value);

// Reads the element. Judges no digest and no signature. Thread-safe.
// Errors:
//   SIGNATURE_MALFORMED    an element is missing, doubled or misplaced; a reference does not resolve
//                          to the one element that it must; a value is not strict base64 of the
//                          right length
//   SIGNATURE_UNSUPPORTED  an algorithm, transform, canonicalisation, element or attribute that is
//                          not of the closed list
//
// REQ: SIG-1, EXP-3; XMLDSig 1.1 §4; ETSI EN 319 132-1 §4.4
absl::StatusOr<SignatureParts> ReadSignature(const Element& signature);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNATURE_READER_H_
