// `paraphe table check`: every table of the project, and faults by line and column.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;

class TableCommandTest : public testing::Test {
 protected:
  std::string File(const std::string& name, absl::string_view bytes) const {
    return dir_.WriteFileOrDie(name, bytes);
  }
  TempDir dir_;
};

// Proves: PRES-2
TEST_F(TableCommandTest, EveryTableOfTheProjectIsGood) {
  for (const char* name : {"actes", "arrete", "generic", "pes-aller", "ubl-invoice"}) {
    const CommandResult result =
        Paraphe({"table", "check", Project(std::string("deploy/tables/") + name + ".textproto")});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr(": OK, table "));
  }
}

TEST_F(TableCommandTest, TableFaultsHaveLineAndColumn) {
  const std::string table = File(
      "t.textproto",
      "name: \"x\"\ntitle { fr: \"a\" en: \"b\" }\nelements { name: \"a\" show_as: SCRIPT }\n");
  const CommandResult result = Paraphe({"table", "check", "--json", table});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("t.textproto:3:"));
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "TABLE_INVALID");
}

}  // namespace
}  // namespace paraphe::test
