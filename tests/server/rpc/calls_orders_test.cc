// Honest and repeated calls of both sides in every order: seeded random walks through a session,
// each step with what its side has learnt so far. Whatever the order, the answers agree with each
// other (SES-5).
#include <array>
#include <random>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"

namespace paraphe::server {
namespace {

using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;

// One session, and what caller and agent know of it.
class Walk {
 public:
  Walk(SessionWorld& world, unsigned seed)
      : world_(world), agent_(world), prepared_(world.PrepareOrDie()), random_(seed) {}

  void Step() {
    static constexpr std::array<void (Walk::*)(), 12> kSteps = {
        &Walk::Redeem,   &Walk::Choose,  &Walk::Choose,  &Walk::Consent,
        &Walk::Consent,  &Walk::Release, &Walk::Release, &Walk::Deliver,
        &Walk::Finalize, &Walk::Export,  &Walk::Amend,   &Walk::Abort};
    (this->*kSteps[random_() % kSteps.size()])();
    ExpectForward();
  }

  void ExpectTrueAtTheEnd() {
    EXPECT_LE(released_.size(), 1u);
    if (delivered_) {
      Finalize();
      EXPECT_EQ(documents_.size(), 1u);
    }
    EXPECT_LE(documents_.size(), 1u);
    EXPECT_TRUE(documents_.empty() || !aborted_);
  }
  bool delivered() const { return delivered_; }
  bool aborted() const { return aborted_; }

 private:
  void Redeem() { static_cast<void>(agent_.Redeem(prepared_.ticket())); }
  void Choose() {
    if (auto shown = agent_.Choose(); shown.ok()) shown_ = *std::move(shown);
  }
  void Consent() { static_cast<void>(agent_.Consent(shown_)); }
  void Release() {
    auto release = agent_.Release();
    if (!release.ok()) return;
    released_.insert(release->signed_info());
    last_release_ = *std::move(release);
  }
  void Deliver() {
    if (last_release_.digest_info().empty()) return;
    if (agent_.Deliver(last_release_).ok()) delivered_ = true;
  }
  void Finalize() {
    const auto result = world_.Finalize(prepared_);
    if (result.ok() && !result->signed_document().empty())
      documents_.insert(result->signed_document());
  }
  void Export() {
    const auto result = world_.Export(agent_.token());
    if (result.ok()) documents_.insert(result->signed_document());
  }
  void Amend() {
    v1::PrepareRequest request;
    request.set_session_id(prepared_.session_id());
    request.set_caller_token(prepared_.caller_token());
    request.mutable_attributes()->set_claimed_role(absl::StrCat("Maire ", random_() % 3));
    static_cast<void>(world_.Prepare(request));
  }
  // Seldom, or no walk would get far.
  void Abort() {
    if (random_() % 4 == 0 && world_.Abort(prepared_).ok()) aborted_ = true;
  }

  // After the release there is no way back.
  void ExpectForward() {
    const v1::SessionState state = world_.StateOf(prepared_.session_id());
    EXPECT_TRUE(released_.empty() || (state >= v1::SIGNING && state <= v1::FINALIZED));
    EXPECT_TRUE(!delivered_ || state >= v1::SIGNED);
    EXPECT_TRUE(!aborted_ || state == v1::ABORTED);
  }

  SessionWorld& world_;
  TestAgent agent_;
  const v1::PrepareResponse prepared_;
  std::mt19937 random_;
  v1::PresentResponse shown_;
  v1::SignResponse last_release_;
  std::set<std::string> released_;
  std::set<std::string> documents_;
  bool delivered_ = false;
  bool aborted_ = false;
};

// Proves: SES-1, SES-2, SES-3, SES-5
TEST(CallOrdersTest, NoOrderOfCallsSignsTwiceOrLosesASignature) {
  constexpr unsigned kWalks = 300;
  constexpr int kSteps = 25;
  SessionWorld world;
  unsigned delivered = 0;
  unsigned aborted = 0;
  for (unsigned seed = 1; seed <= kWalks; ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    Walk walk(world, seed);
    for (int i = 0; i < kSteps; ++i) walk.Step();
    walk.ExpectTrueAtTheEnd();
    delivered += walk.delivered() ? 1 : 0;
    aborted += walk.aborted() ? 1 : 0;
  }
  // The walks reach what they are about.
  EXPECT_GT(delivered, kWalks / 10);
  EXPECT_GT(aborted, kWalks / 10);
}

}  // namespace
}  // namespace paraphe::server
