#include "client/agent/presented_document.h"

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/hash.h"
#include "render/html.h"
#include "render/table.h"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

// A table that shows elements <niveau> one in another.
constexpr char kNestedTable[] = R"(name: "niveaux"
title { fr: "Niveaux" en: "Levels" }
root: "niveau"
elements { name: "niveau" show_as: SECTION label { fr: "Niveau" en: "Level" } }
)";

std::string Nested(int depth) {
  std::string document;
  for (int i = 0; i < depth; ++i) absl::StrAppend(&document, "<niveau>");
  for (int i = 0; i < depth; ++i) absl::StrAppend(&document, "</niveau>");
  return document;
}

v1::PresentResponse Answer(const std::string& document, const std::string& table,
                           const xml::Bounds& bounds = {}, Language language = Language::kFrench) {
  const auto read_table = *Table::Create(table, "test");
  v1::PresentResponse response;
  response.set_document(document);
  response.set_document_sha256(Sha256(document));
  response.set_table(table);
  response.set_table_sha256(Sha256(table));
  response.set_table_name(read_table->name());
  const auto html = RenderHtml(document, *read_table, language, bounds);
  response.set_html_sha256(Sha256(html.ok() ? *html : ""));
  return response;
}

absl::Status Check(v1::PresentResponse response, const DeskRules& rules) {
  return PresentedDocument::Check(response, rules).status();
}

// Proves: PRES-1
TEST(PresentedDocumentTest, HoldsWhatTheAgentReadAndRendered) {
  DeskRules rules;
  rules.language = Language::kEnglish;
  v1::PresentResponse response =
      Answer(test::TestDocument(), test::TestTable(), {}, rules.language);
  const auto presented = PresentedDocument::Check(response, rules);
  ASSERT_THAT(presented, IsOk());
  EXPECT_EQ((*presented)->document(), test::TestDocument());
  EXPECT_EQ((*presented)->document_sha256(), Sha256(test::TestDocument()));
  EXPECT_EQ((*presented)->title(), "Test act");
  EXPECT_EQ(Sha256((*presented)->html()), response.html_sha256());
  EXPECT_TRUE(response.document().empty());
  EXPECT_TRUE((*presented)->MatchesDigestsOf(response));
}

// Proves: PRES-8, PRES-9
TEST(PresentedDocumentTest, WhereNobodyIsAskedThePageIsMadeForItsDigestAlone) {
  DeskRules rules;
  rules.unattended = true;
  v1::PresentResponse response = Answer(test::TestDocument(), test::TestTable());
  v1::PresentResponse forged = response;
  forged.mutable_html_sha256()->back() ^= 1;
  EXPECT_THAT(PresentedDocument::Check(forged, rules), HasReason(v1::PRESENTATION_MISMATCH));
  const auto presented = PresentedDocument::Check(response, rules);
  ASSERT_THAT(presented, IsOk());
  EXPECT_EQ((*presented)->html(), "");
  EXPECT_EQ((*presented)->html_sha256(), response.html_sha256());
}

// Proves: PRES-5
TEST(PresentedDocumentTest, NamesTheFilesInsideTheDocument) {
  const std::string table =
      "name: \"t\" title { fr: \"T\" en: \"T\" }"
      "elements { name: \"f\" show_as: FIELD value { kind: ATTACHMENT } }";
  v1::PresentResponse response = Answer("<f>YWJj</f>", table);
  const auto presented = PresentedDocument::Check(response, {});
  ASSERT_THAT(presented, IsOk());
  ASSERT_EQ((*presented)->attachment_lines().size(), 1u);
  EXPECT_THAT((*presented)->attachment_lines()[0].words_fr(),
              HasSubstr("3 octets, SHA-256 ba7816bf"));
}

// Proves: PRES-8
TEST(PresentedDocumentTest, EachOfTheThreeDigestsCounts) {
  v1::PresentResponse response = Answer(test::TestDocument(), test::TestTable());
  const auto presented = *PresentedDocument::Check(response, {});
  for (std::string* digest : {response.mutable_document_sha256(), response.mutable_table_sha256(),
                              response.mutable_html_sha256()}) {
    const std::string before = *digest;
    *digest = Sha256("another");
    EXPECT_FALSE(presented->MatchesDigestsOf(response));
    *digest = before;
  }
}

// Canonical documents that may not be signed, whatever the server says.
// Proves: PRES-8, DOC-2
TEST(PresentedDocumentTest, TheAgentJudgesItselfWhetherADocumentMayBeSigned) {
  EXPECT_THAT(
      Check(Answer("<niveau Id=\"a\"><niveau Id=\"a\"></niveau></niveau>", kNestedTable), {}),
      HasReason(v1::DOCUMENT_DUPLICATE_ID));
  EXPECT_THAT(Check(Answer("<niveau><s:Signature xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\">"
                           "</s:Signature></niveau>",
                           kNestedTable),
                    {}),
              HasReason(v1::DOCUMENT_ALREADY_SIGNED));
}

struct Bound {
  const char* name;
  std::function<void(xml::Bounds&)> lower;
};
std::ostream& operator<<(std::ostream& out, const Bound& bound) { return out << bound.name; }

class DeskBoundTest : public ::testing::TestWithParam<Bound> {};

// The desk's own configuration counts, whatever the server took.
// Proves: DOC-6, PRES-8
TEST_P(DeskBoundTest, RefusesADocumentThatTheServerAccepted) {
  DeskRules rules;
  EXPECT_THAT(Check(Answer(test::TestDocument(), test::TestTable()), rules), IsOk());
  GetParam().lower(rules.bounds);
  EXPECT_THAT(Check(Answer(test::TestDocument(), test::TestTable()), rules),
              HasReason(v1::DOCUMENT_BEYOND_BOUND));
}

INSTANTIATE_TEST_SUITE_P(
    All, DeskBoundTest,
    ::testing::Values(Bound{"bytes",
                            [](auto& b) { b.document_bytes = test::TestDocument().size() - 1; }},
                      Bound{"depth", [](auto& b) { b.depth = 1; }},
                      Bound{"attributes", [](auto& b) { b.attributes = 0; }},
                      Bound{"declarations", [](auto& b) { b.namespace_declarations = 0; }},
                      Bound{"name", [](auto& b) { b.name_bytes = 6; }}));

class DeepDocumentTest : public ::testing::TestWithParam<Language> {};

// Proves: DOC-6
TEST_P(DeepDocumentTest, IsShownWhereTheDeskAllowsMoreThanTheDefault) {
  DeskRules rules;
  rules.language = GetParam();
  const std::string document = Nested(static_cast<int>(rules.bounds.depth) + 1);
  EXPECT_THAT(Check(Answer(document, kNestedTable, {}, GetParam()), rules),
              HasReason(v1::DOCUMENT_BEYOND_BOUND));
  rules.bounds.depth += 1;
  EXPECT_THAT(Check(Answer(document, kNestedTable, rules.bounds, GetParam()), rules), IsOk());
}

INSTANTIATE_TEST_SUITE_P(Languages, DeepDocumentTest,
                         ::testing::Values(Language::kFrench, Language::kEnglish));

// Proves: DOC-3, PRES-8
TEST(PresentedDocumentTest, SignedDocumentIsRefusedByTheAgentItself) {
  const std::string signed_document =
      "<niveau><ds:Signature "
      "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature></niveau>";
  EXPECT_THAT(Check(Answer(signed_document, kNestedTable), {}),
              HasReason(v1::DOCUMENT_ALREADY_SIGNED));
}

// Proves: PRES-8
TEST(PresentedDocumentTest, TableThatIsTooLongIsRefused) {
  v1::PresentResponse response = Answer(test::TestDocument(), test::TestTable());
  response.mutable_table()->append(kMaxTableBytes, '\n');
  response.set_table_sha256(Sha256(response.table()));
  EXPECT_THAT(Check(response, {}), HasReason(v1::TABLE_INVALID));
}

}  // namespace
}  // namespace paraphe::agent
