#include "common/fault_list.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"

namespace paraphe {

void FaultList::Add(const absl::Status& status) {
  if (status.ok()) return;
  if (status_.ok()) {
    status_ = status;
    return;
  }
  absl::Status joined =
      MakeError(ReasonOf(status_), absl::StrCat(status_.message(), "\n", status.message()));
  if (const auto detail = GetErrorDetail(status_); detail.has_value()) {
    SetErrorDetail(*detail, joined);
  }
  status_ = joined;
}

}  // namespace paraphe
