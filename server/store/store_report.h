// Whether what a store holds is whole: what every store that lasts is asked by `paraphed store check`.
#ifndef PARAPHE_SERVER_STORE_STORE_REPORT_H_
#define PARAPHE_SERVER_STORE_STORE_REPORT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server {

// What was looked at, and what is wrong with it: one line for each fault, none where the store is whole.
struct StoreReport {
  uint64_t sessions = 0;
  uint64_t documents = 0;
  std::vector<std::string> faults;
};

using RecordCheck = std::function<absl::Status(const v1::SessionRecord&)>;

// Counts a session, and notes a fault where `record` cannot be read, is not good by `check`, or is another
// session's than its row says; or where the document, if there is one, is not the record's.
void ReportSession(absl::string_view id, uint64_t version,
                   const absl::StatusOr<v1::SessionRecord>& record,
                   const absl::StatusOr<std::optional<absl::string_view>>& document,
                   const RecordCheck& check, StoreReport& report);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_STORE_REPORT_H_
