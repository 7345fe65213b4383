#include "server/session/drawing.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/file.h"
#include "server/session/invariants.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using ::testing::HasSubstr;

std::string SourceFolder() {
  const char* folder = std::getenv("PARAPHE_SOURCE");
  return folder == nullptr ? "." : folder;
}

// Proves: SES-1, DOCS-2
TEST(DrawingTest, PageInTheDocsIsWhatTheTableDraws) {
  const auto page = ReadFile(absl::StrCat(SourceFolder(), "/docs/session.md"), 1 << 20);
  ASSERT_THAT(page, paraphe::test::IsOk());
  EXPECT_TRUE(*page == DrawSessionPage())
      << "the table changed: regenerate with  build/bin/session_drawing > docs/session.md";
}

TEST(DrawingTest, PageShowsEveryTransitionStateAndEvent) {
  const std::string page = DrawSessionPage();
  for (const Transition& row : kTransitions) {
    if (KeepsEveryState(row.event)) continue;
    EXPECT_THAT(page, HasSubstr(absl::StrCat(": ", InfoOf(row.event).name, "\n")));
  }
  for (const PhasesOf& row : kPhases)
    EXPECT_THAT(page, HasSubstr(absl::StrCat("| ", InfoOf(row.state).name, " | ")));
  for (const EventInfo& event : kEvents)
    EXPECT_THAT(page, HasSubstr(absl::StrCat("| ", event.name, " | ")));
}

}  // namespace
}  // namespace paraphe::server
