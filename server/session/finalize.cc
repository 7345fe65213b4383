// Finalize: hands the signed document over, as often as asked.
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/session/invariants.h"
#include "server/session/retry.h"
#include "server/session/session_service.h"
#include "server/store/record_time.h"

namespace paraphe::server {

absl::StatusOr<Export> SessionMachine::Finalize(const CallerRef& ref, Exporter exporter) {
  return RetryOnConflict([&]() -> absl::StatusOr<Export> {
    ASSIGN_OR_RETURN(v1::SessionRecord record, Load(ref));
    RETURN_IF_ERROR(Next(StateOf(record), SessionEvent::kFinalize).status());
    ASSIGN_OR_RETURN(const DocumentPtr document, store_.LoadDocument(record.id()));
    ASSIGN_OR_RETURN(std::string signed_document, exporter(record, *document));
    if (record.has_ended()) return Export{std::move(record), std::move(signed_document)};
    record.mutable_ended()->set_status(v1::ST_OK);
    *record.mutable_ended()->mutable_time() = ToTimestamp(clock_.Now());
    ASSIGN_OR_RETURN(v1::SessionRecord stored,
                     Store(SessionEvent::kFinalize, std::move(record), KeepDocument{}));
    return Export{std::move(stored), std::move(signed_document)};
  });
}

}  // namespace paraphe::server
