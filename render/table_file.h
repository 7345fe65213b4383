// Table files: protobuf text format, written by people (docs/guide-tables.md), schema
// proto/paraphe/v1/table.proto.
#ifndef PARAPHE_RENDER_TABLE_FILE_H_
#define PARAPHE_RENDER_TABLE_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/bounds.h"
#include "paraphe/v1/table.pb.h"

namespace paraphe {

// Bounds of a table (sizes in bytes of UTF-8), beside kMaxTableBytes.
inline constexpr int kMaxTableRules = 20000;  // element rules, and attribute rules in all
inline constexpr int kMaxTableCodes = 20000;  // words for codes in all
inline constexpr int kMaxTableColumns = 32;   // of one rule
inline constexpr size_t kMaxLabelBytes = 400;
inline constexpr size_t kMaxCodeBytes = 400;
// Of the name of an element or attribute, or of a parent path.
inline constexpr size_t kMaxTableNameBytes = 1024;
inline constexpr size_t kMaxUriBytes = 2048;

// What the attributes of a rule are shown as: FIELD where it does not say.
v1::HtmlElement ShownAs(const v1::AttributeRule& rule);

// Reads and checks a table: Table (render/table.h) can be made from what it returns. `paraphe table
// check` calls this function. Thread-safe.
// Errors:
//   TABLE_INVALID  the table has faults: each that could be found is a line "FILE:LINE:COL: words"
//                  of the message; the payload has the position of the first
absl::StatusOr<v1::Table> ParseTable(absl::string_view text, const std::string& file);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TABLE_FILE_H_
