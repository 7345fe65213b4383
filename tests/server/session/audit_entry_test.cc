#include "server/session/audit_entry.h"

#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "server/store/record_time.h"
#include "tests/server/session/sample_session.h"
#include "tests/testing/fake_clock.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::DefaultNow;

v1::AuditEntry EntryOf(SessionEvent event, SessionState state) {
  return MakeAuditEntry(event, SampleRecord(state), DefaultNow());
}

// Proves: ADM-2
TEST(AuditEntryTest, SaysWhoDidWhatWhen) {
  const v1::AuditEntry entry = EntryOf(SessionEvent::kConsent, SessionState::kConsented);
  EXPECT_EQ(entry.act(), "Consent");
  EXPECT_EQ(entry.actor(), v1::AUDIT_SIGNER);
  EXPECT_EQ(entry.session_id(), "id-a");
  EXPECT_EQ(entry.session_version(), 1u);
  EXPECT_EQ(entry.state(), v1::CONSENTED);
  EXPECT_EQ(entry.application(), "backoffice");
  EXPECT_EQ(FromTimestamp(entry.time()), DefaultNow());
  EXPECT_FALSE(entry.unattended());
}

// Proves: ADM-2
TEST(AuditEntryTest, HoldsTheDigestsOfWhatIsSigned) {
  const v1::SessionRecord record = SampleRecord(SessionState::kSigned);
  const v1::AuditEntry entry = MakeAuditEntry(SessionEvent::kAcceptSignature, record, DefaultNow());
  EXPECT_EQ(entry.document_sha256(), Sha256(kSampleDocument));
  EXPECT_EQ(entry.policy(), "actes");
  EXPECT_EQ(entry.policy_sha256(), Sha256(record.prepared().policy().SerializeAsString()));
  EXPECT_EQ(entry.table(), "actes");
  EXPECT_EQ(entry.table_sha256(), Sha256("TABLE-MARK"));
  EXPECT_EQ(entry.html_sha256(), Sha256("HTML-MARK"));
  EXPECT_EQ(entry.signed_properties().sha256(), Sha256("signed properties"));
  EXPECT_EQ(entry.signed_info_sha256(), Sha256("SIGNED-INFO-MARK"));
  EXPECT_EQ(entry.certificate_sha256(), Sha256(kSampleCertificate));
}

// Proves: ADM-2, SES-2
TEST(AuditEntryTest, HoldsNoContentInAnyState) {
  for (const SessionState state : RealStates()) {
    v1::SessionRecord record = SampleRecord(state);
    record.mutable_ended()->set_words("WORDS-MARK");
    const std::string bytes =
        MakeAuditEntry(SessionEvent::kPresent, record, DefaultNow()).SerializeAsString();
    for (const std::string& mark : ContentMarks()) {
      EXPECT_FALSE(absl::StrContains(bytes, mark)) << InfoOf(state).name << " " << mark;
    }
    EXPECT_FALSE(absl::StrContains(bytes, "WORDS-MARK")) << InfoOf(state).name;
  }
}

// Proves: ADM-2
TEST(AuditEntryTest, SaysHowItEnded) {
  const v1::AuditEntry failed = EntryOf(SessionEvent::kReportFailure, SessionState::kFailed);
  EXPECT_EQ(failed.status(), v1::ST_DEVICE_FAILED);
  EXPECT_EQ(failed.reason(), v1::DEVICE_PIN_LOCKED);
  EXPECT_EQ(failed.policy(), "") << "it was rolled back";
  const v1::AuditEntry open = EntryOf(SessionEvent::kPresent, SessionState::kPresented);
  EXPECT_EQ(open.status(), v1::STATUS_CODE_UNSPECIFIED);
}

// Proves: ADM-2
TEST(AuditEntryTest, EachActHasItsActor) {
  for (const EventInfo& info : kEvents) {
    const v1::AuditActor actor = EntryOf(info.event, SessionState::kPresented).actor();
    EXPECT_NE(actor, v1::AUDIT_ACTOR_UNSPECIFIED) << info.name;
    const bool servers = !MayCause(Party::kCaller, info.event) &&
                         !MayCause(Party::kSigner, info.event) &&
                         !MayCause(Party::kTicketHolder, info.event);
    // A wrong signature is the signer's act, though the event is the server's finding.
    if (info.event == SessionEvent::kWrongSignature || info.event == SessionEvent::kCreate ||
        info.event == SessionEvent::kReissue || info.event == SessionEvent::kRefuseOpening) {
      continue;
    }
    EXPECT_EQ(actor == v1::AUDIT_SERVER, servers) << info.name;
  }
}

// Proves: ADM-2, CHN-3
TEST(AuditEntryTest, ARefusedOpeningIsAStrangersAct) {
  const v1::AuditEntry entry = EntryOf(SessionEvent::kRefuseOpening, SessionState::kPresented);
  EXPECT_EQ(entry.actor(), v1::AUDIT_STRANGER);
  EXPECT_EQ(entry.act(), "RefuseOpening");
}

// Proves: ADM-2
TEST(AuditEntryTest, AnAbortIsTheActOfWhoAborted) {
  v1::SessionRecord record = SampleRecord(SessionState::kAborted);
  EXPECT_EQ(MakeAuditEntry(SessionEvent::kAbort, record, DefaultNow()).actor(), v1::AUDIT_SIGNER);
  record.mutable_ended()->set_status(v1::ST_ABORTED_BY_CALLER);
  EXPECT_EQ(MakeAuditEntry(SessionEvent::kAbort, record, DefaultNow()).actor(), v1::AUDIT_CALLER);
}

}  // namespace
}  // namespace paraphe::server::test
