#include "document/markup.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/status_macros.h"
#include "document/names.h"
#include "document/position.h"
#include "document/tag.h"

namespace paraphe::xml {
namespace {

using absl::StartsWith;

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr absl::string_view kCommentBegin = "<!--";
constexpr absl::string_view kCommentEnd = "-->";
constexpr absl::string_view kCdataBegin = "<![CDATA[";
constexpr absl::string_view kCdataEnd = "]]>";

// "<?xml-stylesheet" begins something else.
bool BeginsXmlDeclaration(absl::string_view text) {
  return StartsWith(text, "<?xml") && text.size() > 5 && IsBlank(text[5]);
}

// XML 1.0 §2.8: nothing stands before the declaration, no blank line either.
absl::Status RefuseLateDeclaration(absl::string_view document, size_t offset) {
  return NotWellFormed(document, offset,
                       "the XML declaration is not at the start of the file; take out what stands "
                       "before it, or the declaration itself");
}

absl::Status RefuseInstruction(absl::string_view document, size_t offset) {
  if (BeginsXmlDeclaration(document.substr(offset))) return RefuseLateDeclaration(document, offset);
  return ErrorAtOffset(
      v1::DOCUMENT_HAS_INSTRUCTION, document, offset,
      "processing instruction: it would be signed and cannot be shown; `paraphe canonicalize "
      "--drop-instructions` takes out those that carry no data");
}

absl::Status RefuseDoctype(absl::string_view document, size_t offset) {
  return ErrorAtOffset(v1::DOCUMENT_HAS_DTD, document, offset,
                       "document type declaration; take it out, and write its entities out");
}

// The end of the comments and empty CDATA sections that begin at `offset`; npos where one does not
// end. Canonical form leaves them out: the byte behind them decides which of their bytes is the
// first that differs.
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

// The error for a comment or CDATA section in content. If a tag follows, the '<' of both is the
// same, and the next byte is the first that differs.
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

constexpr char kDeclaration[] = "an XML declaration";

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// As in libxml2, any 1.x is read as 1.0.
bool IsVersion(absl::string_view value) {
  return absl::ConsumePrefix(&value, "1.") && std::all_of(value.begin(), value.end(), IsDigit);
}

bool IsYesOrNo(absl::string_view value) { return value == "yes" || value == "no"; }

// One "name = 'value'" of the declaration.
struct Pseudo {
  absl::string_view name;
  bool (*is_value)(absl::string_view value);
  bool required;
};
constexpr Pseudo kPseudo[] = {{"version", IsVersion, true},
                              {"encoding", IsEncodingName, false},
                              {"standalone", IsYesOrNo, false}};

absl::Status ReadPseudo(Cursor& cursor, const Pseudo& pseudo) {
  cursor.at += pseudo.name.size();
  cursor.SkipBlanks();
  if (cursor.Current() != '=') return Unexpected(cursor.document, cursor.at, kDeclaration, "'='");
  ++cursor.at;
  cursor.SkipBlanks();
  const char quote = cursor.Current();
  if (quote != '"' && quote != '\'') {
    return Unexpected(cursor.document, cursor.at, kDeclaration, "a quoted value");
  }
  const size_t begin = cursor.at + 1;
  const size_t end = cursor.document.find(quote, begin);
  if (end == absl::string_view::npos ||
      !pseudo.is_value(cursor.document.substr(begin, end - begin))) {
    return NotWellFormed(cursor.document, begin,
                         absl::StrCat("XML declaration with a malformed ", pseudo.name));
  }
  cursor.at = end + 1;
  return absl::OkStatus();
}

// Moves the cursor behind the next `end`. The characters before it must be such as XML allows.
absl::Status SkipTo(Cursor& cursor, absl::string_view end, absl::string_view what) {
  const size_t begin = cursor.at;
  const size_t found = cursor.document.find(end, begin);
  const size_t stop = std::min(found, cursor.document.size());
  while (cursor.at < stop) {
    cursor.at = SkipPlainText(cursor.document.substr(0, stop), cursor.at);
    if (cursor.at >= stop) break;
    if (!absl::StrContains("<&>\r", cursor.document.substr(cursor.at, 1))) {
      return Unexpected(cursor.document, cursor.at, what, "another character");
    }
    ++cursor.at;
  }
  if (found == absl::string_view::npos) {
    return NotWellFormed(cursor.document, begin, absl::StrCat(what, " that does not end"));
  }
  cursor.at = found + end.size();
  return absl::OkStatus();
}

}  // namespace

absl::Status RefuseProlog(absl::string_view document) {
  if (StartsWith(document, kByteOrderMark)) {
    return NotCanonical(document, 0, "byte order mark; canonical form has none");
  }
  if (BeginsXmlDeclaration(document)) {
    return NotCanonical(document, 1,
                        "XML declaration; canonical form has none, and `paraphe canonicalize` "
                        "writes the document in it");
  }
  if (IsBlank(document[0])) {
    Cursor cursor{document, 0};
    cursor.SkipBlanks();
    if (AtXmlDeclaration(cursor)) return RefuseLateDeclaration(document, cursor.at);
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

bool AtXmlDeclaration(const Cursor& cursor) { return BeginsXmlDeclaration(cursor.Rest()); }

absl::Status SkipXmlDeclaration(Cursor& cursor) {
  cursor.at += 5;
  for (const Pseudo& pseudo : kPseudo) {
    const size_t before = cursor.at;
    cursor.SkipBlanks();
    if (cursor.at > before && cursor.LooksAt(pseudo.name)) {
      RETURN_IF_ERROR(ReadPseudo(cursor, pseudo));
    } else if (pseudo.required) {
      return Unexpected(cursor.document, cursor.at, kDeclaration, pseudo.name);
    } else {
      cursor.at = before;
    }
  }
  cursor.SkipBlanks();
  if (!cursor.LooksAt("?>")) return Unexpected(cursor.document, cursor.at, kDeclaration, "'?>'");
  cursor.at += 2;
  return absl::OkStatus();
}

absl::Status SkipComment(Cursor& cursor) {
  cursor.at += 4;
  RETURN_IF_ERROR(SkipTo(cursor, "--", "comment"));
  if (cursor.Current() != '>') {
    return NotWellFormed(cursor.document, cursor.at - 2, "'--' in a comment");
  }
  ++cursor.at;
  return absl::OkStatus();
}

absl::StatusOr<absl::string_view> ReadCdata(Cursor& cursor) {
  cursor.at += 9;
  const size_t begin = cursor.at;
  RETURN_IF_ERROR(SkipTo(cursor, "]]>", "CDATA section"));
  return cursor.document.substr(begin, cursor.at - 3 - begin);
}

absl::Status ReadInstruction(Cursor& cursor, const Bounds& bounds, std::string* out) {
  constexpr char kWhere[] = "a processing instruction";
  const size_t begin = cursor.at;
  if (AtXmlDeclaration(cursor)) return RefuseLateDeclaration(cursor.document, begin);
  cursor.at += 2;
  QName target;
  RETURN_IF_ERROR(ReadQName(cursor, bounds, kWhere, &target));
  if (!target.prefix.empty() || absl::EqualsIgnoreCase(target.whole, "xml")) {
    return NotWellFormed(cursor.document, begin,
                         absl::StrCat("processing instruction named ", CutForMessage(target.whole),
                                      ", which is no name for one"));
  }
  absl::StrAppend(out, "<?", target.whole);
  if (!cursor.LooksAt("?>") && !IsBlank(cursor.Current())) {
    return Unexpected(cursor.document, cursor.at, kWhere, "a blank or '?>'");
  }
  cursor.SkipBlanks();
  const size_t data = cursor.at;
  RETURN_IF_ERROR(SkipTo(cursor, "?>", "processing instruction"));
  if (cursor.at - 2 > data) absl::StrAppend(out, " ");
  AppendNormalized(cursor.document.substr(data, cursor.at - 2 - data), out);
  absl::StrAppend(out, "?>");
  return absl::OkStatus();
}

void AppendNormalized(absl::string_view text, std::string* out) {
  for (size_t end; (end = text.find('\r')) != absl::string_view::npos;) {
    out->append(text.data(), end);
    out->push_back('\n');
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  out->append(text.data(), text.size());
}

}  // namespace paraphe::xml
