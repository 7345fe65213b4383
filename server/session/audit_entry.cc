#include "server/session/audit_entry.h"

#include <string>

#include "common/hash.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

v1::AuditActor ActorOf(SessionEvent event, const v1::SessionRecord& record) {
  switch (event) {
    case SessionEvent::kCreate:
    case SessionEvent::kAmend:
    case SessionEvent::kReissue:
    case SessionEvent::kFinalize:
      return v1::AUDIT_CALLER;
    case SessionEvent::kAbort:
      return record.ended().status() == v1::ST_ABORTED_BY_CALLER ? v1::AUDIT_CALLER
                                                                 : v1::AUDIT_SIGNER;
    case SessionEvent::kStaleConsent:
    case SessionEvent::kGiveUp:
    case SessionEvent::kExpire:
    case SessionEvent::kRetentionEnd:
      return v1::AUDIT_SERVER;
    case SessionEvent::kRefuseOpening:
      return v1::AUDIT_STRANGER;
    case SessionEvent::kPresent:
    case SessionEvent::kConsent:
    case SessionEvent::kRelease:
    case SessionEvent::kAcceptSignature:
    case SessionEvent::kReportFailure:
    case SessionEvent::kWrongSignature:
    case SessionEvent::kExport:
      return v1::AUDIT_SIGNER;
  }
  return v1::AUDIT_ACTOR_UNSPECIFIED;
}

void AddPrepared(const v1::SessionRecord::Prepared& prepared, v1::AuditEntry& entry) {
  entry.set_policy(prepared.policy().name());
  entry.set_policy_sha256(Sha256(prepared.policy().SerializeAsString()));
  entry.set_table(prepared.table_name());
  entry.set_table_sha256(prepared.table_sha256());
}

void AddPresented(const v1::SessionRecord::Presented& presented, v1::AuditEntry& entry) {
  entry.set_html_sha256(presented.html_sha256());
  if (!presented.has_choice()) return;
  *entry.mutable_signed_properties() = presented.choice().signed_properties();
  entry.set_certificate_sha256(presented.choice().certificate_sha256());
}

// Free words of who aborted stay out: they may hold a name.
void AddEnd(const v1::SessionRecord::Ended& ended, v1::AuditEntry& entry) {
  entry.set_status(ended.status());
  entry.set_reason(ended.reason());
  entry.set_device_code(ended.device_code());
}

}  // namespace

v1::AuditEntry MakeAuditEntry(SessionEvent event, const v1::SessionRecord& record,
                              absl::Time time) {
  v1::AuditEntry entry;
  *entry.mutable_time() = ToTimestamp(time);
  entry.set_session_id(record.id());
  entry.set_session_version(record.version());
  entry.set_act(std::string(InfoOf(event).name));
  entry.set_actor(ActorOf(event, record));
  entry.set_state(record.state());
  entry.set_application(record.application());
  entry.set_unattended(record.unattended());
  entry.set_document_sha256(record.document_sha256());
  if (record.has_prepared()) AddPrepared(record.prepared(), entry);
  if (record.has_presented()) AddPresented(record.presented(), entry);
  if (record.has_released()) entry.set_signed_info_sha256(Sha256(record.released().signed_info()));
  if (record.has_ended()) AddEnd(record.ended(), entry);
  return entry;
}

}  // namespace paraphe::server
