#include "render/table_name.h"

#include <algorithm>

#include "absl/strings/str_split.h"

#include "document/names.h"

namespace paraphe {

TablePrefixes PrefixesOf(const v1::Table& table) {
  TablePrefixes prefixes = {{"xml", xml::kXmlNamespace}};
  for (const v1::Prefix& prefix : table.prefixes()) prefixes.emplace(prefix.prefix(), prefix.uri());
  return prefixes;
}

std::optional<ExpandedName> ResolveName(const TablePrefixes& prefixes, absl::string_view name) {
  const size_t colon = name.find(':');
  if (colon == absl::string_view::npos) {
    if (!xml::IsNcName(name)) return std::nullopt;
    return ExpandedName{"", std::string(name)};
  }
  const auto found = prefixes.find(std::string(name.substr(0, colon)));
  const absl::string_view local = name.substr(colon + 1);
  if (found == prefixes.end() || !xml::IsNcName(local)) return std::nullopt;
  return ExpandedName{found->second, std::string(local)};
}

std::optional<std::vector<ExpandedName>> ResolvePath(const TablePrefixes& prefixes,
                                                     absl::string_view path) {
  std::vector<ExpandedName> steps;
  if (path.empty()) return steps;
  for (absl::string_view step : absl::StrSplit(path, '/')) {
    std::optional<ExpandedName> name = ResolveName(prefixes, step);
    if (!name.has_value()) return std::nullopt;
    steps.push_back(*std::move(name));
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

}  // namespace paraphe
