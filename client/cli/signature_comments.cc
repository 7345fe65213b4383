#include "client/cli/signature_comments.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/libxml2.h"
#include "common/status_macros.h"
#include "document/xml_encoding.h"
#include "xades/names.h"

namespace paraphe::cli {
namespace {

constexpr int kParseOptions = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC;

absl::string_view Text(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

bool IsSignature(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE && node->ns != nullptr &&
         Text(node->name) == xades::kSignature.local &&
         Text(node->ns->href) == xades::kSignature.namespace_uri;
}

bool IsInSignature(const xmlNode* node) {
  while (node != nullptr && !IsSignature(node)) node = node->parent;
  return node != nullptr;
}

bool HasElements(const xmlNode* element) {
  for (const xmlNode* child = element->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) return true;
  }
  return false;
}

// The node after `node` in document order; nullptr at the end.
const xmlNode* Next(const xmlNode* node) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  while (node != nullptr && node->next == nullptr) node = node->parent;
  return node == nullptr ? nullptr : node->next;
}

}  // namespace

absl::Status RefuseCommentsInValues(absl::string_view bytes, size_t limit) {
  std::string storage;
  ASSIGN_OR_RETURN(const absl::string_view text, xml::ToUtf8(bytes, limit, &storage));
  if (!absl::StrContains(text, "<!--")) return absl::OkStatus();
  const LibxmlErrors errors;
  const UniqueXmlDoc document(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kParseOptions));
  if (document == nullptr) return MakeError(v1::INTERNAL, "libxml2: " + errors.first().message);
  for (const xmlNode* node = document->children; node != nullptr; node = Next(node)) {
    if (node->type != XML_COMMENT_NODE || !IsInSignature(node) || HasElements(node->parent)) {
      continue;
    }
    return MakeError(v1::SIGNATURE_MALFORMED,
                     absl::StrCat(Text(node->parent->name), ", line ", xmlGetLineNo(node),
                                  ": a comment inside a value of the signature, which other "
                                  "programs may read up to there only; take the comment out"));
  }
  return absl::OkStatus();
}

}  // namespace paraphe::cli
