#include "document/escape.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "document/plain_bytes.h"

namespace paraphe::xml {
namespace {

// For each byte, what canonical form writes in its place; null where it writes the byte itself.
using Replacements = std::array<const char*, 256>;

constexpr Replacements MakeTextReplacements() {
  Replacements table{};
  table['&'] = "&amp;";
  table['<'] = "&lt;";
  table['>'] = "&gt;";
  table['\r'] = "&#xD;";
  return table;
}

constexpr Replacements MakeAttributeReplacements() {
  Replacements table{};
  table['&'] = "&amp;";
  table['<'] = "&lt;";
  table['"'] = "&quot;";
  table['\t'] = "&#x9;";
  table['\n'] = "&#xA;";
  table['\r'] = "&#xD;";
  return table;
}

constexpr Replacements kText = MakeTextReplacements();
constexpr Replacements kAttribute = MakeAttributeReplacements();

// Appends runs without replacement whole: most text is one run.
void AppendReplaced(absl::string_view text, const Replacements& replacements, std::string* out) {
  size_t run = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char* replacement = replacements[static_cast<unsigned char>(text[i])];
    if (replacement == nullptr) continue;
    out->append(text.data() + run, i - run);
    out->append(replacement);
    run = i + 1;
  }
  out->append(text.data() + run, text.size() - run);
}

}  // namespace

void AppendCanonicalText(absl::string_view text, std::string* out) {
  AppendReplaced(text, kText, out);
}

void AppendCanonicalAttributeValue(absl::string_view value, std::string* out) {
  AppendReplaced(value, kAttribute, out);
}

bool NeedsEscapeInAttribute(absl::string_view value) {
  const size_t plain = PlainLength<PlainValueBytes<'"'>>(value.data(), value.size());
  return std::any_of(value.begin() + plain, value.end(),
                     [](char c) { return kAttribute[static_cast<unsigned char>(c)] != nullptr; });
}

}  // namespace paraphe::xml
