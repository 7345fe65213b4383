#include "server/store/store_errors.h"

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

v1::SessionRecord Record(uint64_t version) {
  v1::SessionRecord record;
  record.set_id("s");
  record.set_version(version);
  record.set_application("mairie");
  record.set_idempotency_key("once");
  return record;
}

TEST(StoreErrorsTest, EachHasItsReason) {
  EXPECT_THAT(UnknownSession(), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(MovedSession(), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(UsedIdempotencyKey(), HasReason(v1::IDEMPOTENCY_CONFLICT));
}

// Proves: SES-5
TEST(StoreErrorsTest, FirstVersionIsOneWithAnId) {
  EXPECT_THAT(CheckFirst(Record(1)), IsOk());
  EXPECT_THAT(CheckFirst(Record(0)), HasReason(v1::INTERNAL));
  EXPECT_THAT(CheckFirst(Record(2)), HasReason(v1::INTERNAL));
  v1::SessionRecord nameless = Record(1);
  nameless.clear_id();
  EXPECT_THAT(CheckFirst(nameless), HasReason(v1::INTERNAL));
}

// Proves: SES-5
TEST(StoreErrorsTest, OnlyTheNextVersionFollows) {
  EXPECT_THAT(CheckFollows(7, Record(8)), IsOk());
  for (const uint64_t other : {0u, 6u, 7u, 9u}) {
    EXPECT_THAT(CheckFollows(7, Record(other)), HasReason(v1::INTERNAL)) << other;
  }
}

// Proves: SES-5
TEST(StoreErrorsTest, ApplicationAndIdempotencyKeyStay) {
  v1::SessionRecord changed = Record(2);
  changed.set_success_url("https://mairie.example/autre");
  EXPECT_THAT(CheckSameSession("mairie", "once", changed), IsOk());
  changed.set_application("bureau");
  EXPECT_THAT(CheckSameSession("mairie", "once", changed), HasReason(v1::INTERNAL));
  changed = Record(2);
  changed.clear_idempotency_key();
  EXPECT_THAT(CheckSameSession("mairie", "once", changed), HasReason(v1::INTERNAL));
}

}  // namespace
}  // namespace paraphe::server
