// `paraphe render`: the HTML, or what the table does not map.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class RenderCommandTest : public testing::Test {
 protected:
  std::string File(const std::string& name, absl::string_view bytes) const {
    return dir_.WriteFileOrDie(name, bytes);
  }
  TempDir dir_;
};

// Proves: PRES-2, PRES-3
TEST_F(RenderCommandTest, RenderWritesHtmlOrNamesWhatIsNotMapped) {
  const std::string table = Project("deploy/tables/arrete.textproto");
  const std::string sample = Project("deploy/samples/arrete.xml");
  const CommandResult french = Paraphe({"render", "--table", table, sample});
  EXPECT_EQ(french.exit_code, 0) << french.err;
  EXPECT_THAT(french.out, HasSubstr("lang=\"fr\""));
  EXPECT_THAT(Paraphe({"render", "--table", table, "--language", "en", sample}).out,
              HasSubstr("lang=\"en\""));

  const CommandResult unmapped =
      Paraphe({"render", "--table", table},
              "<arrete xmlns=\"urn:paraphe:sample:arrete:1\"><x></x></arrete>");
  EXPECT_EQ(unmapped.exit_code, 3);
  EXPECT_THAT(unmapped.err, AllOf(StartsWith("-:1:"), HasSubstr("/x")));
  EXPECT_EQ(unmapped.out, "");
}

// Proves: PRES-3, PRES-6
TEST_F(RenderCommandTest, MarksInAnErrorAreNotMarkedAgain) {
  const std::string table = File("t.textproto", "name: \"t\" title { fr: \"T\" en: \"T\" }");
  EXPECT_THAT(Paraphe({"render", "--table", table}, "<p\u200Da></p\u200Da>").err,
              HasSubstr("element /p⟦U+200D⟧a;"));
}

}  // namespace
}  // namespace paraphe::test
