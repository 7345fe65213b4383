// Names in table files: "prefix:local" with a prefix that the file declares, or "local" for no
// namespace.
#ifndef PARAPHE_RENDER_TABLE_NAME_H_
#define PARAPHE_RENDER_TABLE_NAME_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "paraphe/v1/table.pb.h"
#include "render/table.h"

namespace paraphe {

// From prefix to namespace. "xml" is always declared.
using TablePrefixes = std::map<std::string, std::string>;

TablePrefixes PrefixesOf(const v1::Table& table);

// The expanded name; nullopt where it is not such a name or its prefix is not declared.
std::optional<ExpandedName> ResolveName(const TablePrefixes& prefixes, absl::string_view name);

// The steps of a parent path ("a/b"), the innermost first; empty for an empty path. nullopt where
// one of the steps is not a name.
std::optional<std::vector<ExpandedName>> ResolvePath(const TablePrefixes& prefixes,
                                                     absl::string_view path);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TABLE_NAME_H_
