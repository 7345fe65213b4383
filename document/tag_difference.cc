#include "document/tag_difference.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/escape.h"
#include "document/names.h"
#include "document/namespace_name.h"
#include "document/reader.h"
#include "document/reference.h"

namespace paraphe::xml {
namespace {

// "attribute b", "default namespace declaration", "namespace declaration of prefix p".
std::string Describe(const TagItem& item) {
  if (!item.is_declaration) return absl::StrCat("attribute ", CutForMessage(item.name.whole));
  if (item.declared_prefix.empty()) return "default namespace declaration";
  return absl::StrCat("namespace declaration of prefix ", CutForMessage(item.declared_prefix));
}

// The item that canonical form has in place `index`; null behind the last.
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

// The refusal of the reference that holds `offset`, if one does.
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

// The item is where it belongs, but not written as it should be.
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

absl::Status CheckReserved(absl::string_view document, const TagItem& item, size_t offset) {
  const absl::string_view prefix = item.declared_prefix;
  const absl::string_view uri = item.value;
  if (prefix == "xmlns" || (prefix == "xml") != (uri == kXmlNamespace) || uri == kXmlnsNamespace) {
    return NotWellFormed(
        document, offset,
        absl::StrCat(Describe(item),
                     ": the prefixes xml and xmlns and their namespaces are reserved"));
  }
  if (uri.empty() && !prefix.empty()) {
    return NotWellFormed(document, offset,
                         absl::StrCat(Describe(item), ": a prefix cannot stand for no namespace"));
  }
  return absl::OkStatus();
}

}  // namespace

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

absl::Status CheckNamespaceName(absl::string_view document, const TagItem& item, size_t offset) {
  RETURN_IF_ERROR(CheckReserved(document, item, offset));
  // libxml2's parser leaves &#38; for &.
  const std::string kept = absl::StrReplaceAll(item.value, {{"&", "&#38;"}});
  if (kept.empty() || IsAbsoluteUri(kept)) return absl::OkStatus();
  return ErrorAtOffset(v1::DOCUMENT_RELATIVE_NAMESPACE, document, offset,
                       absl::StrCat(Describe(item),
                                    ": its name is not an absolute URI, so that it has no "
                                    "canonical form; use another name"));
}

absl::Status CheckDeclaration(absl::string_view document, const TagItem& item, size_t offset) {
  RETURN_IF_ERROR(CheckReserved(document, item, offset));
  if (HasEscapedCharacter(item.value)) {
    return ErrorAtOffset(v1::DOCUMENT_RELATIVE_NAMESPACE, document, offset,
                         absl::StrCat(Describe(item),
                                      ": a namespace name with & < \" or a blank, which verifiers "
                                      "write differently; use another name"));
  }
  return CheckNamespaceName(document, item, offset);
}

}  // namespace paraphe::xml
