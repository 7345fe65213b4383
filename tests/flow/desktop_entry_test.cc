// The entry that makes a desktop open paraphe:// links with the window. Needs the Debian package
// desktop-file-utils.
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using ::testing::HasSubstr;

std::string EntryFile() {
  const char* const folder = std::getenv("PARAPHE_SOURCE");
  return absl::StrCat(folder == nullptr ? "." : folder, "/deploy/desktop/paraphe-desk.desktop");
}

TEST(DesktopEntryTest, IsValid) {
  const auto result = test::RunCommand({"desktop-file-validate", EntryFile()});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->exit_code, 0) << result->out << result->err;
  EXPECT_EQ(result->out, "") << "no warning either";
}

TEST(DesktopEntryTest, TheValidatorTellsAFaultyOne) {
  const test::TempDir folder;
  const std::string file =
      folder.WriteFileOrDie("a.desktop", "[Desktop Entry]\nType=Application\nExec=a %q\n");
  const auto result = test::RunCommand({"desktop-file-validate", file});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_NE(result->exit_code, 0);
}

TEST(DesktopEntryTest, TakesTheLinksOfParaphe) {
  const test::TempDir folder;
  ASSERT_TRUE(test::RunCommand({"cp", EntryFile(), folder.path()}).ok());
  const auto result = test::RunCommand({"update-desktop-database", folder.path()});
  ASSERT_TRUE(result.ok() && result->exit_code == 0);
  EXPECT_THAT(folder.ReadFileOrDie("mimeinfo.cache"),
              HasSubstr("x-scheme-handler/paraphe=paraphe-desk.desktop;"));
}

}  // namespace
}  // namespace paraphe
