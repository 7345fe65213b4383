// The table for a document, where nobody named one.
#ifndef PARAPHE_RENDER_TABLE_SELECT_H_
#define PARAPHE_RENDER_TABLE_SELECT_H_

#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "render/table.h"

namespace paraphe {

// The first of `tables` that is for exactly this document element (DocumentFacts has its names);
// else the first that is for any; nullptr where neither is. Points into `tables`.
const Table* SelectTable(absl::Span<const std::shared_ptr<const Table>> tables,
                         absl::string_view root_namespace_uri, absl::string_view root_local_name);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TABLE_SELECT_H_
