#include "render/table_select.h"

namespace paraphe {

const Table* SelectTable(absl::Span<const std::shared_ptr<const Table>> tables,
                         absl::string_view root_namespace_uri, absl::string_view root_local_name) {
  const Table* general = nullptr;
  for (const std::shared_ptr<const Table>& table : tables) {
    const ExpandedName& root = table->root();
    if (root.namespace_uri == root_namespace_uri && root.local == root_local_name)
      return table.get();
    if (general == nullptr && root.local.empty()) general = table.get();
  }
  return general;
}

}  // namespace paraphe
