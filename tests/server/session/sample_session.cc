#include "tests/server/session/sample_session.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/hash.h"
#include "server/session/audit_entry.h"
#include "server/store/record_time.h"
#include "tests/testing/fake_clock.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::DefaultNow;

google::protobuf::Timestamp Time() { return ToTimestamp(DefaultNow()); }

v1::SessionRecord::Consented SampleConsented() {
  v1::SessionRecord::Consented consented;
  *consented.mutable_time() = Time();
  consented.set_document_sha256(Sha256(kSampleDocument));
  consented.set_html_sha256(SamplePresented().html_sha256());
  *consented.mutable_signed_properties() = SamplePresented().choice().signed_properties();
  consented.set_document_presented(true);
  consented.set_box_ticked(true);
  consented.set_signature_requested(true);
  consented.set_language(SamplePresented().language());
  return consented;
}

v1::SessionRecord::Ended SampleEnded(SessionState state) {
  v1::SessionRecord::Ended ended;
  *ended.mutable_time() = Time();
  if (state == SessionState::kFinalized) ended.set_status(v1::ST_OK);
  if (state == SessionState::kAborted) {
    ended.set_status(v1::ST_ABORTED_BY_SIGNER);
    ended.set_reason(v1::ABORTED_BY_SIGNER);
  }
  if (state == SessionState::kExpired) {
    ended.set_status(v1::ST_EXPIRED);
    ended.set_reason(v1::SESSION_EXPIRED);
  }
  if (state == SessionState::kFailed) {
    ended.set_status(v1::ST_DEVICE_FAILED);
    ended.set_reason(v1::DEVICE_PIN_LOCKED);
  }
  return ended;
}

// The phases of each state, written out again: p(repared), (p)r(esented), c(onsented), (re)l(eased),
// s(ignature), e(nded).
absl::string_view PhasesOfSample(SessionState state) {
  switch (state) {
    case SessionState::kPrepared:
      return "p";
    case SessionState::kPresented:
      return "pr";
    case SessionState::kConsented:
      return "prc";
    case SessionState::kSigning:
      return "prcl";
    case SessionState::kSigned:
      return "prcls";
    case SessionState::kFinalized:
      return "prclse";
    default:
      return "e";
  }
}

void AddPhase(char phase, SessionState state, v1::SessionRecord& record) {
  if (phase == 'p') *record.mutable_prepared() = SamplePrepared();
  if (phase == 'r') *record.mutable_presented() = SamplePresented();
  if (phase == 'c') *record.mutable_consented() = SampleConsented();
  if (phase == 'l') {
    *record.mutable_released()->mutable_time() = Time();
    record.mutable_released()->set_signed_info("SIGNED-INFO-MARK");
    record.mutable_released()->set_digest_info("DIGEST-INFO-MARK");
  }
  if (phase == 's') {
    *record.mutable_signature()->mutable_time() = Time();
    record.mutable_signature()->set_value("SIGNATURE-MARK");
  }
  if (phase == 'e') *record.mutable_ended() = SampleEnded(state);
}

}  // namespace

const std::vector<std::string>& ContentMarks() {
  static const std::vector<std::string> marks = {
      "DOCUMENT-MARK",  "ROLE-MARK",    "CITY-MARK",        "COMMITMENT-MARK",  "POLICY-MARK",
      "TABLE-MARK",     "IMPOSED-MARK", kSampleCertificate, "HTML-MARK",        "ROOT-MARK",
      "NAMESPACE-MARK", "ID-MARK",      "SIGNED-INFO-MARK", "DIGEST-INFO-MARK", "SIGNATURE-MARK"};
  return marks;
}

const std::vector<SessionState>& RealStates() {
  static const std::vector<SessionState> states = {
      SessionState::kPrepared, SessionState::kPresented, SessionState::kConsented,
      SessionState::kSigning,  SessionState::kSigned,    SessionState::kFinalized,
      SessionState::kAborted,  SessionState::kExpired,   SessionState::kFailed};
  return states;
}

DocumentPtr SampleDocument() { return std::make_shared<const std::string>(kSampleDocument); }

v1::SessionRecord::Prepared SamplePrepared() {
  v1::SessionRecord::Prepared prepared;
  prepared.set_signer_role("ROLE-MARK");
  prepared.mutable_policy()->set_name("actes");
  prepared.mutable_policy()->set_description("POLICY-MARK");
  prepared.mutable_attributes()->set_claimed_role("ROLE-MARK");
  prepared.mutable_attributes()->mutable_place()->set_city("CITY-MARK");
  prepared.mutable_attributes()->set_commitment_type("COMMITMENT-MARK");
  prepared.set_table_name("actes");
  prepared.set_table("TABLE-MARK");
  prepared.set_table_sha256(Sha256("TABLE-MARK"));
  prepared.set_imposed_certificate("IMPOSED-MARK");
  prepared.set_session_code("0000-0000");
  prepared.mutable_policy()->set_hash_algorithm(v1::SHA256);
  prepared.set_hash_algorithm(v1::SHA256);
  prepared.set_html_sha256(Sha256("HTML-MARK"));
  auto& facts = *prepared.mutable_facts();
  facts.set_root_local_name("ROOT-MARK");
  facts.add_root_namespaces()->set_uri("NAMESPACE-MARK");
  facts.set_insertion_offset(sizeof(kSampleDocument) - 2);
  facts.add_ids("ID-MARK");
  facts.mutable_digest()->set_sha256(Sha256(kSampleDocument));
  return prepared;
}

v1::SessionRecord::Presented SamplePresented() {
  v1::SessionRecord::Presented presented;
  *presented.mutable_time() = Time();
  presented.set_html_sha256(Sha256("HTML-MARK"));
  presented.set_language("fr");
  auto* refused = presented.add_offered();
  refused->set_sha256(Sha256("a refused certificate"));
  auto* accepted = presented.add_offered();
  accepted->set_sha256(Sha256(kSampleCertificate));
  accepted->set_acceptable(true);
  auto& choice = *presented.mutable_choice();
  choice.mutable_attributes()->set_certificate(kSampleCertificate);
  choice.mutable_attributes()->set_claimed_role("ROLE-MARK");
  choice.set_certificate_sha256(Sha256(kSampleCertificate));
  choice.mutable_signed_properties()->set_sha256(Sha256("signed properties"));
  return presented;
}

v1::SessionRecord SampleRecord(SessionState state, absl::string_view name) {
  v1::SessionRecord record;
  record.set_id(absl::StrCat("id-", name));
  record.set_version(1);
  record.set_state(static_cast<v1::SessionState>(state));
  *record.mutable_created_at() = Time();
  SetDeadline(DefaultNow() + absl::Hours(24), record);
  record.set_application("backoffice");
  record.set_idempotency_key(absl::StrCat("key-", name));
  record.set_request_sha256(Sha256(absl::StrCat("request ", name)));
  record.add_tickets()->set_sha256(Sha256(absl::StrCat("ticket ", name)));
  record.add_caller_token_sha256(Sha256(absl::StrCat("caller token ", name)));
  record.set_document_sha256(Sha256(kSampleDocument));
  record.set_document_size(sizeof(kSampleDocument) - 1);
  record.set_success_url("https://backoffice.example/done");
  record.set_failure_url("https://backoffice.example/failed");
  if (state != SessionState::kPrepared)
    record.set_token_sha256(Sha256(absl::StrCat("token ", name)));
  for (const char phase : PhasesOfSample(state)) AddPhase(phase, state, record);
  return record;
}

v1::SessionRecord RolledBack(v1::SessionRecord record) {
  record.set_version(record.version() + 1);
  record.set_state(v1::ABORTED);
  record.clear_prepared();
  record.clear_presented();
  record.clear_consented();
  record.clear_released();
  record.clear_signature();
  *record.mutable_ended() = SampleEnded(SessionState::kAborted);
  return record;
}

absl::Status Put(SessionStore& store, const v1::SessionRecord& record, DocumentPtr document) {
  return store.Create(record, std::move(document),
                      MakeAuditEntry(SessionEvent::kCreate, record, DefaultNow()));
}

absl::Status Change(SessionStore& store, uint64_t expected_version, const v1::SessionRecord& record,
                    const DocumentChange& change) {
  return store.CompareAndSet(expected_version, record, change,
                             MakeAuditEntry(SessionEvent::kReissue, record, DefaultNow()));
}

absl::Status Drop(SessionStore& store, absl::string_view id, uint64_t expected_version) {
  v1::SessionRecord removed;
  removed.set_id(std::string(id));
  return store.Remove(id, expected_version,
                      MakeAuditEntry(SessionEvent::kRetentionEnd, removed, DefaultNow()));
}

}  // namespace paraphe::server::test
