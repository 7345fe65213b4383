// Every pair of calls from two threads on one session, started together, again and again. Whatever
// the order, the digest leaves in one form only, and no signature is lost (SES-5). Built twice:
// over gRPC, and as functions, which ThreadSanitizer can judge (session_world.h says why).
#include <barrier>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::IsOk;
using test::SessionWorld;
using test::TestAgent;

// What one session's calls were answered, from all threads.
class Answers {
 public:
  void Released(const std::string& signed_info) {
    absl::MutexLock lock(&mutex_);
    released_.insert(signed_info);
  }
  void Finalized(const std::string& document) {
    absl::MutexLock lock(&mutex_);
    if (!document.empty()) documents_.insert(document);
  }
  void Delivered() {
    absl::MutexLock lock(&mutex_);
    delivered_ = true;
  }
  size_t releases() const { return released_.size(); }
  size_t documents() const { return documents_.size(); }
  bool delivered() const { return delivered_; }

 private:
  absl::Mutex mutex_;
  std::set<std::string> released_;
  std::set<std::string> documents_;
  bool delivered_ = false;
};

// A session in some state, for two threads at once. Each call works on what its thread knows.
struct Scene {
  SessionWorld& world;
  v1::PrepareResponse prepared;
  std::string token;
  v1::PresentResponse shown;
  v1::SignResponse released;
  Answers answers;

  TestAgent Agent() const {
    TestAgent agent(world);
    agent.UseToken(token);
    return agent;
  }
};

SessionWorld::Parts WorldParts() {
  SessionWorld::Parts parts;
  parts.direct = PARAPHE_TEST_DIRECT;
  return parts;
}

// Which of two calls comes first is luck: each pair is tried so often, in both places.
constexpr int kRounds = 2;

using Call = std::function<void(Scene&)>;
struct NamedCall {
  const char* name;
  Call call;
};

const NamedCall kCalls[] = {
    {"Redeem", [](Scene& s) { static_cast<void>(s.Agent().Redeem(s.prepared.ticket())); }},
    {"Choose", [](Scene& s) { static_cast<void>(s.Agent().Choose()); }},
    {"Consent", [](Scene& s) { static_cast<void>(s.Agent().Consent(s.shown)); }},
    {"Release",
     [](Scene& s) {
       const auto released = s.Agent().Release();
       if (released.ok()) s.answers.Released(released->signed_info());
     }},
    {"Deliver",
     [](Scene& s) {
       if (s.Agent().Deliver(s.released).ok()) s.answers.Delivered();
     }},
    {"Fail",
     [](Scene& s) {
       v1::SignRequest failure;
       failure.set_session_token(s.token);
       failure.mutable_failure()->set_reason(v1::DEVICE_CANCELLED);
       static_cast<void>(s.world.Sign(failure));
     }},
    {"Finalize",
     [](Scene& s) {
       const auto result = s.world.Finalize(s.prepared);
       if (result.ok()) s.answers.Finalized(result->signed_document());
     }},
    {"AbortByCaller", [](Scene& s) { static_cast<void>(s.world.Abort(s.prepared)); }},
    {"AbortBySigner",
     [](Scene& s) {
       v1::SignerAbortRequest request;
       request.set_session_token(s.token);
       static_cast<void>(s.world.AbortBySigner(request));
     }},
    {"Amend",
     [](Scene& s) {
       v1::PrepareRequest request;
       request.set_session_id(s.prepared.session_id());
       request.set_caller_token(s.prepared.caller_token());
       request.mutable_attributes()->set_claimed_role("Adjointe");
       static_cast<void>(s.world.Prepare(request));
     }},
};

class ConcurrencyTest : public testing::TestWithParam<v1::SessionState> {
 protected:
  // Runs two calls together on a new session that stands in the parameter's state.
  void RunPair(const Call& first, const Call& second) {
    Scene scene{world_, world_.PrepareOrDie(), "", {}, {}, {}};
    TestAgent agent(world_);
    if (GetParam() != v1::PREPARED) {
      ASSERT_THAT(agent.GoTo(GetParam(), scene.prepared.ticket()), IsOk());
    }
    scene.token = agent.token();
    scene.shown = agent.shown();
    scene.released = agent.released();
    if (!scene.released.signed_info().empty()) scene.answers.Released(scene.released.signed_info());
    RunTogether(scene, first, second);
    ExpectTrue(scene);
  }

  static void RunTogether(Scene& scene, const Call& first, const Call& second) {
    std::barrier<> barrier(2);
    const auto run = [&scene, &barrier](const Call& call) {
      barrier.arrive_and_wait();
      call(scene);
    };
    std::thread other(run, std::cref(second));
    run(first);
    other.join();
  }

  void ExpectTrue(Scene& scene) {
    EXPECT_LE(scene.answers.releases(), 1u);
    const auto result = world_.Finalize(scene.prepared);
    if (result.ok()) scene.answers.Finalized(result->signed_document());
    EXPECT_LE(scene.answers.documents(), 1u);
    const v1::SessionState state = world_.StateOf(scene.prepared.session_id());
    if (scene.answers.delivered() || scene.answers.documents() > 0) {
      EXPECT_EQ(state, v1::FINALIZED);
    }
  }

  SessionWorld world_{nullptr, WorldParts()};
};

// Proves: SES-5
TEST_P(ConcurrencyTest, NoPairOfCallsSignsTwiceOrLosesASignature) {
  for (int round = 0; round < kRounds; ++round) {
    for (const NamedCall& first : kCalls) {
      for (const NamedCall& second : kCalls) {
        SCOPED_TRACE(std::string(first.name) + " beside " + second.name);
        RunPair(first.call, second.call);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(States, ConcurrencyTest,
                         testing::Values(v1::PREPARED, v1::PRESENTED, v1::CONSENTED, v1::SIGNING,
                                         v1::SIGNED),
                         [](const auto& state) { return v1::SessionState_Name(state.param); });

// Proves: SES-5
TEST(ConcurrentTicketTest, OfManyAgentsOneGetsTheToken) {
  SessionWorld world(nullptr, WorldParts());
  const v1::PrepareResponse prepared = world.PrepareOrDie();
  absl::Mutex mutex;
  int redeemed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      TestAgent agent(world);
      if (!agent.Redeem(prepared.ticket()).ok()) return;
      absl::MutexLock lock(&mutex);
      ++redeemed;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(redeemed, 1);
}

// As an agent repeats a Present whose answer it takes for lost, while the first is still on its way.
// Proves: SES-5
TEST(ConcurrentTicketTest, EveryPresentWithOneSecretGivesOneToken) {
  SessionWorld world(nullptr, WorldParts());
  v1::PresentRequest request = TestAgent(world).RedeemRequest(world.PrepareOrDie().ticket());
  request.set_agent_secret(std::string(32, 's'));
  absl::Mutex mutex;
  std::set<std::string> tokens;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto opened = world.Present(request);
      absl::MutexLock lock(&mutex);
      tokens.insert(opened.ok() ? opened->session_token() : std::string(opened.status().message()));
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_EQ(tokens.size(), 1u);
  TestAgent agent(world);
  agent.UseToken(*tokens.begin());
  EXPECT_THAT(agent.Choose(), IsOk());
}

// Proves: SES-5
TEST(ConcurrentTicketTest, OfTwoSecretsOneWins) {
  SessionWorld world(nullptr, WorldParts());
  const std::string ticket = world.PrepareOrDie().ticket();
  absl::Mutex mutex;
  std::set<std::string> tokens;
  std::set<char> winners;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, own = i % 2 == 0 ? 'a' : 'b'] {
      v1::PresentRequest request = TestAgent(world).RedeemRequest(ticket);
      request.set_agent_secret(std::string(32, own));
      const auto opened = world.Present(request);
      absl::MutexLock lock(&mutex);
      if (!opened.ok()) {
        EXPECT_THAT(opened, test::HasReason(v1::TICKET_USED));
        return;
      }
      tokens.insert(opened->session_token());
      winners.insert(own);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(tokens.size(), 1u);
  EXPECT_EQ(winners.size(), 1u);
}

// Proves: SES-5
TEST(ConcurrentPrepareTest, OneKeyIsOneSession) {
  SessionWorld world(nullptr, WorldParts());
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_idempotency_key("une-fois");
  absl::Mutex mutex;
  std::set<std::string> ids;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto prepared = world.Prepare(request);
      absl::MutexLock lock(&mutex);
      ids.insert(prepared.ok() ? prepared->session_id() : std::string(prepared.status().message()));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ids.size(), 1u);
}

}  // namespace
}  // namespace paraphe::server
