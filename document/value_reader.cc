#include "document/value_reader.h"

#include <algorithm>

#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/plain.h"
#include "document/reference.h"

namespace paraphe::xml {
namespace {

constexpr char kWhere[] = "an attribute value";

// A string of the tag, empty, with room for a value whose text as written begins at `rest`: the
// value is no longer than that, so that memory stays within the document's size (DOC-6).
std::string* NewValue(absl::string_view rest, char quote, Tag* tag) {
  if (tag->values_used == tag->values.size()) tag->values.emplace_back();
  std::string* value = &tag->values[tag->values_used++];
  value->clear();
  value->reserve(std::min(rest.find(quote), rest.size()));
  return value;
}

// Skips what stands for itself, the other quote included; stays at the closing quote or at what
// needs a look.
size_t SkipRun(absl::string_view document, size_t at, char quote) {
  const char other = quote == '"' ? '\'' : '"';
  at = SkipPlainValue(document, at);
  while (at < document.size() && document[at] == other) at = SkipPlainValue(document, at + 1);
  return at;
}

// Takes the one character at hand that does not stand for itself.
absl::Status TakeSpecial(Reader& reader, std::string* value) {
  if (reader.Current() == '&') {
    ASSIGN_OR_RETURN(const Reference reference, ReadReference(reader.document, reader.at));
    AppendUtf8(reference.code, value);
    reader.at = reference.end;
    return absl::OkStatus();
  }
  if (!IsBlank(reader.Current())) {
    return Unexpected(reader.document, reader.at, kWhere, "another character or the closing quote");
  }
  reader.at += reader.LooksAt("\r\n") ? 2 : 1;
  value->push_back(' ');
  return absl::OkStatus();
}

absl::Status ReadSpecialValue(Reader& reader, char quote, std::string* value) {
  while (true) {
    const size_t run = reader.at;
    reader.at = SkipRun(reader.document, run, quote);
    value->append(reader.document.data() + run, reader.at - run);
    if (reader.Current() == quote) return absl::OkStatus();
    RETURN_IF_ERROR(TakeSpecial(reader, value));
  }
}

}  // namespace

absl::Status ReadValue(Reader& reader, Tag* tag, TagItem* item) {
  const char quote = reader.Current();
  if (quote != '"' && quote != '\'') {
    return Unexpected(reader.document, reader.at, "a start tag", "a quoted attribute value");
  }
  item->value_begin = reader.at;
  const size_t begin = ++reader.at;
  reader.at = SkipRun(reader.document, begin, quote);
  const bool as_written = reader.Current() == quote;
  if (as_written) {
    item->value = reader.document.substr(begin, reader.at - begin);
  } else {
    reader.at = begin;
    std::string* value = NewValue(reader.Rest(), quote, tag);
    RETURN_IF_ERROR(ReadSpecialValue(reader, quote, value));
    item->value = *value;
  }
  item->raw = reader.document.substr(begin, reader.at - begin);
  item->end = ++reader.at;
  return absl::OkStatus();
}

}  // namespace paraphe::xml
