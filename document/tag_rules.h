// What XML with namespaces demands of a start tag, whether the tag is canonical or is to be made
// so. Internal to document/.
//
// REQ: Namespaces in XML 1.0 §3, §5, §6.3; Canonical XML 1.0 §1.3
#ifndef PARAPHE_DOCUMENT_TAG_RULES_H_
#define PARAPHE_DOCUMENT_TAG_RULES_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/tag.h"

namespace paraphe::xml {

// Puts tag->attributes, whose prefixes are resolved, into canonical order.
void SortAttributes(Tag* tag);

// Refuses two attributes of one expanded name. The attributes are in canonical order.
absl::Status CheckAttributesDiffer(absl::string_view document, const Tag& tag);

// The error for a prefix that is not declared.
absl::Status UndeclaredPrefix(absl::string_view document, size_t offset, absl::string_view prefix);

// Checks one namespace declaration of any document; an error is at `offset`.
// Errors:
//   DOCUMENT_NOT_WELL_FORMED     the prefix or the name is reserved, or a prefix has an empty name
//   DOCUMENT_RELATIVE_NAMESPACE  the name is no absolute URI, so that it has no canonical form
absl::Status CheckNamespaceName(absl::string_view document, const TagItem& item, size_t offset);

// Checks one namespace declaration of a document to be signed: refuses what CheckNamespaceName
// refuses, and the following. REQ: DOC-7
// Errors:
//   DOCUMENT_RELATIVE_NAMESPACE  the name holds a character that libxml2 writes as it is and other
//                                canonicalizers escape, so that no signature verifies everywhere
absl::Status CheckDeclaration(absl::string_view document, const TagItem& item, size_t offset);

// The name of a namespace with its quotes, as libxml2 writes it: it escapes nothing, its parser has
// left &#38; for &, and it chooses the quotes.
std::string QuoteNamespaceName(absl::string_view name);
void AppendQuotedNamespaceName(absl::string_view name, std::string* out);

// The item in an error message: "attribute b", "default namespace declaration", "namespace
// declaration of prefix p".
std::string Describe(const TagItem& item);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_TAG_RULES_H_
