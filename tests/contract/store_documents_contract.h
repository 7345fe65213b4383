// What a SessionStore holds of documents, and what it no longer holds. Proves: SES-2
#ifndef PARAPHE_TESTS_CONTRACT_STORE_DOCUMENTS_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_STORE_DOCUMENTS_CONTRACT_H_

#include "tests/contract/session_store_contract.h"

namespace paraphe::server::test {

class SessionStoreDocuments : public SessionStoreContract {};

TEST_P(SessionStoreDocuments, KeptDocumentStays) {
  ASSERT_THAT(Change(store(), 1, Following(Stored("a")), KeepDocument{}), IsOk());
  EXPECT_THAT(store().LoadDocument("id-a"), IsOkAndHolds(std::string(kSampleDocument)));
}

// A late signature needs all that was kept (SES-5).
TEST_P(SessionStoreDocuments, AFailureThatWasGivenUpKeepsItsDocumentUntilALateSignature) {
  v1::SessionRecord record = Stored("a", SessionState::kSigning);
  record.set_version(2);
  record.set_state(v1::FAILED);
  record.mutable_ended()->set_status(v1::ST_NO_ANSWER);
  ASSERT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(store().LoadDocument("id-a"), IsOkAndHolds(std::string(kSampleDocument)));
  record.set_version(3);
  record.set_state(v1::SIGNED);
  record.clear_ended();
  *record.mutable_signature() = SampleRecord(SessionState::kSigned).signature();
  ASSERT_THAT(Change(store(), 2, record, KeepDocument{}), IsOk());
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(store().LoadDocument("id-a"), IsOkAndHolds(std::string(kSampleDocument)));
}

TEST_P(SessionStoreDocuments, AFailureThatWasGivenUpIsErasedByALateFailure) {
  v1::SessionRecord record = Stored("a", SessionState::kSigning);
  record.set_version(2);
  record.set_state(v1::FAILED);
  ASSERT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
  v1::SessionRecord failed = RolledBack(record);
  failed.set_state(v1::FAILED);
  ASSERT_THAT(Change(store(), 2, failed, EraseDocument{}), IsOk());
  EXPECT_THAT(store().LoadDocument("id-a"), HasReason(v1::SESSION_CONFLICT));
}

TEST_P(SessionStoreDocuments, ReplacedDocumentLeavesNoCopy) {
  const auto next = std::make_shared<const std::string>("NEXT-DOCUMENT");
  ASSERT_THAT(Change(store(), 1, Following(Stored("a")), ReplaceDocument{next}), IsOk());
  EXPECT_THAT(store().LoadDocument("id-a"), IsOkAndHolds(std::string("NEXT-DOCUMENT")));
  EXPECT_FALSE(absl::StrContains(world_->Dump(), "DOCUMENT-MARK"));
  EXPECT_TRUE(absl::StrContains(world_->Dump(), "NEXT-DOCUMENT"))
      << "the dump cannot show documents";
}

TEST_P(SessionStoreDocuments, ErasedDocumentLeavesNoCopy) {
  const v1::SessionRecord record = Stored("a");
  ASSERT_TRUE(absl::StrContains(world_->Dump(), "DOCUMENT-MARK"))
      << "the dump cannot show documents";
  ASSERT_THAT(Change(store(), 1, RolledBack(record), EraseDocument{}), IsOk());
  EXPECT_THAT(store().LoadDocument("id-a"), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(RolledBack(record))));
  EXPECT_FALSE(absl::StrContains(world_->Dump(), "DOCUMENT-MARK"));
}

TEST_P(SessionStoreDocuments, WhatARecordNoLongerHoldsLeavesNoCopy) {
  const v1::SessionRecord next = RolledBack(Stored("a"));
  ASSERT_TRUE(absl::StrContains(world_->Dump(), "CITY-MARK")) << "the dump cannot show records";
  ASSERT_THAT(Change(store(), 1, next, EraseDocument{}), IsOk());
  for (const std::string& mark : ContentMarks()) {
    EXPECT_FALSE(absl::StrContains(world_->Dump(), mark)) << mark;
  }
}

TEST_P(SessionStoreDocuments, DocumentOfAnotherSessionStays) {
  Stored("b");
  ASSERT_THAT(Change(store(), 1, RolledBack(Stored("a")), EraseDocument{}), IsOk());
  EXPECT_THAT(store().LoadDocument("id-b"), IsOkAndHolds(std::string(kSampleDocument)));
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_STORE_DOCUMENTS_CONTRACT_H_
