#include "client/agent/text_rows.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "render/text_lines.h"

namespace paraphe::agent {
namespace {

using ::testing::Le;

// Proves: PRES-1
TEST(WrappedTest, BreaksBetweenWordsAndIndentsWhatGoesOn) {
  EXPECT_EQ(Wrapped("Lieu : Saint-Rémy-sur-Orne en France", 16),
            "Lieu :\n  Saint-Rémy-\n  sur-Orne en\n  France");
  EXPECT_EQ(Wrapped("    un deux trois\n", 12), "    un deux\n      trois\n");
  EXPECT_EQ(Wrapped("un deux", 7), "un deux");
  EXPECT_EQ(Wrapped("", 7), "");
  EXPECT_EQ(Wrapped("\n\na\n", 7), "\n\na\n");
}

// Proves: PRES-1
TEST(WrappedTest, AWordLongerThanARowIsPartedAtItsJoints) {
  EXPECT_EQ(Wrapped("CN=Hélène,surname=Lefèvre,C=FR", 20),
            "CN=Hélène,\n  surname=Lefèvre,\n  C=FR");
  EXPECT_EQ(Wrapped("https://paraphe.example/politiques/1", 26),
            "https://paraphe.example/\n  politiques/1");
  EXPECT_EQ(Wrapped("https://paraphe", 9), "https://\n  paraphe");
  EXPECT_EQ(Wrapped("abcdefghij", 6), "abcdef\n  ghij");
  // Raw text has no joints: its rows are full.
  EXPECT_EQ(RowsOf("aa,bb,cc", 4, Continuation::kExact).size(), 2u);
}

// Proves: PRES-1
TEST(WrappedTest, NoBreakSpacesHold) {
  EXPECT_EQ(Wrapped("prix\u00a0: 12\u00a0€", 8), "prix\u00a0:\n  12\u00a0€");
}

// Proves: PRES-1
TEST(WrappedTest, MarksOfFrenchStayWithTheirWord) {
  EXPECT_EQ(Wrapped("Cochez avec « oui » : x", 14), "Cochez avec\n  « oui » : x");
  EXPECT_EQ(Wrapped("Abandonner ? Rien", 11), "Abandonner\n  ? Rien");
  EXPECT_EQ(Wrapped("à Abandonner ? Rien", 14), "à Abandonner ?\n  Rien");
}

// Proves: PRES-1
TEST(WrappedTest, APromptKeepsItsBlank) {
  EXPECT_EQ(Wrapped("Cochez avec « oui » : ", 80), "Cochez avec « oui » : ");
  EXPECT_EQ(Wrapped("un deux : ", 9), "un deux :");
}

// Proves: PRES-6
TEST(WrappedTest, MarksAreNotParted) {
  EXPECT_EQ(Wrapped("le montant ⟦U+202E⟧12", 14), "le montant\n  ⟦U+202E⟧12");
  EXPECT_EQ(Wrapped("⟦lettres de plusieurs alphabets⟧", 40), "⟦lettres de plusieurs alphabets⟧");
}

// Proves: PRES-1
TEST(RowsOfTest, ExactRowsHoldEveryByteButLineFeeds) {
  const std::string text = "  <a>un   deux\t漢字</a>\n\n<b/>\n";
  for (size_t columns = 1; columns < 30; ++columns) {
    std::string joined;
    for (const TextRow& row : RowsOf(text, columns, Continuation::kExact)) {
      const std::string bytes = text.substr(row.begin, row.end - row.begin);
      absl::StrAppend(&joined, bytes);
      EXPECT_EQ(row.indent, 0u);
      // A tab or a wide character alone may be wider than the narrowest rows.
      if (bytes.size() > 3 && bytes.find('\t') == std::string::npos) {
        EXPECT_THAT(DisplayWidth(bytes), Le(columns)) << bytes;
      }
    }
    EXPECT_EQ(joined, absl::StrReplaceAll(text, {{"\n", ""}})) << columns;
  }
}

// Proves: PRES-1
TEST(RowsOfTest, TabsGoToTheNextStop) {
  EXPECT_EQ(RowsOf("a\tb", 9, Continuation::kExact).size(), 1u);
  EXPECT_EQ(RowsOf("a\tb", 8, Continuation::kExact).size(), 2u);
}

}  // namespace
}  // namespace paraphe::agent
