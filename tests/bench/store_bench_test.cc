// What is not noise of what the stores cost.
#include "tests/bench/store_bench.h"

#include <iostream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"

namespace paraphe::server::test {
namespace {

BenchOptions Quick() {
  BenchOptions options;
  options.each = absl::Milliseconds(300);
  options.threads = 4;
  return options;
}

// Proves: SES-6
void ExpectATransitionNotToCostItsDocument(const StoreFigures& figures) {
  std::cout << ToTable({figures});
  ASSERT_EQ(figures.documents.size(), 2u);
  const DocumentFigures &small = figures.documents[0], &large = figures.documents[1];
  EXPECT_GT(small.written_bytes, 0u);
  EXPECT_NEAR(static_cast<double>(large.written_bytes), static_cast<double>(small.written_bytes),
              0.1 * static_cast<double>(small.written_bytes));
  EXPECT_LT(small.written_bytes, 64u << 10);
  for (const double rate : {figures.commits_alone, figures.commits_loaded, small.alone,
                            small.loaded, large.alone, large.loaded}) {
    EXPECT_GT(rate, 0);
  }
}

TEST(StoreBenchTest, ATransitionOfALargeDocumentWritesWhatOneOfASmallOneDoesInSqlite) {
  ExpectATransitionNotToCostItsDocument(Measure(MakeSqliteBench, Quick()));
}

TEST(StoreBenchTest, ATransitionOfALargeDocumentWritesWhatOneOfASmallOneDoesInPostgresql) {
  const auto make = [] { return MakePostgresqlBench(PostgresServer::Shared(), Quick().threads); };
  ExpectATransitionNotToCostItsDocument(Measure(make, Quick()));
}

TEST(StoreBenchTest, TheSameFiguresAreInTableAndJson) {
  StoreFigures figures;
  figures.store = "sqlite";
  figures.threads = 8;
  figures.commits_alone = 12.25;
  figures.documents = {{2048, 1.5, 2.5, 4096}};
  EXPECT_THAT(ToTable({figures}), ::testing::HasSubstr("transitions, 2048 bytes"));
  const nlohmann::json json = nlohmann::json::parse(ToJson({figures, figures}));
  ASSERT_EQ(json["stores"].size(), 2u);
  EXPECT_EQ(json["stores"][0]["store"], "sqlite");
  EXPECT_EQ(json["stores"][1]["documents"][0]["written_bytes"], 4096);
  EXPECT_EQ(json["stores"][1]["documents"][0]["transitions_loaded"], 2.5);
}

}  // namespace
}  // namespace paraphe::server::test
