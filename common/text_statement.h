// The statements of a text file ("field: value", "field { ... }"), found without knowing the
// message: so that a faulty one can be set aside and the rest be read.
#ifndef PARAPHE_COMMON_TEXT_STATEMENT_H_
#define PARAPHE_COMMON_TEXT_STATEMENT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

// A place as protobuf's tokenizer counts: from 0, in bytes, a tab to the next multiple of 8.
struct TextPlace {
  int line = 0;
  int column = 0;

  bool operator==(const TextPlace& other) const = default;
  auto operator<=>(const TextPlace& other) const = default;
};

// [begin, end).
struct TextStatement {
  TextPlace begin;
  TextPlace value;  // where its value begins
  TextPlace end;

  bool empty() const { return begin == end; }
};

// The innermost statement around `place`; where there is none, the one token there; where there is
// no token either, an empty one. Time proportional to the text.
TextStatement StatementAround(absl::string_view text, const TextPlace& place);

// Puts `filler`, if it has room, and blanks in place of [begin, end): everything else stays where
// it stands.
void BlankOut(const TextPlace& begin, const TextPlace& end, absl::string_view filler,
              std::string* text);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_TEXT_STATEMENT_H_
