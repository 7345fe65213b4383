// The tables of the model are those of the machine, and where they were not it would be found.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/model/session_model.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::DifferencesFromTables;
using test::TableLinesOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SessionModelTableTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto text = test::ReadSessionModel();
    ASSERT_THAT(text, paraphe::test::IsOk());
    model_ = *std::move(text);
  }

  // The model with `line` replaced.
  std::string With(const std::string& line, const std::string& instead) const {
    return absl::StrReplaceAll(model_, {{absl::StrCat(line, "\n"), absl::StrCat(instead, "\n")}});
  }

  std::string model_;
};

// Proves: SES-1, SES-2, SES-3, SES-4, SES-5
TEST_F(SessionModelTableTest, TablesOfTheModelAreThoseOfTheMachine) {
  EXPECT_THAT(DifferencesFromTables(model_), IsEmpty());
}

TEST_F(SessionModelTableTest, EachLineThatIsGoneIsMissed) {
  for (const std::string& line : TableLinesOf(model_)) {
    const std::string missed = absl::StrCat("transitions.h has ", line, ", session.pml has not");
    EXPECT_THAT(DifferencesFromTables(With(line, "")), ElementsAre(missed));
    EXPECT_THAT(DifferencesFromTables(With(line, absl::StrCat("/* ", line, " */"))),
                ElementsAre(missed));
    EXPECT_THAT(DifferencesFromTables(With(line, absl::StrCat("/*\n", line, "\n*/"))),
                ElementsAre(missed));
  }
}

TEST_F(SessionModelTableTest, EachLineThatIsChangedIsFoundOnBothSides) {
  for (const std::string& line : TableLinesOf(model_)) {
    const std::string other = absl::StrReplaceAll(line, {{")", "X)"}});
    EXPECT_THAT(DifferencesFromTables(With(line, other)),
                ::testing::UnorderedElementsAre(
                    absl::StrCat("transitions.h has ", line, ", session.pml has not"),
                    absl::StrCat("session.pml has ", other, ", transitions.h has not")));
  }
}

TEST_F(SessionModelTableTest, ChangedNextStateIsFound) {
  EXPECT_THAT(DifferencesFromTables(With("T(SIGNING, AcceptSignature, SIGNED)",
                                         "T(SIGNING, AcceptSignature, FAILED)")),
              SizeIs(2));
}

TEST_F(SessionModelTableTest, LineMoreThanTheTableHasIsFound) {
  for (const char* more : {"T(SIGNING, Abort, ABORTED)", "R(SIGNED, Finalize)",
                           "T(NONE, Create, PREPARED)", "T(NONE,Create,PREPARED)"}) {
    EXPECT_THAT(DifferencesFromTables(absl::StrCat(model_, "  ", more, "\n")),
                ElementsAre(absl::StrCat("session.pml has ", more, ", transitions.h has not")));
  }
}

TEST_F(SessionModelTableTest, LineThatHoldsForSomeRunsOnlyIsFound) {
  const std::string line = "T(SIGNING, GiveUp, FAILED)";
  EXPECT_THAT(DifferencesFromTables(With(line, absl::StrCat("\n#ifdef FAULT\n", line, "\n#endif"))),
              SizeIs(2));
}

}  // namespace
}  // namespace paraphe::server
