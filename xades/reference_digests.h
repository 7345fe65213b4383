// The digests of what a signature refers to, computed from the document.
#ifndef PARAPHE_XADES_REFERENCE_DIGESTS_H_
#define PARAPHE_XADES_REFERENCE_DIGESTS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "xades/canonicalization.h"
#include "xades/signature_finder.h"
#include "xades/signature_reader.h"

namespace paraphe::xades {

// A document without its signature, in its two pieces: never copied.
struct Original {
  absl::string_view head;
  absl::string_view tail;
};
Original WithoutSignature(absl::string_view document, const FoundSignature& found);

// SHA-256 of such a document, raw 32 bytes.
std::string Sha256(const Original& original);

// For one signature. The canonical form that Paraphe writes itself is digested as it stands in the
// document; for the others libxml2 makes a tree, once. Not thread-safe.
class ReferenceDigests {
 public:
  // `canonical` is the canonical form of `written`, the document as UTF-8, and `found` its
  // signature. All must outlive this object.
  ReferenceDigests(absl::string_view canonical, absl::string_view written,
                   const FoundSignature& found)
      : canonical_(canonical), written_(written), found_(found) {}

  // The raw digest of the document without its signature, as `parts` ask for it.
  // Errors:
  //   those of SignedTree (canonicalization.h)
  absl::StatusOr<std::string> OfDocument(const SignatureParts& parts);

  // The raw digest of an element of the signature.
  // Errors:
  //   those of SignedTree (canonicalization.h)
  absl::StatusOr<std::string> OfPart(const Element& element, const Canonicalization& form,
                                     const HashInfo& hash);

 private:
  absl::Status Parse();

  absl::string_view canonical_;
  absl::string_view written_;
  const FoundSignature& found_;
  std::optional<SignedTree> tree_;
};

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_REFERENCE_DIGESTS_H_
