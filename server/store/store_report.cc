#include "server/store/store_report.h"

#include "absl/strings/str_cat.h"

#include "common/hash.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

absl::Status Judge(absl::string_view id, uint64_t version,
                   const absl::StatusOr<v1::SessionRecord>& record,
                   const absl::StatusOr<std::optional<absl::string_view>>& document,
                   const RecordCheck& check) {
  RETURN_IF_ERROR(record.status());
  RETURN_IF_ERROR(check(*record));
  if (record->id() != id || record->version() != version) {
    return absl::DataLossError("its record is another session's, or of another version");
  }
  RETURN_IF_ERROR(document.status());
  if (!document->has_value()) return absl::OkStatus();
  if ((*document)->size() != record->document_size() ||
      Sha256(**document) != record->document_sha256()) {
    return absl::DataLossError("its document is not the one that was stored");
  }
  return absl::OkStatus();
}

}  // namespace

void ReportSession(absl::string_view id, uint64_t version,
                   const absl::StatusOr<v1::SessionRecord>& record,
                   const absl::StatusOr<std::optional<absl::string_view>>& document,
                   const RecordCheck& check, StoreReport& report) {
  ++report.sessions;
  if (document.ok() && document->has_value()) ++report.documents;
  const absl::Status status = Judge(id, version, record, document, check);
  if (status.ok()) return;
  report.faults.push_back(absl::StrCat("session ", id, ": ", status.message()));
}

}  // namespace paraphe::server
