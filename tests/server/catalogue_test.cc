#include "server/catalogue.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/catalogue.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kPolicy[] =
    R"(name: "p" applies_to { application: "mairie" role: "*" } description: "P")";

std::string TableFor(const std::string& name, const std::string& root) {
  const std::string of_root = root.empty() ? "" : "root: \"" + root + "\" ";
  return "name: \"" + name + "\" title { fr: \"T\" en: \"T\" } " + of_root +
         "default_rule { show_unlisted_elements: true show_unlisted_attributes: true }";
}

class CatalogueTest : public testing::Test {
 protected:
  CatalogueTest() {
    v1::ApplicationConfig application;
    application.set_name("mairie");
    settings_.applications.push_back(application);
    settings_.policy_files.push_back(dir_.WriteFileOrDie("p.textproto", kPolicy));
    settings_.table_files.push_back(dir_.WriteFileOrDie("t.textproto", TableFor("acte", "Acte")));
    settings_.trusted_ca_files.push_back(
        dir_.WriteFileOrDie("ca.pem", test::TestPki::Get().CaPem()));
  }

  absl::StatusOr<std::shared_ptr<const Catalogue>> Load() { return Catalogue::Load(settings_); }
  void AddTable(const std::string& name, const std::string& root) {
    settings_.table_files.push_back(dir_.WriteFileOrDie(name + ".table", TableFor(name, root)));
  }
  static xml::DocumentFacts DocumentOf(const std::string& root) {
    xml::DocumentFacts facts;
    facts.root_local_name = root;
    return facts;
  }

  test::TempDir dir_;
  ServerSettings settings_;
};

TEST_F(CatalogueTest, HoldsWhatTheFilesSay) {
  const auto catalogue = Load();
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_NE((*catalogue)->FindApplication("mairie"), nullptr);
  EXPECT_EQ((*catalogue)->FindApplication("other"), nullptr);
  EXPECT_EQ((*catalogue)->trusted_cas().size(), 1u);
  const auto table = (*catalogue)->FindTable("acte", DocumentOf("Acte"));
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ((*table)->text, TableFor("acte", "Acte"));
}

// Proves: PRES-2
TEST_F(CatalogueTest, TheTableIsTheNamedOneElseTheDocumentsElseTheGenericOne) {
  AddTable("generic", "");
  const auto catalogue = Load();
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_EQ((*(*catalogue)->FindTable("", DocumentOf("Acte")))->table->name(), "acte");
  EXPECT_EQ((*(*catalogue)->FindTable("", DocumentOf("Autre")))->table->name(), "generic");
  EXPECT_EQ((*(*catalogue)->FindTable("generic", DocumentOf("Acte")))->table->name(), "generic");
}

TEST_F(CatalogueTest, ADocumentThatNoTableIsForIsRefused) {
  const auto catalogue = Load();
  ASSERT_THAT(catalogue, IsOk());
  EXPECT_THAT((*catalogue)->FindTable("", DocumentOf("Autre")),
              HasReason(v1::TABLE_UNKNOWN, HasSubstr("Autre")));
  EXPECT_THAT((*catalogue)->FindTable("absent", DocumentOf("Acte")), HasReason(v1::TABLE_UNKNOWN));
}

TEST_F(CatalogueTest, TwoTablesOfOneNameAreRefused) {
  settings_.table_files.push_back(dir_.WriteFileOrDie("again.textproto", TableFor("acte", "X")));
  EXPECT_THAT(Load(), HasReason(v1::MALFORMED_FILE, HasSubstr("again.textproto")));
}

TEST_F(CatalogueTest, ABrokenTableIsNamedWithItsPlace) {
  settings_.table_files.push_back(
      dir_.WriteFileOrDie("bad.textproto", "name: \"b\"\nnonsense: 1\n"));
  EXPECT_THAT(Load(), HasReason(v1::TABLE_INVALID, HasSubstr("bad.textproto:2:")));
}

TEST_F(CatalogueTest, ABrokenPolicyIsNamedWithItsPlace) {
  settings_.policy_files.push_back(
      dir_.WriteFileOrDie("bad.textproto", "name: \"b\"\nnonsense: 1\n"));
  EXPECT_THAT(Load(), HasReason(v1::POLICY_INVALID, HasSubstr("bad.textproto:2:")));
}

TEST_F(CatalogueTest, AFileOfCasWithoutCaIsRefused) {
  settings_.trusted_ca_files.push_back(
      dir_.WriteFileOrDie("signer.pem", test::TestPki::Get().signer().Pem()));
  EXPECT_THAT(Load(), HasReason(v1::MALFORMED_FILE, HasSubstr("signer.pem")));
}

TEST_F(CatalogueTest, AnApplicationMayNotNameAPolicyThatDoesNotExist) {
  settings_.applications[0].add_policy_names("absent");
  EXPECT_THAT(Load(), HasReason(v1::MALFORMED_FILE, HasSubstr("\"absent\"")));
}

TEST_F(CatalogueTest, AFolderStandsForItsTextprotoFilesInOrder) {
  const std::string b = dir_.WriteFileOrDie("list/b.textproto", "");
  const std::string a = dir_.WriteFileOrDie("list/a.textproto", "");
  dir_.WriteFileOrDie("list/notes.txt", "");
  dir_.WriteFileOrDie("list/deeper/c.textproto", "");
  const auto files = ExpandFolders({dir_.Join("list"), "elsewhere"});
  ASSERT_THAT(files, IsOk());
  EXPECT_THAT(*files, ElementsAre(a, b, "elsewhere"));
}

// Proves: POL-7
TEST_F(CatalogueTest, WhoHoldsACatalogueKeepsItWhenItIsReplaced) {
  const auto first = Load();
  ASSERT_THAT(first, IsOk());
  CatalogueHolder holder(*first);
  const std::shared_ptr<const Catalogue> held = holder.Get();
  settings_.applications[0].set_name("prefecture");
  holder.Replace(*Load());
  EXPECT_NE(held->FindApplication("mairie"), nullptr);
  EXPECT_EQ(holder.Get()->FindApplication("mairie"), nullptr);
}

// Proves: ADM-1
TEST_F(CatalogueTest, EveryFaultOfEveryFileIsTold) {
  settings_.applications[0].add_policy_names("none");
  settings_.applications[0].add_policy_names("neither");
  settings_.table_files.push_back(dir_.WriteFileOrDie("bad.table", "name: 7"));
  settings_.table_files.push_back(dir_.Join("gone.table"));
  settings_.trusted_ca_files.push_back(dir_.WriteFileOrDie("no.pem", "x"));
  const absl::Status status = Load().status();
  EXPECT_THAT(status, HasReason(v1::MALFORMED_FILE));
  for (const char* fault :
       {"lists \"none\"", "lists \"neither\"", "bad.table:1:", "gone.table", "no.pem"}) {
    EXPECT_THAT(std::string(status.message()), HasSubstr(fault));
  }
}

}  // namespace
}  // namespace paraphe::server
