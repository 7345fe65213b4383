#include "server/session/invariants.h"

#include <functional>
#include <iterator>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/server/session/sample_session.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::HasSubstr;
using Record = v1::SessionRecord;

// Proves: SES-1
TEST(InvariantsTest, SampleOfEachStateIsTrue) {
  ASSERT_EQ(std::size(kPhases), RealStates().size() + 1) << "FAILED has two rows";
  for (const SessionState state : RealStates()) {
    EXPECT_THAT(CheckInvariants(SampleRecord(state)), IsOk()) << InfoOf(state).name;
  }
}

// Gives the record the phase that it lacks, or takes the one that it has.
void FlipPhase(const char* name, Record& record) {
  const auto* field = Record::descriptor()->FindFieldByName(name);
  const auto* reflection = Record::GetReflection();
  const Record full = SampleRecord(SessionState::kFinalized);
  if (reflection->HasField(record, field)) return reflection->ClearField(&record, field);
  reflection->MutableMessage(&record, field)->CopyFrom(reflection->GetMessage(full, field));
}

Record GivenUp() {
  Record record = SampleRecord(SessionState::kSigning);
  record.set_state(v1::FAILED);
  *record.mutable_ended() = SampleRecord(SessionState::kFailed).ended();
  record.mutable_ended()->set_status(v1::ST_NO_ANSWER);
  record.mutable_ended()->set_reason(v1::DEADLINE);
  return record;
}

// Proves: SES-2, SES-5
TEST(InvariantsTest, OnlyAFailureThatWasGivenUpKeepsItsRelease) {
  EXPECT_THAT(CheckInvariants(GivenUp()), IsOk());
  Record device = GivenUp(), agent = GivenUp(), rolled_back = GivenUp();
  device.mutable_ended()->set_status(v1::ST_DEVICE_FAILED);
  agent.mutable_ended()->set_reason(v1::ABORTED_BY_SIGNER);
  for (const Record& record : {device, agent}) {
    EXPECT_THAT(CheckInvariants(record), HasReason(v1::INTERNAL, HasSubstr("given up")));
  }
  for (const char* phase :
       {"prepared", "presented", "consented", "released", "signature", "ended"}) {
    Record half = GivenUp();
    FlipPhase(phase, half);
    EXPECT_THAT(CheckInvariants(half), HasReason(v1::INTERNAL, HasSubstr("phases"))) << phase;
  }
  // As a version that rolled these back too left it.
  *rolled_back.mutable_ended() = GivenUp().ended();
  rolled_back.clear_prepared();
  rolled_back.clear_presented();
  rolled_back.clear_consented();
  rolled_back.clear_released();
  EXPECT_THAT(CheckInvariants(rolled_back), IsOk());
}

// Proves: SES-1, SES-2
TEST(InvariantsTest, EveryMissingOrExtraPhaseIsFound) {
  for (const SessionState state : RealStates()) {
    for (const char* phase :
         {"prepared", "presented", "consented", "released", "signature", "ended"}) {
      Record record = SampleRecord(state);
      FlipPhase(phase, record);
      EXPECT_THAT(CheckInvariants(record), HasReason(v1::INTERNAL, HasSubstr("phases")))
          << InfoOf(state).name << " " << phase;
    }
  }
}

// Proves: SES-1
TEST(InvariantsTest, RecordOfAnotherStateIsFound) {
  for (const SessionState is : RealStates()) {
    for (const SessionState claims : RealStates()) {
      Record record = SampleRecord(is);
      record.set_state(static_cast<v1::SessionState>(claims));
      EXPECT_EQ(CheckInvariants(record).ok(), is == claims)
          << InfoOf(is).name << " as " << InfoOf(claims).name;
    }
  }
}

TEST(InvariantsTest, UnknownStateIsFound) {
  Record record = SampleRecord(SessionState::kPrepared);
  record.clear_state();
  EXPECT_THAT(CheckInvariants(record), HasReason(v1::INTERNAL));
  record.set_state(static_cast<v1::SessionState>(77));
  EXPECT_THAT(CheckInvariants(record), HasReason(v1::INTERNAL));
}

struct Spoiler {
  const char* name;
  std::function<void(Record&)> spoil;
};

// One thing wrong at a time, in a record that is true otherwise.
void ExpectEachIsFound(SessionState state, const std::vector<Spoiler>& spoilers) {
  for (const Spoiler& spoiler : spoilers) {
    Record record = SampleRecord(state);
    spoiler.spoil(record);
    EXPECT_THAT(CheckInvariants(record), HasReason(v1::INTERNAL)) << spoiler.name;
  }
}

// Proves: SES-1
TEST(InvariantsTest, BrokenIdentityIsFound) {
  ExpectEachIsFound(
      SessionState::kPrepared,
      {{"id", [](Record& r) { r.clear_id(); }},
       {"version", [](Record& r) { r.clear_version(); }},
       {"application", [](Record& r) { r.clear_application(); }},
       {"created_at", [](Record& r) { r.clear_created_at(); }},
       {"document_sha256", [](Record& r) { r.set_document_sha256("short"); }},
       {"request_sha256", [](Record& r) { r.clear_request_sha256(); }},
       {"no key but request", [](Record& r) { r.clear_idempotency_key(); }},
       {"caller token", [](Record& r) { r.clear_caller_token_sha256(); }},
       {"caller token length", [](Record& r) { r.add_caller_token_sha256("short"); }},
       {"ticket", [](Record& r) { r.clear_tickets(); }},
       {"ticket length", [](Record& r) { r.add_tickets()->set_sha256("short"); }},
       {"token length", [](Record& r) { r.set_token_sha256("short"); }},
       {"policy", [](Record& r) { r.mutable_prepared()->clear_policy(); }},
       {"attributes", [](Record& r) { r.mutable_prepared()->clear_attributes(); }},
       {"table digest", [](Record& r) { r.mutable_prepared()->clear_table_sha256(); }},
       {"code", [](Record& r) { r.mutable_prepared()->clear_session_code(); }}});
}

// Proves: CONS-3
TEST(InvariantsTest, FactsOfAnotherDocumentAreFound) {
  ExpectEachIsFound(
      SessionState::kPrepared,
      {{"no facts", [](Record& r) { r.mutable_prepared()->clear_facts(); }},
       {"no root",
        [](Record& r) { r.mutable_prepared()->mutable_facts()->clear_root_local_name(); }},
       {"no place",
        [](Record& r) { r.mutable_prepared()->mutable_facts()->clear_insertion_offset(); }},
       {"place behind the document",
        [](Record& r) {
          r.mutable_prepared()->mutable_facts()->set_insertion_offset(r.document_size());
        }},
       {"no digest", [](Record& r) { r.mutable_prepared()->mutable_facts()->clear_digest(); }},
       {"digest of another document",
        [](Record& r) {
          r.mutable_prepared()->mutable_facts()->mutable_digest()->set_sha256(Sha256("other"));
        }},
       {"digest of another algorithm than the policy's", [](Record& r) {
          r.mutable_prepared()->mutable_facts()->mutable_digest()->set_sha512(std::string(64, 'x'));
        }}});
}

// Proves: CERT-3, CONS-3
TEST(InvariantsTest, BrokenPresentationIsFound) {
  ExpectEachIsFound(
      SessionState::kPresented,
      {{"no token", [](Record& r) { r.clear_token_sha256(); }},
       {"time", [](Record& r) { r.mutable_presented()->clear_time(); }},
       {"html", [](Record& r) { r.mutable_presented()->clear_html_sha256(); }},
       {"no language", [](Record& r) { r.mutable_presented()->clear_language(); }},
       {"unknown language", [](Record& r) { r.mutable_presented()->set_language("de"); }},
       {"choice not offered", [](Record& r) { r.mutable_presented()->clear_offered(); }},
       {"choice refused",
        [](Record& r) { r.mutable_presented()->mutable_offered(1)->set_acceptable(false); }},
       {"another certificate in the attributes",
        [](Record& r) {
          r.mutable_presented()->mutable_choice()->mutable_attributes()->set_certificate("other");
        }},
       {"no digest of the properties",
        [](Record& r) { r.mutable_presented()->mutable_choice()->clear_signed_properties(); }}});
}

TEST(InvariantsTest, PresentationWithoutChoiceIsTrue) {
  Record record = SampleRecord(SessionState::kPresented);
  record.mutable_presented()->clear_choice();
  EXPECT_THAT(CheckInvariants(record), IsOk());
}

// Proves: CONS-1, CONS-3
TEST(InvariantsTest, BrokenConsentIsFound) {
  const std::vector<Spoiler> spoilers = {
      {"not presented", [](Record& r) { r.mutable_consented()->set_document_presented(false); }},
      {"box not ticked", [](Record& r) { r.mutable_consented()->set_box_ticked(false); }},
      {"not asked for", [](Record& r) { r.mutable_consented()->set_signature_requested(false); }},
      {"no time", [](Record& r) { r.mutable_consented()->clear_time(); }},
      {"no choice", [](Record& r) { r.mutable_presented()->clear_choice(); }},
      {"other document",
       [](Record& r) { r.mutable_consented()->set_document_sha256(Sha256("other")); }},
      {"document changed since", [](Record& r) { r.set_document_sha256(Sha256("other")); }},
      {"other HTML", [](Record& r) { r.mutable_consented()->set_html_sha256(Sha256("other")); }},
      {"other language", [](Record& r) { r.mutable_consented()->set_language("en"); }},
      {"other properties",
       [](Record& r) {
         r.mutable_consented()->mutable_signed_properties()->set_sha256(Sha256("other"));
       }},
      {"other algorithm", [](Record& r) {
         r.mutable_consented()->mutable_signed_properties()->set_sha384(std::string(48, 'x'));
       }}};
  for (const SessionState state : {SessionState::kConsented, SessionState::kSigning,
                                   SessionState::kSigned, SessionState::kFinalized}) {
    ExpectEachIsFound(state, spoilers);
  }
}

// Proves: SES-3, SES-5
TEST(InvariantsTest, BrokenReleaseSignatureOrEndIsFound) {
  ExpectEachIsFound(
      SessionState::kFinalized,
      {{"no SignedInfo", [](Record& r) { r.mutable_released()->clear_signed_info(); }},
       {"no DigestInfo", [](Record& r) { r.mutable_released()->clear_digest_info(); }},
       {"no time of release", [](Record& r) { r.mutable_released()->clear_time(); }},
       {"no signature", [](Record& r) { r.mutable_signature()->clear_value(); }},
       {"no time of signature", [](Record& r) { r.mutable_signature()->clear_time(); }},
       {"no time of end", [](Record& r) { r.mutable_ended()->clear_time(); }},
       {"a reason", [](Record& r) { r.mutable_ended()->set_reason(v1::DEVICE_ERROR); }},
       {"pending", [](Record& r) { r.mutable_ended()->set_status(v1::ST_PENDING); }},
       {"expired", [](Record& r) { r.mutable_ended()->set_status(v1::ST_EXPIRED); }}});
}

// Proves: SES-2, EXP-1
TEST(InvariantsTest, EndThatDoesNotFitItsStateIsFound) {
  for (const SessionState state :
       {SessionState::kAborted, SessionState::kExpired, SessionState::kFailed}) {
    ExpectEachIsFound(state,
                      {{"ST_OK", [](Record& r) { r.mutable_ended()->set_status(v1::ST_OK); }},
                       {"no status", [](Record& r) { r.mutable_ended()->clear_status(); }},
                       {"no reason", [](Record& r) { r.mutable_ended()->clear_reason(); }}});
  }
}

}  // namespace
}  // namespace paraphe::server::test
