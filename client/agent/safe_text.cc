#include "client/agent/safe_text.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "common/utf8.h"

namespace paraphe::agent {
namespace {

// C0 but LF and TAB, DEL, C1.
bool IsControl(char32_t code_point) {
  return (code_point < 0x20 && code_point != '\n' && code_point != '\t') ||
         (code_point >= 0x7F && code_point < 0xA0);
}

}  // namespace

std::string SafeText(absl::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = CodePointAt(text, 0);
    if (!point.valid) {
      absl::StrAppendFormat(&safe, "⟦0x%02X⟧", static_cast<uint8_t>(text.front()));
    } else if (IsControl(point.value)) {
      absl::StrAppendFormat(&safe, "⟦U+%04X⟧", static_cast<uint32_t>(point.value));
    } else {
      absl::StrAppend(&safe, text.substr(0, point.size));
    }
    text.remove_prefix(point.size);
  }
  return safe;
}

}  // namespace paraphe::agent
