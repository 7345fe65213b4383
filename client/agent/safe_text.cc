#include "client/agent/safe_text.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace paraphe::agent {
namespace {

constexpr uint8_t kDelete = 0x7f;

// Bytes of the UTF-8 sequence that begins `text`; 0 where none does. REQ: RFC 3629 §4, loosely:
// what is too lenient here only passes on what a terminal shows as a replacement character.
size_t SequenceLength(absl::string_view text) {
  const auto lead = static_cast<uint8_t>(text.front());
  const size_t length = lead < 0x80    ? 1
                        : lead >= 0xf0 ? 4
                        : lead >= 0xe0 ? 3
                        : lead >= 0xc2 ? 2
                                       : 0;
  if (length == 0 || length > text.size() || lead > 0xf4) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((static_cast<uint8_t>(text[i]) & 0xc0) != 0x80) return 0;
  }
  return length;
}

bool IsControl(uint8_t byte) {
  return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == kDelete;
}

// U+0080 to U+009F.
bool IsC1(absl::string_view sequence) {
  return sequence.size() == 2 && static_cast<uint8_t>(sequence[0]) == 0xc2 &&
         static_cast<uint8_t>(sequence[1]) < 0xa0;
}

}  // namespace

std::string SafeText(absl::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const size_t length = SequenceLength(text);
    const absl::string_view sequence = text.substr(0, length == 0 ? 1 : length);
    const auto first = static_cast<uint8_t>(sequence.front());
    if (length == 0) {
      absl::StrAppend(&safe, absl::StrFormat("⟦0x%02X⟧", first));
    } else if (length == 1 && IsControl(first)) {
      absl::StrAppend(&safe, absl::StrFormat("⟦U+%04X⟧", first));
    } else if (IsC1(sequence)) {
      absl::StrAppend(&safe, absl::StrFormat("⟦U+%04X⟧", static_cast<uint8_t>(sequence[1])));
    } else {
      absl::StrAppend(&safe, sequence);
    }
    text.remove_prefix(sequence.size());
  }
  return safe;
}

}  // namespace paraphe::agent
