// The PIN file of an unattended agent: what is wrong with it costs neither the ticket nor a try.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>
#include <unistd.h>

#include "tests/flow/flow_world.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PinFileFlowTest : public ::testing::Test {
 protected:
  void WritePin(const std::string& text, mode_t mode) {
    ASSERT_EQ(chmod(world_.dir().WriteFileOrDie("pin", text).c_str(), mode), 0);
  }
  // The agent is refused before it asks anything of the server.
  void ExpectRefusal(const char* words) {
    const CommandResult agent = world_.Agent(link_);
    EXPECT_EQ(agent.exit_code, 3) << agent.out << agent.err;
    EXPECT_THAT(agent.err, HasSubstr(words));
    EXPECT_THAT(agent.out + agent.err, Not(HasSubstr("123456")));
  }

  FlowWorld world_;
  std::string link_ = world_.PrepareOrDie(world_.SmallDocument());
};

// Proves: DEV-3
TEST_F(PinFileFlowTest, IsReadBeforeTheTicketIsSpent) {
  WritePin("123456\n", 0644);
  ExpectRefusal("0600");
  WritePin(" \n123456\n", 0600);
  ExpectRefusal("empty");
  WritePin(std::string("1\0002\0003\0", 6), 0600);
  ExpectRefusal("plain text");
  ASSERT_EQ(unlink(world_.dir().Join("pin").c_str()), 0);
  ExpectRefusal("pin");

  WritePin("123456", 0600);
  const CommandResult agent = world_.Agent(link_);
  EXPECT_EQ(agent.exit_code, 0) << "the ticket was not spent: " << agent.out << agent.err;
  EXPECT_EQ(world_.OnSession("finalize", {"--out", world_.dir().Join("signed.xml")}).exit_code, 0);
}

// Proves: DEV-3
TEST_F(PinFileFlowTest, WhatAnEditorPutsAroundThePinIsNotPartOfIt) {
  WritePin(
      "\xEF\xBB\xBF"
      "123456 \r\n",
      0600);
  const CommandResult agent = world_.Agent(link_);
  EXPECT_EQ(agent.exit_code, 0) << agent.out << agent.err;
}

}  // namespace
}  // namespace paraphe::test
