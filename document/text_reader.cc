#include "document/text_reader.h"

#include <algorithm>

#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/escape.h"
#include "document/plain.h"
#include "document/reference.h"

namespace paraphe::xml {
namespace {

absl::Status RefuseCharacter(const Reader& reader) {
  const absl::string_view document = reader.document;
  if (reader.Current() == '\r') {
    return NotCanonical(document, reader.at,
                        "carriage return; canonical form has a line feed here (&#xD; where a "
                        "carriage return is meant)");
  }
  if (reader.Current() != '>') {
    return Unexpected(document, reader.at, "text", "another character");
  }
  if (reader.at >= 2 && document.substr(reader.at - 2, 2) == "]]") {
    return NotWellFormed(document, reader.at, "]]> in text; canonical form writes ]]&gt;");
  }
  return NotCanonical(document, reader.at, "'>' in text; canonical form writes &gt;");
}

// Resolves the reference at hand onto `resolved`.
absl::Status TakeReference(Reader& reader, std::string* resolved) {
  ASSIGN_OR_RETURN(const Reference reference, ReadReference(reader.document, reader.at));
  std::string character;
  AppendUtf8(reference.code, &character);
  std::string canonical;
  AppendCanonicalText(character, &canonical);
  const ReferenceDifference difference = CompareReference(reader.document, reference, canonical);
  if (!difference.words.empty()) {
    return NotCanonical(reader.document, difference.offset, difference.words);
  }
  resolved->append(character);
  reader.at = reference.end;
  return absl::OkStatus();
}

// The value is no longer than the text as written: one reservation, and memory stays within the
// document's size (DOC-6).
void ReserveFor(absl::string_view rest, std::string* resolved) {
  resolved->clear();
  resolved->reserve(std::min(rest.find('<'), rest.size()));
}

absl::Status ReadTextWithReferences(Reader& reader, std::string* resolved) {
  while (true) {
    const size_t run = reader.at;
    reader.at = SkipPlainText(reader.document, reader.at);
    resolved->append(reader.document.data() + run, reader.at - run);
    if (reader.AtEnd() || reader.Current() == '<') return absl::OkStatus();
    if (reader.Current() != '&') return RefuseCharacter(reader);
    RETURN_IF_ERROR(TakeReference(reader, resolved));
  }
}

}  // namespace

absl::Status ReadText(Reader& reader, std::string* resolved, absl::string_view* text) {
  const size_t begin = reader.at;
  reader.at = SkipPlainText(reader.document, begin);
  if (reader.AtEnd() || reader.Current() == '<') {
    *text = reader.document.substr(begin, reader.at - begin);
    return absl::OkStatus();
  }
  if (reader.Current() != '&') return RefuseCharacter(reader);
  reader.at = begin;
  ReserveFor(reader.Rest(), resolved);
  RETURN_IF_ERROR(ReadTextWithReferences(reader, resolved));
  *text = *resolved;
  return absl::OkStatus();
}

}  // namespace paraphe::xml
