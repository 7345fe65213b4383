// `paraphe render`: the HTML, or what the table does not map.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"
#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
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

// The page without style is what digests are of, so it is what scripts get.
// Proves: PRES-8
TEST_F(RenderCommandTest, TheStyleIsAddedOnRequestAndTheDigestIsThatOfTheBarePage) {
  const std::string table = Project("deploy/tables/arrete.textproto");
  const std::string sample = Project("deploy/samples/arrete.xml");
  EXPECT_THAT(Paraphe({"render", "--table", table, sample}).out, Not(HasSubstr("<style>")));
  EXPECT_THAT(Paraphe({"render", "--styled", "--table", table, sample}).out, HasSubstr("<style>"));
  const auto digest = [&](const std::string& file, const std::string& option) {
    const std::string out = dir_.Join(file);
    const auto result =
        Paraphe({"render", "--table", table, "--json", "--out", out, option, sample});
    return nlohmann::json::parse(result.out).at("sha256");
  };
  EXPECT_EQ(digest("bare.html", "--language=fr"), digest("styled.html", "--styled"));
}

// Proves: PRES-5
TEST_F(RenderCommandTest, FilesInTheDocumentAreSavedDecodedAndNeverOverOthers) {
  const auto save = [this](const std::string& option) {
    return Paraphe({"render", "--table", Project("deploy/tables/ubl-invoice.textproto"),
                    "--save-attachments", dir_.path(), option,
                    Project("deploy/samples/facture.xml")});
  };
  EXPECT_EQ(save("--styled").exit_code, 0);
  const std::string file = dir_.Join("1-devis-2026-031.pdf");
  EXPECT_THAT(RunCommand({"sha256sum", file})->out,
              StartsWith("9d9b3bfe66bd4a5b5c68e6810a70642a2708cc4a9ca461f628ccb865eca0743d"));
  EXPECT_THAT(save("--styled").err, HasSubstr("1-devis-2026-031.pdf"));
  EXPECT_EQ(save("--styled").exit_code, 2);
  EXPECT_EQ(save("--force").exit_code, 0);
}

// Proves: PRES-3, PRES-6
TEST_F(RenderCommandTest, MarksInAnErrorAreNotMarkedAgain) {
  const std::string table = File("t.textproto", "name: \"t\" title { fr: \"T\" en: \"T\" }");
  EXPECT_THAT(Paraphe({"render", "--table", table}, "<p\u200Da></p\u200Da>").err,
              HasSubstr("element /p⟦U+200D⟧a;"));
}

}  // namespace
}  // namespace paraphe::test
