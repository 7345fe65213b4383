#include "xades/verify_any_form.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "document/canonicalizer.h"
#include "document/position.h"
#include "document/xml_encoding.h"
#include "xades/reference_digests.h"
#include "xades/signature_finder.h"

namespace paraphe::xades {
namespace {

// What the canonical form of the same document may not have any more.
constexpr std::array kOfTheForm = {v1::DOCUMENT_NOT_CANONICAL, v1::DOCUMENT_BAD_ENCODING,
                                   v1::DOCUMENT_NOT_WELL_FORMED};

bool IsOfTheForm(const absl::Status& status) {
  return std::find(kOfTheForm.begin(), kOfTheForm.end(), ReasonOf(status)) != kOfTheForm.end();
}

// An error found in the canonical form: its position is not one of the bytes.
absl::Status InCanonicalForm(const absl::Status& status) {
  std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (!detail.has_value() || !detail->has_position()) return status;
  detail->clear_position();
  absl::Status placed = Annotate(status, "not canonical; in its canonical form, at");
  SetErrorDetail(*detail, placed);
  return placed;
}

// The name of the element that holds text only around `offset`; nullopt where the element there
// holds elements. In canonical form every '<' begins a tag.
std::optional<absl::string_view> ValueAround(absl::string_view canonical, size_t offset) {
  const absl::string_view before = canonical.substr(canonical.rfind('<', offset - 1));
  const absl::string_view after = canonical.substr(canonical.find('<', offset));
  if (before[1] == '/' || after[1] != '/') return std::nullopt;
  return before.substr(1, before.find_first_of(" >") - 1);
}

absl::Status RefuseCommentsInValues(absl::string_view text, absl::string_view canonical,
                                    const FoundSignature& found,
                                    const std::vector<xml::Comment>& comments) {
  for (const xml::Comment& comment : comments) {
    const size_t offset = comment.canonical_offset;
    if (offset <= found.begin || offset >= found.end) continue;
    const std::optional<absl::string_view> value = ValueAround(canonical, offset);
    if (!value.has_value()) continue;
    return xml::ErrorAtOffset(
        v1::SIGNATURE_MALFORMED, text, comment.offset,
        absl::StrCat(*value,
                     ": a comment inside a value of the signature, which other programs "
                     "may read up to there only; take the comment out"));
  }
  return absl::OkStatus();
}

absl::StatusOr<VerifiedDocument> VerifyCanonical(absl::string_view document,
                                                 const FoundSignature& found,
                                                 const VerifyOptions& options,
                                                 absl::string_view written) {
  VerifiedDocument verified;
  ASSIGN_OR_RETURN(verified.report, VerifyFound(document, found, options, written));
  const Original original = WithoutSignature(document, found);
  verified.original_bytes = original.head.size() + original.tail.size();
  verified.original_sha256 = Sha256(original);
  return verified;
}

absl::StatusOr<VerifiedDocument> VerifyAsItIs(absl::string_view document,
                                              const VerifyOptions& options) {
  ASSIGN_OR_RETURN(const FoundSignature found,
                   FindSignature(document, options.bounds, options.signature_bytes));
  return VerifyCanonical(document, found, options, {});
}

}  // namespace

absl::StatusOr<VerifiedDocument> VerifyAnyForm(absl::string_view bytes,
                                               const VerifyOptions& options) {
  absl::StatusOr<VerifiedDocument> verified = VerifyAsItIs(bytes, options);
  if (verified.ok() || !IsOfTheForm(verified.status())) return verified;

  xml::Bounds bounds = options.bounds;
  bounds.document_bytes += options.signature_bytes;
  std::string storage;
  ASSIGN_OR_RETURN(const absl::string_view text,
                   xml::ToUtf8(bytes, bounds.document_bytes, &storage));
  std::vector<xml::Comment> comments;
  ASSIGN_OR_RETURN(const std::string canonical, xml::CanonicalForm(text, bounds, &comments));
  const absl::StatusOr<FoundSignature> found =
      FindSignature(canonical, options.bounds, options.signature_bytes);
  if (!found.ok()) return InCanonicalForm(found.status());
  RETURN_IF_ERROR(RefuseCommentsInValues(text, canonical, *found, comments));
  verified = VerifyCanonical(canonical, *found, options, text);
  if (!verified.ok()) return InCanonicalForm(verified.status());
  verified->was_canonical = false;
  return verified;
}

}  // namespace paraphe::xades
