// A document is signed while a thousand strangers stand in the middle of their TLS handshakes.
#include "absl/strings/ascii.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"

namespace paraphe::test {
namespace {

// Each is dialled again as soon as the server ends it, for as long as the session takes.
TEST(HalfOpenTest, AThousandHalfOpenHandshakesHoldUpNoSignature) {
  FlowWorld world;
  const std::string port(absl::StripAsciiWhitespace(world.dir().ReadFileOrDie("port")));
  for (const char* addresses : {"1000", "1"}) {
    SCOPED_TRACE(addresses);
    RunningProgram crowd({"/usr/bin/python3", Project("tests/server/slow_client.py"), port,
                          "half-open", "1000", addresses, "120"});
    ASSERT_TRUE(crowd.WaitFor("open"));
    const absl::Time begin = absl::Now();
    SignCommand sign = world.BeginSign(world.SmallDocument(), {"--force"});
    ASSERT_NE(sign.link, "");
    EXPECT_EQ(world.Agent(sign.link).exit_code, 0);
    EXPECT_EQ(sign.program->Finish().exit_code, 0);
    EXPECT_LT(absl::Now() - begin, absl::Seconds(40)) << "within seconds on an idle machine";
    crowd.Signal(SIGKILL);
    crowd.Finish();
  }
}

}  // namespace
}  // namespace paraphe::test
