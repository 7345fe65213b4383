// The example program of the SDK does what it says.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"

namespace paraphe::test {
namespace {

// Proves: DOCS-1
TEST(ExampleTest, SignsADocument) {
  FlowWorld world;
  const std::string document = world.SmallDocument();
  const std::string address =
      absl::StrCat("127.0.0.1:", absl::StripAsciiWhitespace(world.dir().ReadFileOrDie("port")));
  RunningProgram example({OurProgram("paraphe-example"), address, world.ca_file(),
                          world.dir().Join("caller"), document, "flow"});
  ASSERT_TRUE(example.WaitFor("paraphe://")) << example.Finish().err;
  ASSERT_TRUE(example.WaitFor("\n"));
  const std::string said = example.Said();
  const std::string link(absl::StripAsciiWhitespace(said.substr(said.find("paraphe://"))));
  EXPECT_EQ(world.Agent(link).exit_code, 0);
  EXPECT_EQ(example.Finish().exit_code, 0);
  EXPECT_EQ(Paraphe({"verify", "--ca", world.ca_file(), document + ".signed"}).exit_code, 0);
}

}  // namespace
}  // namespace paraphe::test
