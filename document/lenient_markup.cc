#include "document/lenient_markup.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/status_macros.h"
#include "document/names.h"
#include "document/plain.h"
#include "document/tag_reader.h"

namespace paraphe::xml {
namespace {

constexpr char kDeclaration[] = "an XML declaration";

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// As libxml2: any 1.x is read as 1.0.
bool IsVersion(absl::string_view value) {
  return absl::ConsumePrefix(&value, "1.") && std::all_of(value.begin(), value.end(), IsDigit);
}

bool IsEncodingName(absl::string_view value) {
  return !value.empty() && absl::ascii_isalpha(static_cast<unsigned char>(value[0])) &&
         std::all_of(value.begin(), value.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' ||
                  c == '-';
         });
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

absl::Status ReadPseudo(Reader& reader, const Pseudo& pseudo) {
  reader.at += pseudo.name.size();
  reader.SkipBlanks();
  if (reader.Current() != '=') return Unexpected(reader.document, reader.at, kDeclaration, "'='");
  ++reader.at;
  reader.SkipBlanks();
  const char quote = reader.Current();
  if (quote != '"' && quote != '\'') {
    return Unexpected(reader.document, reader.at, kDeclaration, "a quoted value");
  }
  const size_t begin = reader.at + 1;
  const size_t end = reader.document.find(quote, begin);
  if (end == absl::string_view::npos ||
      !pseudo.is_value(reader.document.substr(begin, end - begin))) {
    return NotWellFormed(reader.document, begin,
                         absl::StrCat("XML declaration with a malformed ", pseudo.name));
  }
  reader.at = end + 1;
  return absl::OkStatus();
}

// Advances over characters that XML allows, to where `end` begins, and past it.
absl::Status SkipTo(Reader& reader, absl::string_view end, absl::string_view what) {
  const size_t begin = reader.at;
  const size_t found = reader.document.find(end, begin);
  const size_t stop = std::min(found, reader.document.size());
  while (reader.at < stop) {
    reader.at = SkipPlainText(reader.document.substr(0, stop), reader.at);
    if (reader.at >= stop) break;
    if (!absl::StrContains("<&>\r", reader.document.substr(reader.at, 1))) {
      return Unexpected(reader.document, reader.at, what, "another character");
    }
    ++reader.at;
  }
  if (found == absl::string_view::npos) {
    return NotWellFormed(reader.document, begin, absl::StrCat(what, " that does not end"));
  }
  reader.at = found + end.size();
  return absl::OkStatus();
}

}  // namespace

bool AtXmlDeclaration(const Reader& reader) {
  const absl::string_view rest = reader.Rest();
  return absl::StartsWith(rest, "<?xml") && rest.size() > 5 && IsBlank(rest[5]);
}

absl::Status SkipXmlDeclaration(Reader& reader) {
  reader.at += 5;
  for (const Pseudo& pseudo : kPseudo) {
    const size_t before = reader.at;
    reader.SkipBlanks();
    if (reader.at > before && reader.LooksAt(pseudo.name)) {
      RETURN_IF_ERROR(ReadPseudo(reader, pseudo));
    } else if (pseudo.required) {
      return Unexpected(reader.document, reader.at, kDeclaration, pseudo.name);
    } else {
      reader.at = before;
    }
  }
  reader.SkipBlanks();
  if (!reader.LooksAt("?>")) return Unexpected(reader.document, reader.at, kDeclaration, "'?>'");
  reader.at += 2;
  return absl::OkStatus();
}

absl::Status SkipComment(Reader& reader) {
  reader.at += 4;
  RETURN_IF_ERROR(SkipTo(reader, "--", "comment"));
  if (reader.Current() != '>') {
    return NotWellFormed(reader.document, reader.at - 2, "'--' in a comment");
  }
  ++reader.at;
  return absl::OkStatus();
}

absl::StatusOr<absl::string_view> ReadCdata(Reader& reader) {
  reader.at += 9;
  const size_t begin = reader.at;
  RETURN_IF_ERROR(SkipTo(reader, "]]>", "CDATA section"));
  return reader.document.substr(begin, reader.at - 3 - begin);
}

absl::Status ReadInstruction(Reader& reader, const Bounds& bounds, std::string* out) {
  constexpr char kWhere[] = "a processing instruction";
  const size_t begin = reader.at;
  reader.at += 2;
  QName target;
  RETURN_IF_ERROR(ReadQName(reader, bounds, kWhere, &target));
  if (!target.prefix.empty() || absl::EqualsIgnoreCase(target.whole, "xml")) {
    return NotWellFormed(reader.document, begin,
                         absl::StrCat("processing instruction named ", CutForMessage(target.whole),
                                      ", which is no name for one"));
  }
  absl::StrAppend(out, "<?", target.whole);
  if (!reader.LooksAt("?>") && !IsBlank(reader.Current())) {
    return Unexpected(reader.document, reader.at, kWhere, "a blank or '?>'");
  }
  reader.SkipBlanks();
  const size_t data = reader.at;
  RETURN_IF_ERROR(SkipTo(reader, "?>", "processing instruction"));
  if (reader.at - 2 > data) absl::StrAppend(out, " ");
  AppendNormalized(reader.document.substr(data, reader.at - 2 - data), out);
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
