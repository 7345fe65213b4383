#include "document/tag_difference.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"

#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/escape.h"
#include "document/position.h"
#include "document/reference.h"
#include "document/tag_rules.h"

namespace paraphe::xml {
namespace {

// Values are escaped and compared in slices of this size, so that a large one is not copied whole
// (DOC-6).
constexpr size_t kSliceBytes = 4096;

// Compares canonical bytes, given piece by piece, with a document.
class Comparison {
 public:
  Comparison(absl::string_view document, size_t at) : document_(document), at_(at) {}

  // Canonical form continues with `piece`. Compares nothing if the piece is a view of this place in
  // the document, nor after a difference.
  void Expect(absl::string_view piece);
  // Canonical form continues with an attribute's value, escaped.
  void ExpectValue(absl::string_view value);
  // Canonical form continues with a namespace's name in its quotes.
  void ExpectNamespaceName(absl::string_view name);

  bool differs() const { return differs_; }
  // The offset of the first byte that differs; without a difference, the end of what was compared.
  size_t at() const { return at_; }

 private:
  absl::string_view document_;
  size_t at_;
  bool differs_ = false;
  std::string escaped_;
};

void Comparison::Expect(absl::string_view piece) {
  if (differs_) return;
  const absl::string_view found = document_.substr(at_, piece.size());
  if (found.data() == piece.data() || found == piece) {
    at_ += found.size();
    differs_ = found.size() < piece.size();
    return;
  }
  const auto [first, unused] =
      std::mismatch(found.begin(), found.end(), piece.begin(), piece.end());
  at_ += static_cast<size_t>(first - found.begin());
  differs_ = true;
}

void Comparison::ExpectValue(absl::string_view value) {
  const absl::string_view found = document_.substr(std::min(at_, document_.size()), value.size());
  if (found.data() == value.data()) return Expect(value);
  for (; !value.empty() && !differs_; value.remove_prefix(std::min(kSliceBytes, value.size()))) {
    escaped_.clear();
    AppendCanonicalAttributeValue(value.substr(0, kSliceBytes), &escaped_);
    Expect(escaped_);
  }
}

void Comparison::ExpectNamespaceName(absl::string_view name) {
  if (NeedsEscapeInAttribute(name)) return Expect(QuoteNamespaceName(name));
  Expect("\"");
  Expect(name);
  Expect("\"");
}

Comparison CompareWithCanonical(absl::string_view document, const Tag& tag) {
  Comparison comparison(document, tag.begin);
  comparison.Expect("<");
  comparison.Expect(tag.name.whole);
  for (const TagItem* item : tag.declarations) {
    comparison.Expect(" ");
    comparison.Expect(item->name.whole);
    comparison.Expect("=");
    comparison.ExpectNamespaceName(item->value);
  }
  for (const TagItem* item : tag.attributes) {
    comparison.Expect(" ");
    comparison.Expect(item->name.whole);
    comparison.Expect("=\"");
    comparison.ExpectValue(item->value);
    comparison.Expect("\"");
  }
  comparison.Expect(">");
  return comparison;
}

// The item that canonical form has at place `index`; null if it has fewer.
const TagItem* CanonicalItem(const Tag& tag, size_t index) {
  if (index < tag.declarations.size()) return tag.declarations[index];
  index -= tag.declarations.size();
  return index < tag.attributes.size() ? tag.attributes[index] : nullptr;
}

bool IsDeclaredTwice(const Tag& tag, const TagItem& item) {
  return std::any_of(tag.items.begin(), tag.items.end(), [&](const TagItem& other) {
    return &other != &item && other.is_declaration && other.declared_prefix == item.declared_prefix;
  });
}

bool IsUsed(const Tag& tag, absl::string_view prefix) {
  return tag.name.prefix == prefix ||
         (!prefix.empty() &&
          std::any_of(tag.attributes.begin(), tag.attributes.end(),
                      [&](const TagItem* item) { return item->name.prefix == prefix; }));
}

// REQ: Exclusive XML Canonicalization 1.0 §3
absl::Status RefuseSuperfluous(absl::string_view document, const Tag& tag, const TagItem& item,
                               size_t offset) {
  RETURN_IF_ERROR(CheckDeclaration(document, item, offset));
  const std::string what = Describe(item);
  if (IsDeclaredTwice(tag, item)) {
    return NotWellFormed(document, offset, absl::StrCat(what, " is there twice"));
  }
  if (item.declared_prefix == "xml") {
    return NotCanonical(document, offset, absl::StrCat(what, "; canonical form never has it"));
  }
  if (!IsUsed(tag, item.declared_prefix)) {
    return NotCanonical(document, offset, absl::StrCat(what, " that this element does not use"));
  }
  return NotCanonical(document, offset, absl::StrCat(what, " that is in force already"));
}

absl::Status RefuseOrder(absl::string_view document, const TagItem& found, const TagItem& wanted,
                         size_t offset) {
  const absl::string_view rule =
      !wanted.is_declaration ? "attributes are ordered by namespace name, then local name"
      : found.is_declaration ? "namespace declarations are ordered by prefix"
                             : "namespace declarations stand before attributes";
  return NotCanonical(
      document, offset,
      absl::StrCat(Describe(wanted), " must stand before ", Describe(found), ": ", rule));
}

struct BlankName {
  char byte;
  absl::string_view name;
  absl::string_view reference;
};
constexpr BlankName kBlanks[] = {
    {' ', "space", " "},
    {'\t', "tab", "&#x9;"},
    {'\n', "line break", "&#xA;"},
    {'\r', "carriage return", "&#xD;"},
};

const BlankName* FindBlank(char byte) {
  const auto* found = std::find_if(std::begin(kBlanks), std::end(kBlanks),
                                   [&](const BlankName& blank) { return blank.byte == byte; });
  return found == std::end(kBlanks) ? nullptr : found;
}

std::string ShowBlankAt(absl::string_view document, size_t offset) {
  const BlankName* blank = offset < document.size() ? FindBlank(document[offset]) : nullptr;
  return blank == nullptr ? ShowAt(document, offset) : std::string(blank->name);
}

absl::Status RefuseBlank(absl::string_view document, size_t offset, absl::string_view words) {
  return NotCanonical(document, offset, absl::StrCat(ShowBlankAt(document, offset), words));
}

std::string CanonicalInValue(char32_t code) {
  std::string character;
  AppendUtf8(code, &character);
  std::string canonical;
  AppendCanonicalAttributeValue(character, &canonical);
  return canonical;
}

// The error for the reference that covers `offset`; OK if none does.
absl::Status RefuseReference(absl::string_view document, const TagItem& item, size_t offset) {
  const size_t begin = document.rfind('&', offset);
  if (begin == absl::string_view::npos || begin <= item.value_begin) return absl::OkStatus();
  const absl::StatusOr<Reference> reference = ReadReference(document, begin);
  if (!reference.ok() || reference->end <= offset) return absl::OkStatus();
  const ReferenceDifference difference =
      CompareReference(document, *reference, CanonicalInValue(reference->code));
  return NotCanonical(document, offset, difference.words);
}

absl::Status RefuseValue(absl::string_view document, const TagItem& item, size_t offset) {
  RETURN_IF_ERROR(RefuseReference(document, item, offset));
  const BlankName* blank = FindBlank(document[offset]);
  if (blank == nullptr) {
    return NotCanonical(document, offset,
                        absl::StrCat(ShowAt(document, offset),
                                     " in an attribute value; canonical form writes it otherwise"));
  }
  return NotCanonical(
      document, offset,
      absl::StrCat(blank->name, " in an attribute value; canonical form has a space here (",
                   blank->reference, " where a ", blank->name, " is meant)"));
}

// The error for an item that is at its place, but not written as in canonical form.
absl::Status RefuseSpelling(absl::string_view document, const TagItem& item, size_t offset) {
  if (offset < item.name_begin) {
    return RefuseBlank(document, offset,
                       absl::StrCat(" before ", Describe(item), "; canonical form has one space"));
  }
  if (offset < item.value_begin) {
    return RefuseBlank(document, offset, " beside '='; canonical form has none");
  }
  if (item.is_declaration) RETURN_IF_ERROR(CheckDeclaration(document, item, offset));
  if (offset == item.value_begin) {
    return NotCanonical(document, offset,
                        "attribute value in single quotes; canonical form uses double quotes");
  }
  return RefuseValue(document, item, offset);
}

absl::Status RefuseTagEnd(absl::string_view document, const Tag& tag, size_t offset) {
  if (tag.is_empty_element && offset + 2 >= tag.end) {
    return NotCanonical(document, offset,
                        "empty-element tag; canonical form has a start tag and an end tag");
  }
  return RefuseBlank(document, offset, " before the end of a start tag; canonical form has none");
}

// The error for a tag whose first difference from its canonical form is at `offset`.
absl::Status RefuseTag(absl::string_view document, const Tag& tag, size_t offset) {
  const auto found = std::find_if(tag.items.begin(), tag.items.end(),
                                  [&](const TagItem& item) { return offset < item.end; });
  if (found == tag.items.end()) return RefuseTagEnd(document, tag, offset);
  const TagItem* wanted = CanonicalItem(tag, static_cast<size_t>(found - tag.items.begin()));
  if (wanted == &*found) return RefuseSpelling(document, *found, offset);
  if (found->is_declaration && !found->is_rendered) {
    return RefuseSuperfluous(document, tag, *found, offset);
  }
  if (wanted == nullptr) return NotCanonical(document, offset, "canonical form ends the tag here");
  return RefuseOrder(document, *found, *wanted, offset);
}

}  // namespace

absl::Status CompareTag(absl::string_view document, const Tag& tag) {
  const Comparison comparison = CompareWithCanonical(document, tag);
  if (!comparison.differs() && comparison.at() == tag.end) return absl::OkStatus();
  return RefuseTag(document, tag, comparison.at());
}

}  // namespace paraphe::xml
