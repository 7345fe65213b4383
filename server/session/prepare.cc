// Prepare: Create, its repetition, and Amend.
#include <utility>

#include "common/errors.h"
#include "common/hash.h"
#include "common/session_code.h"
#include "common/status_macros.h"
#include "server/session/audit_entry.h"
#include "server/session/credentials.h"
#include "server/session/invariants.h"
#include "server/session/session_machine.h"
#include "server/store/record_time.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

void SetDocument(const Preparation& preparation, v1::SessionRecord& record) {
  record.set_document_sha256(preparation.document_sha256);
  record.set_document_size(preparation.document->size());
}

void SetUrls(const Preparation& preparation, v1::SessionRecord& record) {
  record.set_success_url(preparation.success_url);
  record.set_failure_url(preparation.failure_url);
}

// Fills in what follows from the rest; the record has its document's digest already.
void Complete(v1::SessionRecord& record) {
  auto& prepared = *record.mutable_prepared();
  prepared.mutable_attributes();  // may be empty, but is there
  prepared.set_table_sha256(Sha256(prepared.table()));
  prepared.set_session_code(SessionCode(record.document_sha256(), prepared.attributes()));
}

// Puts what was amended in the place of what was. REQ: ATT-3 POL-7
void Replace(const Preparation& preparation, v1::SessionRecord& record) {
  v1::SessionRecord::Prepared kept;
  kept.Swap(record.mutable_prepared());
  *record.mutable_prepared() = preparation.prepared;
  *record.mutable_prepared()->mutable_policy() = std::move(*kept.mutable_policy());
  record.mutable_prepared()->set_signer_role(kept.signer_role());
  record.clear_presented();
  SetUrls(preparation, record);
  if (preparation.document != nullptr) SetDocument(preparation, record);
  Complete(record);
}

DocumentChange ChangeTo(const DocumentPtr& document) {
  if (document == nullptr) return KeepDocument{};
  return ReplaceDocument{document};
}

// Whether a ticket is to bring an agent. REQ: CHN-4
bool AwaitsAgent(const v1::SessionRecord& record) {
  return record.token_sha256().empty() && record.has_prepared() && record.signer().empty();
}

}  // namespace

absl::StatusOr<PrepareResult> SessionMachine::Create(const NewSession& request) {
  absl::StatusOr<PrepareResult> created = CreateNew(request);
  if (ReasonOf(created.status()) != v1::IDEMPOTENCY_CONFLICT) return created;
  ASSIGN_OR_RETURN(std::optional<PrepareResult> repeated,
                   Reissue(request.application, request.idempotency_key, request.request_sha256));
  // Its retention ended just now: the key is free again, and the call may begin again.
  if (!repeated.has_value()) return MovedSession();
  return *std::move(repeated);
}

absl::StatusOr<PrepareResult> SessionMachine::CreateNew(const NewSession& request) {
  ASSIGN_OR_RETURN(const SessionState state, Next(SessionState::kNone, SessionEvent::kCreate));
  PrepareResult result;
  v1::SessionRecord& record = result.record;
  ASSIGN_OR_RETURN(*record.mutable_id(), NewSessionId());
  record.set_version(1);
  record.set_state(static_cast<v1::SessionState>(state));
  *record.mutable_created_at() = ToTimestamp(clock_.Now());
  StartTime(state, record);
  record.set_application(request.application);
  record.set_idempotency_key(request.idempotency_key);
  if (!request.idempotency_key.empty()) record.set_request_sha256(request.request_sha256);
  *record.mutable_prepared() = request.preparation.prepared;
  SetUrls(request.preparation, record);
  SetDocument(request.preparation, record);
  Complete(record);
  record.set_signer(request.signer);
  if (AwaitsAgent(record)) {
    ASSIGN_OR_RETURN(result.ticket, AddTicket(record));
  }
  ASSIGN_OR_RETURN(result.caller_token, AddCallerToken(record));
  RETURN_IF_ERROR(CheckInvariants(record));
  RETURN_IF_ERROR(store_.Create(record, request.preparation.document,
                                MakeAuditEntry(SessionEvent::kCreate, record, clock_.Now())));
  Tell(SessionEvent::kCreate, record);
  return result;
}

absl::StatusOr<bool> SessionMachine::IsUsed(const IdempotencyKey& key) {
  const absl::Status found = LoadByKey(key).status();
  if (ReasonOf(found) == v1::SESSION_UNKNOWN) return false;
  RETURN_IF_ERROR(found);
  return true;
}

// REQ: SES-5
absl::StatusOr<std::optional<PrepareResult>> SessionMachine::Reissue(
    const std::string& application, const std::string& idempotency_key,
    absl::string_view request_sha256) {
  PrepareResult result;
  absl::StatusOr<v1::SessionRecord> record =
      LoadByKey(IdempotencyKey{application, idempotency_key});
  if (ReasonOf(record.status()) == v1::SESSION_UNKNOWN) return std::nullopt;
  RETURN_IF_ERROR(record.status());
  if (!SecretEquals(record->request_sha256(), request_sha256)) return UsedIdempotencyKey();
  if (AwaitsAgent(*record)) {
    ASSIGN_OR_RETURN(result.ticket, AddTicket(*record));
  }
  ASSIGN_OR_RETURN(result.caller_token, AddCallerToken(*record));
  ASSIGN_OR_RETURN(result.record,
                   Store(SessionEvent::kReissue, *std::move(record), KeepDocument{}));
  return result;
}

absl::StatusOr<PrepareResult> SessionMachine::Amend(Step step, const Preparation& preparation) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kAmend));
  Replace(preparation, record);
  PrepareResult result;
  if (AwaitsAgent(record)) {
    ASSIGN_OR_RETURN(result.ticket, AddTicket(record));
  }
  ASSIGN_OR_RETURN(result.record,
                   Store(SessionEvent::kAmend, std::move(record), ChangeTo(preparation.document)));
  return result;
}

}  // namespace paraphe::server
