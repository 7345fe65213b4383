// What a store that was written to by something else cannot get signed, nor exported.
#include "server/rpc/signing_plan.h"

#include <functional>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "document/intake.h"
#include "server/store/memory_store.h"
#include "tests/server/store/faulty_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"
#include "tests/xades/signing.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::HasSubstr;
using testing::Not;

class SigningPlanTest : public testing::Test {
 protected:
  // The record of the session as the store has it.
  v1::SessionRecord Stored() {
    store_.ChangeLoaded(nullptr);
    return *store_.Load(SessionId{prepared_.session_id()});
  }

  MemoryStore memory_;
  test::FaultyStore store_{&memory_};
  SessionWorld world_{nullptr, {&store_, nullptr, true}};
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: CONS-3
TEST_F(SigningPlanTest, OtherAttributesThanThoseConsentedToAreNotReleased) {
  ASSERT_THAT(agent_.GoTo(v1::CONSENTED, prepared_.ticket()), IsOk());
  store_.ChangeLoaded([](v1::SessionRecord& record) {
    record.mutable_presented()->mutable_choice()->mutable_attributes()->set_claimed_role("Roi");
  });
  EXPECT_THAT(agent_.Release(), HasReason(v1::INTERNAL, HasSubstr("consented")));
  EXPECT_EQ(Stored().state(), v1::CONSENTED);
  EXPECT_THAT(agent_.Release(), IsOk());
}

// The ids of the signature depend on the document, and the signed properties on the ids.
// Proves: CONS-3
TEST_F(SigningPlanTest, DigestOfAnotherDocumentIsNotReleased) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_signer_role(paraphe::test::kSha512Role);
  ASSERT_THAT(agent_.GoTo(v1::CONSENTED, world_.PrepareOrDie(request).ticket()), IsOk());
  store_.ChangeLoaded([](v1::SessionRecord& record) {
    record.mutable_prepared()->mutable_facts()->mutable_digest()->mutable_sha512()->back() ^= 1;
  });
  EXPECT_THAT(agent_.Release(), HasReason(v1::INTERNAL, HasSubstr("consented")));
}

// Proves: CONS-3, EXP-2
TEST_F(SigningPlanTest, OtherBytesThanThoseReleasedAreNotExported) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  store_.ChangeLoaded([](v1::SessionRecord& record) {
    record.mutable_released()->mutable_signed_info()->append(" ");
  });
  EXPECT_THAT(world_.Finalize(prepared_), HasReason(v1::INTERNAL, HasSubstr("released")));
  EXPECT_EQ(Stored().state(), v1::SIGNED);
  EXPECT_THAT(world_.Finalize(prepared_), IsOk());
}

// Proves: EXP-2
TEST_F(SigningPlanTest, AnotherDocumentOfTheSameLengthIsNotExported) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  const v1::SessionRecord record = Stored();
  const auto certificate =
      Certificate::Parse(record.presented().choice().attributes().certificate());
  ASSERT_THAT(certificate, IsOk());
  std::string document = *store_.LoadDocument(prepared_.session_id());
  EXPECT_THAT(BuildSignedDocument(record, *certificate, document, {}), IsOk());
  const size_t digit = document.find_first_of("0123456789");
  ASSERT_NE(digit, std::string::npos);
  document[digit] = document[digit] == '7' ? '8' : '7';
  EXPECT_THAT(BuildSignedDocument(record, *certificate, document, {}), HasReason(v1::INTERNAL));
}

// Proves: DEV-4
TEST_F(SigningPlanTest, SignatureIsCheckedAgainstWhatWasReleased) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  store_.ChangeLoaded([](v1::SessionRecord& record) {
    record.mutable_released()->mutable_signed_info()->append(" ");
  });
  EXPECT_THAT(agent_.Deliver(agent_.released()), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_EQ(Stored().state(), v1::FAILED);
}

// Proves: EXP-2
TEST_F(SigningPlanTest, SignatureThatDoesNotVerifyIsNotExported) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  store_.ChangeLoaded(
      [](v1::SessionRecord& record) { record.mutable_signature()->mutable_value()->back() ^= 1; });
  EXPECT_THAT(world_.Finalize(prepared_), HasReason(v1::INTERNAL, HasSubstr("verification")));
  EXPECT_EQ(Stored().state(), v1::SIGNED);
  EXPECT_THAT(world_.Finalize(prepared_), IsOk());
}

// Proves: EXP-2
TEST_F(SigningPlanTest, FinalizedSessionIsVerifiedAgainEachTime) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  ASSERT_THAT(world_.Finalize(prepared_), IsOk());
  store_.ChangeLoaded(
      [](v1::SessionRecord& record) { record.mutable_signature()->mutable_value()->back() ^= 1; });
  EXPECT_THAT(world_.Finalize(prepared_), HasReason(v1::INTERNAL));
}

// What a session keeps of its document is enough until it is exported. Proves: DOC-1
TEST_F(SigningPlanTest, DocumentIsReadOnlyToBeSentAndToBeExported) {
  ASSERT_EQ(store_.document_loads(), 0);
  v1::PrepareRequest amendment;
  amendment.set_session_id(prepared_.session_id());
  amendment.set_caller_token(prepared_.caller_token());
  ASSERT_THAT(world_.Prepare(amendment), IsOk());
  EXPECT_EQ(store_.document_loads(), 0) << "the same table shows the same document";
  ASSERT_THAT(agent_.Redeem(prepared_.ticket()), IsOk());
  EXPECT_EQ(store_.document_loads(), 1) << "sent";
  const auto shown = agent_.Choose();
  ASSERT_THAT(shown, IsOk());
  ASSERT_THAT(agent_.Consent(*shown), IsOk());
  const auto released = agent_.Release();
  ASSERT_THAT(released, IsOk());
  ASSERT_THAT(agent_.Deliver(*released), IsOk());
  EXPECT_EQ(store_.document_loads(), 1);
  ASSERT_THAT(world_.Finalize(prepared_), IsOk());
  EXPECT_EQ(store_.document_loads(), 2) << "exported";
}

// Proves: PRES-9
TEST_F(SigningPlanTest, EnglishPageIsRenderedOnceAndOnlyWhereItIsAskedFor) {
  v1::PresentRequest redeem = agent_.RedeemRequest(prepared_.ticket());
  redeem.set_omit_document(true);
  const auto opened = world_.Present(redeem);
  ASSERT_THAT(opened, IsOk());
  agent_.UseToken(opened->session_token());
  const auto loads_after = [&](const char* language) {
    v1::PresentRequest choose = agent_.ChooseRequest();
    choose.set_language(language);
    EXPECT_THAT(world_.Present(choose), IsOk());
    return store_.document_loads();
  };
  EXPECT_EQ(store_.document_loads(), 0) << "Prepare rendered the French one";
  EXPECT_EQ(loads_after("en"), 1);
  EXPECT_EQ(loads_after("en"), 1) << "the same again";
  EXPECT_EQ(loads_after("fr"), 1);
  EXPECT_EQ(loads_after("en"), 2);
}

// Each expectation of an export by itself: the document and the signature agree in each.
class VerifyExportTest : public testing::Test {
 protected:
  void SetUp() override {
    TestAgent agent(world_);
    const v1::PrepareResponse prepared = world_.PrepareOrDie();
    ASSERT_THAT(agent.SignWholeSession(prepared.ticket()), IsOk());
    signed_document_ = world_.Finalize(prepared)->signed_document();
  }
  absl::Status Verify(const paraphe::test::TestCert& certificate, const ExportChecks& checks = {}) {
    return VerifyExport(v1::SHA256, *Certificate::Parse(certificate.der), facts_, signed_document_,
                        checks);
  }

  SessionWorld world_{nullptr, {nullptr, nullptr, true}};
  const xml::DocumentFacts facts_ = *xml::CheckDocument(paraphe::test::kDocument, {});
  std::string signed_document_;
};

// Proves: EXP-2, EXP-3
TEST_F(VerifyExportTest, OnlyWithTheCertificateConsentedTo) {
  EXPECT_THAT(Verify(paraphe::test::TestPki::Get().signer()), IsOk());
  EXPECT_THAT(Verify(paraphe::test::TestPki::Get().Signer("Bernard Petit").Build()),
              HasReason(v1::INTERNAL, HasSubstr("certificate")));
}

// Proves: EXP-2, CERT-6
TEST_F(VerifyExportTest, OnlyWithAPathToTheCasThatItIsGiven) {
  const paraphe::test::TestPki& pki = paraphe::test::TestPki::Get();
  ExportChecks checks;
  checks.time = paraphe::test::DefaultNow();
  const auto ours = TrustAnchors::Create({pki.CaPem()}).value();
  checks.trust_anchors = &ours;
  EXPECT_THAT(Verify(pki.signer(), checks), IsOk());
  const TrustAnchors nobody;
  checks.trust_anchors = &nobody;
  EXPECT_THAT(Verify(pki.signer(), checks), HasReason(v1::INTERNAL));
}

// Proves: EXP-2, SIG-6
TEST_F(VerifyExportTest, OnlyOfTheDocumentThatCameIn) {
  const size_t digit = signed_document_.find_first_of("0123456789");
  ASSERT_LT(digit, facts_.insertion_offset);
  signed_document_[digit] ^= 1;
  EXPECT_THAT(Verify(paraphe::test::TestPki::Get().signer()),
              HasReason(v1::INTERNAL, HasSubstr("changed after it was signed")));
}

// The digest alone would be right: nothing but the signature's place is another.
// Proves: EXP-2, SIG-6
TEST_F(VerifyExportTest, OnlyWithTheSignatureLastInTheDocumentElement) {
  const std::string signature = xades::test::SignatureOf(signed_document_);
  const size_t place = facts_.insertion_offset;
  for (const size_t other : {place - 1, place + 1, size_t{0}, place / 2}) {
    std::string moved(paraphe::test::kDocument);
    moved.insert(other, signature);
    std::swap(moved, signed_document_);
    EXPECT_THAT(Verify(paraphe::test::TestPki::Get().signer()), Not(IsOk())) << other;
    std::swap(moved, signed_document_);
  }
  EXPECT_THAT(Verify(paraphe::test::TestPki::Get().signer()), IsOk());
}

}  // namespace
}  // namespace paraphe::server
