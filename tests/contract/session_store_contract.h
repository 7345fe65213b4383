// What every SessionStore must do for one caller after another. Include this in the test of an implementation,
// with its neighbours store_documents_contract.h, store_bounds_contract.h, store_quotas_contract.h and
// store_writers_contract.h, store_audit_contract.h, store_list_contract.h, and for a store that lasts durable_store_contract.h and store_keys_contract.h; and
// instantiate each:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, SessionStoreContract, Values(StoreKind{"memory",
//   MakeMemoryWorld}), StoreName());
#ifndef PARAPHE_TESTS_CONTRACT_SESSION_STORE_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_SESSION_STORE_CONTRACT_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "server/store/record_time.h"
#include "server/store/session_store.h"
#include "tests/contract/store_world.h"
#include "tests/server/session/sample_session.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {

using paraphe::test::DefaultNow;
using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<StoreWorld>(const StoreBounds&)> make;
};

inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

struct StoreName {
  std::string operator()(const ::testing::TestParamInfo<StoreKind>& info) const {
    return info.param.name;
  }
};

class SessionStoreContract : public ::testing::TestWithParam<StoreKind> {
 protected:
  SessionStoreContract() : world_(GetParam().make(StoreBounds())) {}

  SessionStore& store() { return world_->store(); }

  v1::SessionRecord Stored(absl::string_view name, SessionState state = SessionState::kPrepared) {
    v1::SessionRecord record = SampleRecord(state, name);
    if (record.has_prepared()) {
      EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
      return record;
    }
    EXPECT_THAT(Put(store(), SampleRecord(SessionState::kPrepared, name), SampleDocument()),
                IsOk());
    record.set_version(2);
    EXPECT_THAT(Change(store(), 1, record, EraseDocument{}), IsOk());
    return record;
  }

  static v1::SessionRecord Following(v1::SessionRecord record) {
    record.set_version(record.version() + 1);
    record.set_failure_url(absl::StrCat("https://changed.example/", record.version()));
    return record;
  }

  // The record as SampleRecord makes it, due `after` the default time.
  v1::SessionRecord StoredDue(absl::string_view name, absl::Duration after) {
    v1::SessionRecord record = SampleRecord(SessionState::kPrepared, name);
    SetDeadline(DefaultNow() + after, record);
    EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
    return record;
  }

  std::unique_ptr<StoreWorld> world_;
};

inline std::vector<SessionKey> KeysOfSample(absl::string_view name) {
  return {SessionId{absl::StrCat("id-", name)}, TicketHash{Sha256(absl::StrCat("ticket ", name))},
          TokenHash{Sha256(absl::StrCat("token ", name))},
          IdempotencyKey{"backoffice", absl::StrCat("key-", name)}};
}

// ---- Create and Load. Proves: SES-1

TEST_P(SessionStoreContract, CreatedSessionIsFoundByEachKey) {
  for (const SessionState state : RealStates()) {
    const std::string name = std::string(InfoOf(state).name);
    const v1::SessionRecord record = Stored(name, state);
    for (const SessionKey& key : KeysOfSample(name)) {
      if (state == SessionState::kPrepared && std::holds_alternative<TokenHash>(key)) continue;
      EXPECT_THAT(store().Load(key), IsOkAndHolds(SameRecord(record)))
          << name << " key " << key.index();
    }
  }
}

TEST_P(SessionStoreContract, UnknownKeysFindNothing) {
  Stored("a", SessionState::kPresented);
  for (const SessionKey& key : KeysOfSample("b")) {
    EXPECT_THAT(store().Load(key), HasReason(v1::SESSION_UNKNOWN)) << key.index();
  }
  EXPECT_THAT(store().Load(IdempotencyKey{"another application", "key-a"}),
              HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().LoadDocument("id-b"), HasReason(v1::SESSION_UNKNOWN));
}

TEST_P(SessionStoreContract, OneKindOfKeyIsNotTakenForAnother) {
  Stored("a", SessionState::kPresented);
  EXPECT_THAT(store().Load(TokenHash{Sha256("ticket a")}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(TicketHash{Sha256("token a")}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(SessionId{"key-a"}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(TokenHash{""}), HasReason(v1::SESSION_UNKNOWN));
}

TEST_P(SessionStoreContract, EveryTicketOfASessionFindsIt) {
  v1::SessionRecord record = SampleRecord(SessionState::kPrepared);
  record.add_tickets()->set_sha256(Sha256("a second ticket"));
  ASSERT_THAT(Put(store(), record, SampleDocument()), IsOk());
  EXPECT_THAT(store().Load(TicketHash{Sha256("ticket a")}), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(store().Load(TicketHash{Sha256("a second ticket")}),
              IsOkAndHolds(SameRecord(record)));
}

TEST_P(SessionStoreContract, DocumentComesBackByteForByte) {
  std::string bytes(3 << 20, 'x');
  bytes[1] = '\0';
  bytes[2] = '\xff';
  ASSERT_THAT(Put(store(), SampleRecord(SessionState::kPrepared),
                  std::make_shared<const std::string>(bytes)),
              IsOk());
  const auto document = store().LoadDocument("id-a");
  ASSERT_THAT(document, IsOk());
  EXPECT_TRUE(*document == bytes);
}

TEST_P(SessionStoreContract, CreateRefusesAKeyThatIsTaken) {
  const v1::SessionRecord first = Stored("a", SessionState::kPresented);
  const v1::SessionRecord other = SampleRecord(SessionState::kPresented, "b");
  v1::SessionRecord same_id = other, same_ticket = other, same_token = other, same_key = other;
  same_id.set_id(first.id());
  *same_ticket.mutable_tickets() = first.tickets();
  same_token.set_token_sha256(first.token_sha256());
  same_key.set_idempotency_key(first.idempotency_key());
  EXPECT_THAT(Put(store(), same_id, SampleDocument()), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(Put(store(), same_ticket, SampleDocument()), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(Put(store(), same_token, SampleDocument()), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(Put(store(), same_key, SampleDocument()), HasReason(v1::IDEMPOTENCY_CONFLICT));
}

TEST_P(SessionStoreContract, RefusedCreateStoresNothing) {
  const v1::SessionRecord first = Stored("a");
  v1::SessionRecord second = SampleRecord(SessionState::kPrepared, "b");
  second.set_idempotency_key(first.idempotency_key());
  ASSERT_THAT(Put(store(), second, std::make_shared<const std::string>("SECOND-DOCUMENT")),
              HasReason(v1::IDEMPOTENCY_CONFLICT));
  EXPECT_THAT(store().Load(SessionId{"id-b"}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(TicketHash{Sha256("ticket b")}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(first)));
  EXPECT_FALSE(absl::StrContains(world_->Dump(), "SECOND-DOCUMENT"));
}

TEST_P(SessionStoreContract, SameIdempotencyKeyOfAnotherApplicationIsFree) {
  Stored("a");
  v1::SessionRecord other = SampleRecord(SessionState::kPrepared, "b");
  other.set_application("another");
  other.set_idempotency_key("key-a");
  EXPECT_THAT(Put(store(), other, SampleDocument()), IsOk());
  EXPECT_THAT(store().Load(IdempotencyKey{"another", "key-a"}), IsOkAndHolds(SameRecord(other)));
}

TEST_P(SessionStoreContract, SessionsWithoutIdempotencyKeyDoNotClash) {
  for (const absl::string_view name : {"a", "b"}) {
    v1::SessionRecord record = SampleRecord(SessionState::kPrepared, name);
    record.clear_idempotency_key();
    record.clear_request_sha256();
    EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
  }
  EXPECT_THAT(store().Load(IdempotencyKey{"backoffice", ""}), HasReason(v1::SESSION_UNKNOWN));
}

TEST_P(SessionStoreContract, CreateRefusesWhatIsNoFirstVersion) {
  v1::SessionRecord record = SampleRecord(SessionState::kPrepared);
  record.set_version(2);
  EXPECT_THAT(Put(store(), record, SampleDocument()), HasReason(v1::INTERNAL));
  record.set_version(1);
  EXPECT_THAT(Put(store(), record, nullptr), HasReason(v1::INTERNAL));
  record.clear_id();
  EXPECT_THAT(Put(store(), record, SampleDocument()), HasReason(v1::INTERNAL));
}

// ---- CompareAndSet. Proves: SES-5

TEST_P(SessionStoreContract, CompareAndSetReplacesTheRecord) {
  const v1::SessionRecord next = Following(Stored("a"));
  ASSERT_THAT(Change(store(), 1, next, KeepDocument{}), IsOk());
  EXPECT_THAT(world_->replica().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(next)));
}

TEST_P(SessionStoreContract, StaleVersionIsRefusedAndChangesNothing) {
  const v1::SessionRecord second = Following(Stored("a"));
  ASSERT_THAT(Change(store(), 1, second, KeepDocument{}), IsOk());
  EXPECT_THAT(Change(world_->replica(), 1, second, EraseDocument{}),
              HasReason(v1::SESSION_CONFLICT));
  const v1::SessionRecord fourth = Following(Following(second));
  EXPECT_THAT(Change(store(), 3, fourth, EraseDocument{}), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(second)));
  EXPECT_THAT(store().LoadDocument("id-a"), IsOkAndHolds(std::string(kSampleDocument)));
}

TEST_P(SessionStoreContract, CompareAndSetRefusesAnUnknownSession) {
  const v1::SessionRecord next = Following(SampleRecord(SessionState::kPrepared));
  EXPECT_THAT(Change(store(), 1, next, KeepDocument{}), HasReason(v1::SESSION_UNKNOWN));
}

TEST_P(SessionStoreContract, CompareAndSetRefusesWhatMayNotFollow) {
  const v1::SessionRecord next = Following(Stored("a"));
  v1::SessionRecord same_version = next, other_application = next, other_key = next;
  same_version.set_version(1);
  other_application.set_application("another");
  other_key.set_idempotency_key("another");
  for (const auto& record : {same_version, other_application, other_key}) {
    EXPECT_THAT(Change(store(), 1, record, KeepDocument{}), HasReason(v1::INTERNAL));
  }
  EXPECT_THAT(Change(store(), 1, next, KeepDocument{}), IsOk());
}

TEST_P(SessionStoreContract, KeysFollowTheRecord) {
  v1::SessionRecord next = Following(Stored("a", SessionState::kPresented));
  next.set_token_sha256(Sha256("new token"));
  next.mutable_tickets(0)->set_sha256(Sha256("new ticket"));
  ASSERT_THAT(Change(store(), 1, next, KeepDocument{}), IsOk());
  EXPECT_THAT(store().Load(TokenHash{Sha256("token a")}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(TicketHash{Sha256("ticket a")}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(TokenHash{Sha256("new token")}), IsOkAndHolds(SameRecord(next)));
  EXPECT_THAT(store().Load(TicketHash{Sha256("new ticket")}), IsOkAndHolds(SameRecord(next)));
  EXPECT_THAT(store().Load(IdempotencyKey{"backoffice", "key-a"}), IsOkAndHolds(SameRecord(next)));
}

TEST_P(SessionStoreContract, CompareAndSetRefusesAKeyThatIsTaken) {
  const v1::SessionRecord first = Stored("a", SessionState::kPresented);
  const v1::SessionRecord second = Stored("b", SessionState::kPresented);
  v1::SessionRecord thief = Following(second);
  thief.set_token_sha256(first.token_sha256());
  EXPECT_THAT(Change(store(), 1, thief, KeepDocument{}), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(store().Load(TokenHash{first.token_sha256()}), IsOkAndHolds(SameRecord(first)));
  EXPECT_THAT(store().Load(TokenHash{second.token_sha256()}), IsOkAndHolds(SameRecord(second)));
}

// ---- Deadlines. Proves: SES-4

TEST_P(SessionStoreContract, DueSessionsAreListedEarliestFirst) {
  StoredDue("late", absl::Minutes(3));
  StoredDue("early", absl::Minutes(1));
  StoredDue("middle", absl::Minutes(2));
  const absl::Time now = DefaultNow();
  EXPECT_THAT(store().ClaimDue(now, 10), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(store().ClaimDue(now + absl::Minutes(2), 10),
              IsOkAndHolds(ElementsAre("id-early", "id-middle")));
  EXPECT_THAT(store().ClaimDue(now + absl::Hours(1), 2),
              IsOkAndHolds(ElementsAre("id-early", "id-middle")));
  EXPECT_THAT(store().ClaimDue(now + absl::Hours(1), 0), IsOkAndHolds(IsEmpty()));
}

TEST_P(SessionStoreContract, DeadlineIsReachedToTheNanosecond) {
  StoredDue("a", absl::Nanoseconds(5));
  EXPECT_THAT(store().ClaimDue(DefaultNow() + absl::Nanoseconds(4), 10), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(store().ClaimDue(DefaultNow() + absl::Nanoseconds(5), 10),
              IsOkAndHolds(ElementsAre("id-a")));
}

TEST_P(SessionStoreContract, SessionWithoutDeadlineIsNeverDue) {
  v1::SessionRecord record = SampleRecord(SessionState::kSigned);
  record.clear_deadline();
  ASSERT_THAT(Put(store(), record, SampleDocument()), IsOk());
  EXPECT_THAT(store().ClaimDue(DefaultNow() + absl::Hours(1'000'000), 10), IsOkAndHolds(IsEmpty()));
}

TEST_P(SessionStoreContract, ChangedDeadlineMovesTheSession) {
  v1::SessionRecord next = Following(StoredDue("a", absl::Minutes(1)));
  SetDeadline(DefaultNow() + absl::Minutes(9), next);
  ASSERT_THAT(Change(store(), 1, next, KeepDocument{}), IsOk());
  EXPECT_THAT(store().ClaimDue(DefaultNow() + absl::Minutes(8), 10), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(store().ClaimDue(DefaultNow() + absl::Minutes(9), 10),
              IsOkAndHolds(ElementsAre("id-a")));
}

// ---- Versions. Proves: SES-6

TEST_P(SessionStoreContract, VersionsAreThoseOfTheSessionsThatAreThere) {
  ASSERT_THAT(Change(store(), 1, Following(Stored("a")), KeepDocument{}), IsOk());
  Stored("b");
  Stored("c");
  EXPECT_THAT(
      store().LoadVersions({"id-b", "unknown", "id-a"}),
      IsOkAndHolds(UnorderedElementsAre(SessionVersion{"id-a", 2}, SessionVersion{"id-b", 1})));
  EXPECT_THAT(world_->replica().LoadVersions({"id-a"}),
              IsOkAndHolds(ElementsAre(SessionVersion{"id-a", 2})));
  EXPECT_THAT(store().LoadVersions({}), IsOkAndHolds(IsEmpty()));
  ASSERT_THAT(Drop(store(), "id-b", 1), IsOk());
  EXPECT_THAT(store().LoadVersions({"id-b"}), IsOkAndHolds(IsEmpty()));
}

// ---- Remove. Proves: SES-4

TEST_P(SessionStoreContract, RemovedSessionLeavesNothing) {
  Stored("a", SessionState::kFinalized);
  ASSERT_THAT(Drop(store(), "id-a", 1), IsOk());
  for (const SessionKey& key : KeysOfSample("a")) {
    EXPECT_THAT(store().Load(key), HasReason(v1::SESSION_UNKNOWN)) << key.index();
  }
  EXPECT_THAT(store().LoadDocument("id-a"), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().ClaimDue(DefaultNow() + absl::Hours(1'000), 10), IsOkAndHolds(IsEmpty()));
  for (const std::string& mark : ContentMarks()) {
    EXPECT_FALSE(absl::StrContains(world_->Dump(), mark)) << mark;
  }
  EXPECT_THAT(Put(store(), SampleRecord(SessionState::kPrepared), SampleDocument()), IsOk());
}

TEST_P(SessionStoreContract, RemoveRefusesAStaleVersionAndAnUnknownSession) {
  const v1::SessionRecord next = Following(Stored("a"));
  ASSERT_THAT(Change(store(), 1, next, KeepDocument{}), IsOk());
  EXPECT_THAT(Drop(store(), "id-a", 1), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(Drop(store(), "id-b", 1), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(next)));
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_SESSION_STORE_CONTRACT_H_
