#include "document/value_prefixes.h"

#include <algorithm>

#include "absl/strings/ascii.h"

#include "document/canonical_report.h"
#include "document/names.h"

namespace paraphe::xml {
namespace {

constexpr char kSchemaInstance[] = "http://www.w3.org/2001/XMLSchema-instance";

// Whether the byte may be part of a name without colon, as far as one byte tells.
bool MayBeInName(char byte) {
  return absl::ascii_isalnum(static_cast<unsigned char>(byte)) || byte == '_' || byte == '-' ||
         byte == '.' || static_cast<unsigned char>(byte) >= 0x80;
}

// Where the name begins that ends before `colon`; nothing before `floor` is looked at.
size_t NameBegin(absl::string_view value, size_t floor, size_t colon) {
  size_t begin = colon;
  while (begin > floor && MayBeInName(value[begin - 1])) --begin;
  return begin;
}

bool IsXsiType(const TagItem& item) {
  return item.name.local == "type" && item.namespace_uri == kSchemaInstance;
}

}  // namespace

void ValuePrefixes::LookAtAttributes(const Tag& tag, const ExclusiveNamespaces& scope) {
  for (const TagItem* item : tag.attributes) {
    LookAt(item->raw, scope);
    if (IsXsiType(*item) && IsNcName(absl::StripAsciiWhitespace(item->value))) {
      Use("", item->value_begin + 1, scope);
    }
  }
}

void ValuePrefixes::LookAt(absl::string_view value, const ExclusiveNamespaces& scope) {
  const auto base = static_cast<size_t>(value.data() - document_.data());
  size_t floor = 0;
  for (size_t colon; (colon = value.find(':', floor)) != absl::string_view::npos;) {
    const size_t begin = NameBegin(value, floor, colon);
    // The second colon of "urn:a:b" and of "a::b" ends no prefix.
    const bool after_colon = begin > 0 && value[begin - 1] == ':';
    const absl::string_view prefix = value.substr(begin, colon - begin);
    floor = colon + 1;
    if (after_colon || NcNameLength(value.substr(floor), 1) == 0 || !IsNcName(prefix)) continue;
    Use(prefix, base + begin, scope);
  }
}

void ValuePrefixes::Use(absl::string_view prefix, size_t offset, const ExclusiveNamespaces& scope) {
  if (lost_.size() >= kMaxFindings) return;
  const absl::string_view uri = scope.LostHere(prefix);
  if (uri.empty()) return;
  const bool known = std::any_of(lost_.begin(), lost_.end(), [&](const Lost& one) {
    return one.prefix == prefix && one.uri == uri;
  });
  if (!known) lost_.push_back({offset, std::string(prefix), std::string(uri)});
}

}  // namespace paraphe::xml
