// Each quota, filled through a whole server, on each store.
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/session/session_machine.h"
#include "server/store/session_store.h"
#include "tests/server/store_kinds.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr size_t kDocumentBytes = size_t{256} << 10;

// A quota that has room for three sessions; how it is named; and what makes room in it.
struct QuotaCase {
  std::string name;
  std::function<void(StoreBounds&)> set;
  std::string setting;
  bool own;  // of the application
  bool each_minute;
  bool ended;          // ended sessions count
  bool bytes = false;  // it is one of bytes
};

void PrintTo(const QuotaCase& quota, std::ostream* out) { *out << quota.name; }

// Three of these documents fit, and no fourth.
constexpr uint64_t kBytes = 7 * kDocumentBytes / 2;

const QuotaCase kQuotas[] = {
    {"OpenOfAll", [](StoreBounds& bounds) { bounds.open_sessions = 3; }, "limits.open_sessions",
     false, false, false},
    {"OpenOfOne", [](StoreBounds& bounds) { bounds.application_open_sessions = 3; },
     "limits.application_open_sessions", true, false, false},
    {"NewOfAll", [](StoreBounds& bounds) { bounds.new_sessions_per_minute = 3; },
     "limits.new_sessions_per_minute", false, true, false},
    {"NewOfOne", [](StoreBounds& bounds) { bounds.application_new_sessions_per_minute = 3; },
     "limits.application_new_sessions_per_minute", true, true, false},
    {"NumberOfAll", [](StoreBounds& bounds) { bounds.sessions = 3; }, "limits.sessions", false,
     false, true},
    {"NumberOfOne", [](StoreBounds& bounds) { bounds.application_sessions = 3; },
     "limits.application_sessions", true, false, true},
    {"BytesOfAll", [](StoreBounds& bounds) { bounds.bytes = kBytes; }, "limits.session_bytes",
     false, false, true, true},
    {"BytesOfOne", [](StoreBounds& bounds) { bounds.application_bytes = kBytes; },
     "limits.application_session_bytes", true, false, true, true},
};

// A quota of all is reached with one application only where its own is larger.
QuotaCase Reachable(QuotaCase quota) {
  if (quota.own) return quota;
  const auto set = quota.set;
  quota.set = [set](StoreBounds& bounds) {
    set(bounds);
    bounds.application_open_sessions = 2 * bounds.open_sessions;
    bounds.application_new_sessions_per_minute = 2 * bounds.new_sessions_per_minute;
    bounds.application_sessions = 2 * bounds.sessions;
    bounds.application_bytes = 2 * bounds.bytes;
  };
  return quota;
}

v1::PrepareRequest RequestFor(const QuotaCase& quota) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  if (!quota.bytes) return request;
  request.set_document(absl::StrCat("<a>", std::string(kDocumentBytes, 'd'), "</a>"));
  return request;
}

v1::PrepareRequest OfAnother(v1::PrepareRequest request) {
  request.set_application(paraphe::test::kInlineApplication);
  request.mutable_inline_policy()->set_name("inline");
  request.mutable_inline_policy()->set_description("Politique du bureau");
  return request;
}

class ServerQuotasTest
    : public testing::TestWithParam<std::tuple<paraphe::test::StoreOfServer, QuotaCase>> {
 protected:
  ServerQuotasTest() : quota_(Reachable(std::get<1>(GetParam()))) {
    const auto adjust = [this](ServerSettings& settings) {
      quota_.set(settings.store_bounds);
      settings.retention = absl::Hours(1);
    };
    ServerSettings settings;
    adjust(settings);
    store_ = std::get<0>(GetParam()).open(settings, dir_);
    SessionWorld::Parts parts;
    parts.store = store_.get();
    world_ = std::make_unique<SessionWorld>(adjust, parts);
    v1::PrepareRequest first = Request();
    first.set_idempotency_key("once");
    sessions_ = {world_->PrepareOrDie(first), world_->PrepareOrDie(Request()),
                 world_->PrepareOrDie(Request())};
  }

  v1::PrepareRequest Request() const { return RequestFor(quota_); }
  void ExpectRefused() {
    const auto refused = world_->Prepare(Request());
    ASSERT_THAT(refused, HasReason(v1::OVERLOADED,
                                   AllOf(HasSubstr(absl::StrCat("(", quota_.setting, ")")),
                                         HasSubstr(quota_.own ? "this application" : "the server"),
                                         Not(HasSubstr(paraphe::test::kApplication)),
                                         Not(HasSubstr(paraphe::test::kInlineApplication)))));
    const int64_t wait = GetErrorDetail(refused.status())->retry_after().seconds();
    EXPECT_EQ(wait, quota_.each_minute ? 60 : 30);
  }
  void SignAndFinalize(const v1::PrepareResponse& session) {
    TestAgent agent(*world_);
    ASSERT_THAT(agent.SignWholeSession(session.ticket()), IsOk());
    const auto result = world_->Finalize(session);
    ASSERT_THAT(result, IsOk());
    EXPECT_EQ(result->status(), v1::ST_OK);
  }

  paraphe::test::TempDir dir_;
  const QuotaCase quota_;
  std::unique_ptr<SessionStore> store_;
  std::unique_ptr<SessionWorld> world_;
  std::vector<v1::PrepareResponse> sessions_;
};

// Proves: SES-7
TEST_P(ServerQuotasTest, IsNamedOnceFullAndOthersAreServedWhereItIsTheApplications) {
  ExpectRefused();
  const auto other = world_->Prepare(OfAnother(Request()));
  if (quota_.own) {
    EXPECT_THAT(other, IsOk());
  } else {
    EXPECT_THAT(other, HasReason(v1::OVERLOADED));
  }
}

// Proves: SES-5, SES-7
TEST_P(ServerQuotasTest, ARepetitionIsAnsweredAndOpenSessionsFinish) {
  ExpectRefused();
  v1::PrepareRequest first = Request();
  first.set_idempotency_key("once");
  const auto again = world_->Prepare(first);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->session_id(), sessions_[0].session_id());
  first.set_success_url("https://mairie.example/autre");
  EXPECT_THAT(world_->Prepare(first), HasReason(v1::IDEMPOTENCY_CONFLICT));
  SignAndFinalize(sessions_[1]);
  if (quota_.ended || quota_.each_minute) {
    ExpectRefused();
  } else {
    EXPECT_THAT(world_->Prepare(Request()), IsOk());
  }
}

// Proves: SES-7
TEST_P(ServerQuotasTest, ARollbackMakesRoomUnlessTheMinuteIsFull) {
  ASSERT_THAT(world_->Abort(sessions_[0]), IsOk());
  if (quota_.each_minute) {
    ExpectRefused();
    world_->clock().Advance(absl::Minutes(1));
  }
  EXPECT_THAT(world_->Prepare(Request()), IsOk());
}

// Proves: SES-7
TEST_P(ServerQuotasTest, TheEndOfARetentionMakesRoom) {
  SignAndFinalize(sessions_[1]);
  world_->clock().Advance(absl::Minutes(59));
  if (quota_.ended) ExpectRefused();
  world_->clock().Advance(absl::Minutes(1));
  ASSERT_THAT(world_->machine().Sweep(10), IsOk());
  EXPECT_THAT(world_->Prepare(Request()), IsOk());
}

INSTANTIATE_TEST_SUITE_P(Stores, ServerQuotasTest,
                         testing::Combine(testing::ValuesIn(paraphe::test::AllStores()),
                                          testing::ValuesIn(kQuotas)),
                         [](const auto& param) {
                           return absl::StrCat(std::get<0>(param.param).name,
                                               std::get<1>(param.param).name);
                         });

}  // namespace
}  // namespace paraphe::server
