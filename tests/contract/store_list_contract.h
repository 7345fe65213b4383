// What a SessionStore lists for administrators. Proves: ADM-1
#ifndef PARAPHE_TESTS_CONTRACT_STORE_LIST_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_STORE_LIST_CONTRACT_H_

#include <string>
#include <vector>

#include "tests/contract/session_store_contract.h"

namespace paraphe::server::test {

class StoreListContract : public SessionStoreContract {
 protected:
  std::vector<std::string> Ids(const SessionFilter& filter, size_t limit) {
    std::vector<std::string> ids;
    const auto found = store().ListNewest(filter, limit);
    EXPECT_THAT(found, IsOk());
    for (const v1::SessionRecord& record : *found) ids.push_back(record.id());
    return ids;
  }
};

TEST_P(StoreListContract, TheNewestComeFirstWhateverChangedLast) {
  EXPECT_THAT(Ids({}, 10), IsEmpty());
  for (const char* name : {"b", "a", "c"}) Stored(name);
  ASSERT_THAT(
      Change(store(), 1, Following(SampleRecord(SessionState::kPrepared, "b")), KeepDocument{}),
      IsOk());
  EXPECT_THAT(Ids({}, 10), ElementsAre("id-c", "id-a", "id-b"));
  EXPECT_THAT(Ids({}, 2), ElementsAre("id-c", "id-a"));
  EXPECT_THAT(Ids({}, 0), IsEmpty());
  ASSERT_THAT(Drop(store(), "id-c", 1), IsOk());
  EXPECT_THAT(Ids({}, 10), ElementsAre("id-a", "id-b"));
}

TEST_P(StoreListContract, StateAndApplicationNarrowIt) {
  Stored("a");
  Stored("b", SessionState::kSigned);
  v1::SessionRecord other = SampleRecord(SessionState::kSigned, "c");
  other.set_application("another");
  ASSERT_THAT(Put(store(), other, SampleDocument()), IsOk());
  EXPECT_THAT(Ids({v1::SIGNED, ""}, 10), ElementsAre("id-c", "id-b"));
  EXPECT_THAT(Ids({v1::SIGNED, "backoffice"}, 10), ElementsAre("id-b"));
  EXPECT_THAT(Ids({v1::SESSION_STATE_UNSPECIFIED, "another"}, 10), ElementsAre("id-c"));
  EXPECT_THAT(Ids({v1::FINALIZED, ""}, 10), IsEmpty());
  EXPECT_THAT(Ids({v1::SESSION_STATE_UNSPECIFIED, "nobody"}, 10), IsEmpty());
}

TEST_P(StoreListContract, TheRecordsAreWholeButForPolicyAndTable) {
  v1::SessionRecord record = Stored("a", SessionState::kSigned);
  record.mutable_prepared()->clear_policy();
  record.mutable_prepared()->clear_table();
  EXPECT_THAT(store().ListNewest({}, 1), IsOkAndHolds(ElementsAre(SameRecord(record))));
  const v1::SessionRecord rolled_back = RolledBack(SampleRecord(SessionState::kSigned));
  ASSERT_THAT(Change(store(), 1, rolled_back, EraseDocument{}), IsOk());
  EXPECT_THAT(world_->replica().ListNewest({}, 1),
              IsOkAndHolds(ElementsAre(SameRecord(rolled_back))));
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_STORE_LIST_CONTRACT_H_
