#include "client/cli/input.h"

#include <optional>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"

namespace paraphe::cli {

absl::StatusOr<std::string> ReadInput(const std::string& file) {
  return ReadFile(file, kMaxDocumentBytes);
}

absl::Status AtFile(const std::string& file, const absl::Status& status) {
  if (status.ok()) return status;
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (!detail.has_value() || !detail->has_position()) return Annotate(status, file);
  absl::Status placed(status.code(), absl::StrCat(file, ":", status.message()));
  SetErrorDetail(*detail, placed);
  return placed;
}

}  // namespace paraphe::cli
