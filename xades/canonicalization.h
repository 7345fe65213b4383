// The canonical forms that ds:CanonicalizationMethod and ds:Transform can ask for. Paraphe itself
// writes one, exclusive without comments; the others are what other producers use, and libxml2
// writes them.
//
// REQ: Canonical XML 1.0, 1.1; Exclusive XML Canonicalization 1.0
#ifndef PARAPHE_XADES_CANONICALIZATION_H_
#define PARAPHE_XADES_CANONICALIZATION_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "xades/element.h"

namespace paraphe::xades {

enum class CanonicalMode { kInclusive10, kInclusive11, kExclusive };

struct Canonicalization {
  // Without any, inclusive canonicalization is meant (XMLDSig 1.1 §4.4.3.2).
  CanonicalMode mode = CanonicalMode::kInclusive10;
  bool with_comments = false;
  std::vector<std::string> prefixes;  // of InclusiveNamespaces; empty: the default namespace

  // Whether this is the form that Paraphe writes itself (xades/element.h).
  bool IsOurs() const {
    return mode == CanonicalMode::kExclusive && !with_comments && prefixes.empty();
  }
};

// What the Algorithm of an element asks for, and its InclusiveNamespaces where it has them.
// Errors:
//   SIGNATURE_UNSUPPORTED  no canonicalization that is known, or other parameters
//   SIGNATURE_MALFORMED    no Algorithm
absl::StatusOr<Canonicalization> ReadCanonicalization(const Element& method);

// A signed document in libxml2's tree. Not thread-safe.
class SignedTree {
 public:
  // `text` is UTF-8 and holds one ds:Signature, as FindSignature found (signature_finder.h); no
  // entity is replaced and nothing is fetched.
  // Errors:
  //   SIGNATURE_UNSUPPORTED  libxml2 cannot read it
  static absl::StatusOr<SignedTree> Parse(absl::string_view text);

  SignedTree(SignedTree&&) noexcept;
  SignedTree& operator=(SignedTree&&) noexcept;
  ~SignedTree();

  // The canonical form of the document without its signature; of the document element alone where
  // `root_only`. Comments are left out, as a reference within the document asks for.
  // Errors:
  //   INTERNAL  libxml2 fails
  absl::StatusOr<std::string> Document(const Canonicalization& form, bool root_only) const;

  // The canonical form of one element of the signature: SignedInfo, KeyInfo, SignedProperties; the
  // first of that name. Comments are left out unless it is SignedInfo.
  // Errors:
  //   INTERNAL  there is none, or libxml2 fails
  absl::StatusOr<std::string> Part(const ElementName& name, const Canonicalization& form) const;

 private:
  struct Tree;
  explicit SignedTree(std::unique_ptr<Tree> tree);

  std::unique_ptr<Tree> tree_;
};

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_CANONICALIZATION_H_
