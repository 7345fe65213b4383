#include "server/store/postgresql/change_feed.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/session/sample_session.h"
#include "tests/server/store/postgresql/postgresql_world.h"
#include "tests/server/store/postgresql/waiting.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::IsOk;
using ::testing::ElementsAre;

// What was told, in its order.
class Told {
 public:
  SessionStore::OnChange Function() {
    return [this](const SessionVersion& changed) {
      absl::MutexLock lock(&mutex_);
      all_.push_back(absl::StrCat(changed.id, " ", changed.version));
      more_.Signal();
    };
  }
  // Waits until so many were told.
  std::vector<std::string> Await(size_t count) {
    const absl::Time latest = absl::Now() + absl::Seconds(60);
    absl::MutexLock lock(&mutex_);
    while (all_.size() < count && !more_.WaitWithDeadline(&mutex_, latest)) continue;
    return all_;
  }

 private:
  absl::Mutex mutex_;
  absl::CondVar more_;
  std::vector<std::string> all_ ABSL_GUARDED_BY(mutex_);
};

class ChangeFeedTest : public ::testing::Test {
 protected:
  v1::SessionRecord Stored(absl::string_view name) {
    const v1::SessionRecord record = SampleRecord(SessionState::kSigning, name);
    EXPECT_THAT(Put(world_.replica(), record, SampleDocument()), IsOk());
    return record;
  }
  void Touch(v1::SessionRecord& record) {
    record.set_version(record.version() + 1);
    EXPECT_THAT(Change(world_.replica(), record.version() - 1, record, KeepDocument{}), IsOk());
  }
  // Follows; returns once it listens.
  std::unique_ptr<Following> Follow() {
    auto following = world_.store().Follow(told_.Function());
    WaitUntil(Listening());
    return following;
  }
  static std::string Listening() {
    return "EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%LISTEN%' AND state = 'idle' "
           "AND application_name = 'paraphed')";
  }

  PostgresqlWorld world_{StoreBounds()};
  Told told_;
};

// Proves: SES-6
TEST_F(ChangeFeedTest, EachChangeOfAnotherServerIsTold) {
  const auto following = Follow();
  v1::SessionRecord a = Stored("a"), b = Stored("b with spaces");
  Touch(a);
  Touch(b);
  Touch(a);
  EXPECT_THAT(told_.Await(3), ElementsAre("id-a 2", "id-b with spaces 2", "id-a 3"));
}

// Proves: SES-6
TEST_F(ChangeFeedTest, WhatWasNotStoredIsNotTold) {
  const auto following = Follow();
  v1::SessionRecord a = Stored("a");
  Touch(a);
  EXPECT_FALSE(Change(world_.replica(), 1, a, KeepDocument{}).ok());
  Touch(a);
  EXPECT_THAT(told_.Await(2), ElementsAre("id-a 2", "id-a 3"));
}

// Proves: SES-6
TEST_F(ChangeFeedTest, AnotherSchemasChangesAreNotTold) {
  const auto following = Follow();
  PostgresqlWorld other((StoreBounds()));
  v1::SessionRecord elsewhere = SampleRecord(SessionState::kSigning, "a");
  ASSERT_THAT(Put(other.store(), elsewhere, SampleDocument()), IsOk());
  elsewhere.set_version(2);
  ASSERT_THAT(Change(other.store(), 1, elsewhere, KeepDocument{}), IsOk());
  v1::SessionRecord b = Stored("b");
  Touch(b);
  EXPECT_THAT(told_.Await(1), ElementsAre("id-b 2"));
}

// Proves: SES-6
TEST_F(ChangeFeedTest, AConnectionThatWasCutIsMadeAgain) {
  const auto following = Follow();
  v1::SessionRecord a = Stored("a");
  Cut("query LIKE '%LISTEN%'");
  Touch(a);  // told to nobody
  WaitUntil(Listening());
  Touch(a);
  EXPECT_THAT(told_.Await(1), ElementsAre("id-a 3"));
}

TEST_F(ChangeFeedTest, ItEndsWhileItListensAndWhileThereIsNoDatabase) {
  { const auto following = Follow(); }
  PostgresServer::Shared().Stop();
  { const auto following = world_.store().Follow(told_.Function()); }
  PostgresServer::Shared().Start();
}

}  // namespace
}  // namespace paraphe::server::test
