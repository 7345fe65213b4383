#include "render/table_file.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/text_proto.h"
#include "render/table_check.h"

namespace paraphe {
namespace {

absl::Status Refuse(const std::string& file, absl::string_view words) {
  return MakeError(v1::TABLE_INVALID, absl::StrCat(file, ": ", words));
}

}  // namespace

absl::StatusOr<v1::Table> ParseTable(absl::string_view text, const std::string& file) {
  if (text.size() > kMaxTableBytes) {
    return Refuse(file, absl::StrCat("the table holds more than ", kMaxTableBytes, " bytes"));
  }
  TextProto parsed;
  v1::Table table;
  parsed.Parse(text, table);
  if (parsed.readable()) CheckTable(table, parsed);
  if (!parsed.faults().empty()) return parsed.ToStatus(v1::TABLE_INVALID, file);
  return table;
}

}  // namespace paraphe
