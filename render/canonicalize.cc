#include "render/canonicalize.h"

#include <algorithm>
#include <climits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/errors.h"
#include "common/libxml2.h"
#include "common/status_macros.h"
#include "common/xml/bounds_check.h"
#include "common/xml/scanner.h"
#include "render/xml_encoding.h"

namespace paraphe {
namespace {

// Nothing is fetched, nothing is substituted; the text is UTF-8 whatever it declares; no limit of
// libxml2's own, since ours have acted by then (DOC-6).
constexpr int kParseOptions = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC;

// Errors of libxml2 that have a reason of their own.
struct ErrorRow {
  int code;
  v1::ErrorReason reason;
  absl::string_view words;  // in place of libxml2's, where those quote the document
};
constexpr ErrorRow kErrors[] = {
    {XML_WAR_NS_URI, v1::DOCUMENT_RELATIVE_NAMESPACE, "namespace name that is not a URI"},
    {XML_ERR_INVALID_CHAR, v1::DOCUMENT_BAD_ENCODING, ""},
    {XML_ERR_INVALID_ENCODING, v1::DOCUMENT_BAD_ENCODING, ""},
};

bool IsValidityError(const LibxmlErrors::First& error) {
  return error.domain == XML_FROM_VALID || error.domain == XML_FROM_DTD;
}

absl::Status ParseError(const LibxmlErrors::First& error) {
  const auto* row = std::find_if(std::begin(kErrors), std::end(kErrors),
                                 [&](const ErrorRow& each) { return each.code == error.code; });
  const bool listed = row != std::end(kErrors);
  // libxml2's words may go on with a line of detail.
  const std::pair<std::string, std::string> lines =
      absl::StrSplit(error.message, absl::MaxSplits('\n', 1));
  v1::SourcePosition position;
  position.set_line(static_cast<uint32_t>(std::max(error.line, 1)));
  position.set_column(static_cast<uint32_t>(std::max(error.column, 1)));
  return MakeErrorAt(listed ? row->reason : v1::DOCUMENT_NOT_WELL_FORMED, position,
                     absl::StrCat(position.line(), ":", position.column(), ": ",
                                  listed && !row->words.empty() ? row->words : lines.first));
}

// libxml2 takes NUL for the end of the document: what follows would be lost without a word.
absl::Status RefuseNul(absl::string_view text) {
  const size_t at = text.find('\0');
  if (at == absl::string_view::npos) return absl::OkStatus();
  return xml::ErrorAtOffset(v1::DOCUMENT_BAD_ENCODING, text, at,
                            "character U+0000, which XML forbids");
}

// The tree of a document without any error but those of validity, which are no concern of canonical
// form.
absl::StatusOr<UniqueXmlDoc> Parse(absl::string_view text) {
  LibxmlErrors errors;
  const UniqueXmlParserCtxt context(xmlNewParserCtxt());
  if (context == nullptr) return MakeError(v1::INTERNAL, "libxml2: no memory");
  UniqueXmlDoc document(xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()),
                                          nullptr, "UTF-8", kParseOptions));
  if (document == nullptr || !context->wellFormed || !context->nsWellFormed) {
    return ParseError(errors.first());
  }
  if (errors.count() > 0 && !IsValidityError(errors.first())) return ParseError(errors.first());
  return document;
}

absl::StatusOr<std::string> DumpCanonical(xmlDoc* document, size_t limit) {
  LibxmlErrors errors;
  xmlChar* raw = nullptr;
  const int size = xmlC14NDocDumpMemory(document, nullptr, XML_C14N_EXCLUSIVE_1_0, nullptr,
                                        /*with_comments=*/0, &raw);
  const UniqueXmlChars bytes(raw);
  if (size < 0) {
    return MakeError(v1::DOCUMENT_RELATIVE_NAMESPACE,
                     "a namespace name is not an absolute URI, so that the document has no "
                     "canonical form; use another name");
  }
  if (static_cast<size_t>(size) > limit) {
    return MakeError(v1::DOCUMENT_BEYOND_BOUND,
                     absl::StrCat("canonical form of ", size, " bytes; the bound is ", limit));
  }
  return std::string(reinterpret_cast<const char*>(bytes.get()), static_cast<size_t>(size));
}

}  // namespace

absl::StatusOr<std::string> Canonicalize(absl::string_view bytes, size_t limit) {
  if (bytes.empty()) return MakeError(v1::DOCUMENT_EMPTY, "1:1: the document is empty");
  limit = std::min<size_t>(limit, INT_MAX);
  if (bytes.size() > limit) {
    return MakeError(v1::DOCUMENT_BEYOND_BOUND,
                     absl::StrCat("document of ", bytes.size(), " bytes; the bound is ", limit));
  }
  LibxmlErrors errors;
  std::string storage;
  ASSIGN_OR_RETURN(const absl::string_view text, XmlToUtf8(bytes, limit, &storage));
  RETURN_IF_ERROR(RefuseNul(text));
  xml::Bounds bounds;
  bounds.document_bytes = limit;
  RETURN_IF_ERROR(xml::CheckBounds(text, bounds));
  ASSIGN_OR_RETURN(const UniqueXmlDoc document, Parse(text));
  return DumpCanonical(document.get(), limit);
}

}  // namespace paraphe
