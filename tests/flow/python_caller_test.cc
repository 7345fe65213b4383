// A back-office system in Python: the protos compile with Debian's own tools, and nothing else of
// ours is needed.
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/flow/python_modules.h"

namespace paraphe::test {
namespace {

// Proves: DOCS-1, SES-1, EXP-1
TEST(PythonCallerTest, HasADocumentSigned) {
  FlowWorld world;
  const std::string modules = PythonModulesIn(world.dir());
  const std::string document = world.SmallDocument();
  const std::string out = world.dir().Join("python.signed.xml");
  RunningProgram caller(
      {kPython, Project("tests/flow/python_caller.py"), modules,
       absl::StrCat("127.0.0.1:", absl::StripAsciiWhitespace(world.dir().ReadFileOrDie("port"))),
       world.ca_file(), world.dir().Join("caller"), document, out});
  ASSERT_TRUE(caller.WaitFor("paraphe://")) << caller.Finish().err;
  ASSERT_TRUE(caller.WaitFor("\n"));
  EXPECT_EQ(world.Agent(std::string(absl::StripAsciiWhitespace(caller.Said()))).exit_code, 0);
  const CommandResult result = caller.Finish();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(Paraphe({"verify", "--ca", world.ca_file(), out}).exit_code, 0);
}

}  // namespace
}  // namespace paraphe::test
