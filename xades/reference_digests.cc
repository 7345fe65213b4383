#include "xades/reference_digests.h"

#include "common/hash.h"
#include "common/status_macros.h"
#include "xades/element.h"

namespace paraphe::xades {
namespace {

// Of the document element alone, where instructions stand around it.
Original RootWithoutSignature(absl::string_view document, const FoundSignature& found) {
  return {document.substr(found.root_begin, found.begin - found.root_begin),
          document.substr(found.end, found.root_end - found.end)};
}

absl::StatusOr<std::string> HashOf(v1::HashAlgorithm algorithm, const Original& original) {
  ASSIGN_OR_RETURN(Hasher hasher, Hasher::Create(algorithm));
  hasher.Update(original.head);
  hasher.Update(original.tail);
  return hasher.Finish();
}

}  // namespace

Original WithoutSignature(absl::string_view document, const FoundSignature& found) {
  return {document.substr(0, found.begin), document.substr(found.end)};
}

std::string Sha256(const Original& original) { return HashOf(v1::SHA256, original).value(); }

absl::StatusOr<std::string> ReferenceDigests::OfDocument(const SignatureParts& parts) {
  const v1::HashAlgorithm hash = parts.document.digest.hash->algorithm;
  if (parts.document.form.IsOurs()) {
    return HashOf(hash, parts.root_only ? RootWithoutSignature(canonical_, found_)
                                        : WithoutSignature(canonical_, found_));
  }
  RETURN_IF_ERROR(Parse());
  ASSIGN_OR_RETURN(const std::string bytes, tree_->Document(parts.document.form, parts.root_only));
  return ComputeHash(hash, bytes);
}

absl::StatusOr<std::string> ReferenceDigests::OfPart(const Element& element,
                                                     const Canonicalization& form,
                                                     const HashInfo& hash) {
  if (form.IsOurs()) return ComputeHash(hash.algorithm, ApexCanonical(element));
  RETURN_IF_ERROR(Parse());
  ASSIGN_OR_RETURN(const std::string bytes,
                   tree_->Part({element.local, element.namespace_uri, {}}, form));
  return ComputeHash(hash.algorithm, bytes);
}

absl::Status ReferenceDigests::Parse() {
  if (tree_.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(tree_, SignedTree::Parse(written_));
  return absl::OkStatus();
}

}  // namespace paraphe::xades
