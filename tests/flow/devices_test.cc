// Devices other than a card: whole sessions.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/client/testing/pkcs12_files.h"
#include "tests/flow/flow_world.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;

// Proves: DEV-2, DEV-1
TEST(DevicesTest, APkcs12FileSignsWhereTheDeviceBeforeItIsMissing) {
  FlowWorld world;
  const Pkcs12Files files;
  const std::string file = files.WriteOrDie(world.pki().signer(), "123456");
  const std::string config = absl::StrReplaceAll(
      world.dir().ReadFileOrDie("paraphe-agent.textproto"),
      {{"device {", absl::StrCat("device { module: \"/nowhere/module.so\" }\ndevice { pkcs12: \"",
                                 file, "\" }\n# device {")}});
  const std::string path = world.dir().WriteFileOrDie("pkcs12-agent.textproto", config);
  const std::string link = world.PrepareOrDie(world.SmallDocument());
  const auto sign = [&] {
    return *RunCommand(
        {OurProgram("paraphe-agent"), "--config", path, "--ticket", link, "--unattended"});
  };
  // The password comes before the ticket, as the certificates are encrypted: nothing is spent.
  world.dir().WriteFileOrDie("pin", "654321\n");
  const CommandResult refused = sign();
  EXPECT_EQ(refused.exit_code, 5);
  EXPECT_THAT(refused.err, HasSubstr("wrong password"));
  world.dir().WriteFileOrDie("pin", "123456\n");
  const CommandResult agent = sign();
  EXPECT_EQ(agent.exit_code, 0) << agent.err;
  const std::string out = world.dir().Join("signed.xml");
  EXPECT_EQ(world.OnSession("finalize", {"--out", out}).exit_code, 0);
  EXPECT_EQ(Paraphe({"verify", "--ca", world.ca_file(), out}).exit_code, 0);
}

}  // namespace
}  // namespace paraphe::test
