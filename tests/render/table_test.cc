#include "render/table.h"

#include <memory>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/render/samples.h"

namespace paraphe {
namespace {

// Proves: PRES-8
TEST(TableTest, DigestIsThatOfTheText) {
  // By sha256sum.
  constexpr char kText[] = "name: \"t\" title { fr: \"T\" en: \"T\" }";
  EXPECT_EQ(absl::BytesToHexString((*Table::Create(kText, "t"))->sha256()),
            "90959bc423642d65f0badb5e99685d9ca406976914665e9b8e5dbe8c9eab1853");
  EXPECT_NE((*Table::Create(absl::StrCat(kText, "\n"), "t"))->sha256(),
            (*Table::Create(kText, "t"))->sha256());
}

std::vector<std::shared_ptr<const Table>> AllTables() {
  std::vector<std::shared_ptr<const Table>> tables;
  for (const char* name : {"generic", "actes", "arrete", "pes-aller", "ubl-invoice"}) {
    tables.push_back(test::TableOrDie(name));
  }
  return tables;
}

// Proves: PRES-2
TEST(TableTest, TakesTheTableForTheDocumentElementElseTheGeneralOne) {
  const auto tables = AllTables();
  EXPECT_EQ(SelectTable(tables, "urn:paraphe:sample:arrete:1", "arrete")->name(), "arrete");
  EXPECT_EQ(SelectTable(tables, "urn:paraphe:sample:arrete:2", "arrete")->name(), "generic");
  EXPECT_EQ(SelectTable(tables, "", "arrete")->name(), "generic");
  EXPECT_EQ(SelectTable({}, "", "arrete"), nullptr);
}

// Proves: PRES-2
TEST(TableTest, OfSeveralTablesThatFitTheFirstIsTaken) {
  std::vector<std::shared_ptr<const Table>> tables;
  for (const char* root : {"", "", "root: \"a\"", "root: \"a\""})
    tables.push_back(test::MakeTableOrDie(root));
  EXPECT_EQ(SelectTable(tables, "", "b"), tables[0].get());
  EXPECT_EQ(SelectTable(tables, "", "a"), tables[2].get());
}

TEST(TableTest, WithoutAGeneralTableThereMayBeNone) {
  const std::vector<std::shared_ptr<const Table>> tables = {test::TableOrDie("arrete")};
  EXPECT_EQ(SelectTable(tables, "", "a"), nullptr);
}

}  // namespace
}  // namespace paraphe
