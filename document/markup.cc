#include "document/markup.h"

#include "absl/strings/match.h"

#include "document/names.h"
#include "document/reader.h"

namespace paraphe::xml {
namespace {

using absl::StartsWith;

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr absl::string_view kCommentBegin = "<!--";
constexpr absl::string_view kCommentEnd = "-->";
constexpr absl::string_view kCdataBegin = "<![CDATA[";
constexpr absl::string_view kCdataEnd = "]]>";

bool IsXmlDeclaration(absl::string_view text) {
  return StartsWith(text, "<?xml") && text.size() > 5 && IsBlank(text[5]);
}

absl::Status RefuseInstruction(absl::string_view document, size_t offset) {
  return ErrorAtOffset(
      v1::DOCUMENT_HAS_INSTRUCTION, document, offset,
      "processing instruction: it would be signed and cannot be shown; take it out");
}

absl::Status RefuseDoctype(absl::string_view document, size_t offset) {
  return ErrorAtOffset(v1::DOCUMENT_HAS_DTD, document, offset,
                       "document type declaration; take it out, and write its entities out");
}

// Where canonical form goes on behind the comments and empty CDATA sections that begin at `offset`:
// it has nothing in their place, and the byte after them decides which of their bytes differs
// first. npos where one is not closed.
size_t SkipInvisible(absl::string_view document, size_t offset) {
  while (true) {
    const absl::string_view rest = document.substr(offset);
    if (StartsWith(rest, kCommentBegin)) {
      const size_t end = rest.find(kCommentEnd, kCommentBegin.size());
      if (end == absl::string_view::npos) return end;
      offset += end + kCommentEnd.size();
    } else if (StartsWith(rest, kCdataBegin) &&
               StartsWith(rest.substr(kCdataBegin.size()), kCdataEnd)) {
      offset += kCdataBegin.size() + kCdataEnd.size();
    } else {
      return offset;
    }
  }
}

// The refusal of a comment or CDATA section in content. Where a tag follows, canonical form has its
// '<' in place of this one's.
absl::Status RefuseInvisible(absl::string_view document, size_t offset, absl::string_view words) {
  const size_t next = SkipInvisible(document, offset);
  if (next == absl::string_view::npos) {
    return NotWellFormed(document, offset, "comment that does not end");
  }
  if (StartsWith(document.substr(next), kCdataBegin) &&
      document.find(kCdataEnd, next) == absl::string_view::npos) {
    return NotWellFormed(document, next, "CDATA section that does not end");
  }
  const bool tag_follows = next < document.size() && document[next] == '<' &&
                           !StartsWith(document.substr(next), kCdataBegin);
  return NotCanonical(document, offset + (tag_follows ? 1 : 0), words);
}

}  // namespace

absl::Status RefuseProlog(absl::string_view document) {
  if (StartsWith(document, kByteOrderMark)) {
    return NotCanonical(document, 0, "byte order mark; canonical form has none");
  }
  if (IsXmlDeclaration(document)) {
    return NotCanonical(document, 1, "XML declaration; canonical form has none");
  }
  if (IsBlank(document[0])) {
    return NotCanonical(document, 0, "blank before the document element; canonical form has none");
  }
  if (StartsWith(document, kCommentBegin)) {
    return NotCanonical(document, 1, "comment; canonical form has none");
  }
  if (StartsWith(document, "<?") || StartsWith(document, "<!")) return RefuseMarkup(document, 0);
  return Unexpected(document, document[0] == '<' ? 1 : 0, "front of the document element",
                    "its start tag");
}

absl::Status RefuseMarkup(absl::string_view document, size_t offset) {
  const absl::string_view rest = document.substr(offset);
  if (StartsWith(rest, "<?")) return RefuseInstruction(document, offset);
  if (StartsWith(rest, "<!DOCTYPE")) return RefuseDoctype(document, offset);
  if (StartsWith(rest, kCommentBegin)) {
    return RefuseInvisible(document, offset, "comment; canonical form has none");
  }
  if (StartsWith(rest, kCdataBegin)) {
    return RefuseInvisible(document, offset,
                           "CDATA section; canonical form has its text, with & < > escaped");
  }
  return Unexpected(document, offset + 2, "markup", "a comment or a CDATA section");
}

absl::Status RefuseEpilog(absl::string_view document, size_t offset) {
  const absl::string_view rest = document.substr(offset);
  // Canonical form itself puts a line feed before an instruction here.
  if (StartsWith(rest, "\n<?")) return RefuseInstruction(document, offset + 1);
  if (IsBlank(rest[0])) {
    return NotCanonical(document, offset,
                        "blank after the document element; canonical form ends with it");
  }
  if (StartsWith(rest, kCommentBegin)) {
    return NotCanonical(document, offset, "comment; canonical form has none");
  }
  if (StartsWith(rest, "<?")) return RefuseInstruction(document, offset);
  if (StartsWith(rest, "<!DOCTYPE")) return RefuseDoctype(document, offset);
  return Unexpected(document, offset, "what follows the document element",
                    "the end of the document");
}

}  // namespace paraphe::xml
