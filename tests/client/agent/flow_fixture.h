// An agent's session between doubles: server, device and desk in memory.
#ifndef PARAPHE_TESTS_CLIENT_AGENT_FLOW_FIXTURE_H_
#define PARAPHE_TESTS_CLIENT_AGENT_FLOW_FIXTURE_H_

#include <vector>

#include "gtest/gtest.h"

#include "client/agent/agent_session.h"
#include "common/errors.h"
#include "tests/client/testing/fake_device.h"
#include "tests/client/testing/scripted_desk.h"
#include "tests/client/testing/truthful_server.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe::agent {

class FlowFixture : public ::testing::Test {
 protected:
  absl::Status Run() {
    AgentSession session(server_, device_, desk_, rules_, host());
    return session.Run(test::kTestTicket);
  }

  Host host() {
    return {clock_, stop_, [this](absl::Duration pause) { pauses_.push_back(pause); }};
  }

  // What must hold whenever the server lied or the signer stopped.
  void ExpectNothingReachedTheDevice() {
    EXPECT_TRUE(device_.reached.empty());
    EXPECT_TRUE(server_.signatures.empty());
    EXPECT_EQ(device_.closings, 1);
    EXPECT_TRUE(desk_.WasTold(Phrase::kNothingSigned));
    EXPECT_FALSE(desk_.WasTold(Phrase::kSigned));
  }

  test::TruthfulServer server_;
  test::FakeDevice device_{{test::TestPki::Get().signer()}};
  test::ScriptedDesk desk_;
  DeskRules rules_;
  test::FakeClock clock_;  // the desk's
  Stop stop_;
  std::vector<absl::Duration> pauses_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_TESTS_CLIENT_AGENT_FLOW_FIXTURE_H_
