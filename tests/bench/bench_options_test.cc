#include "tests/bench/bench_options.h"

#include "gtest/gtest.h"

namespace paraphe::bench {
namespace {

BenchOptions Read(const std::vector<std::string>& words) {
  const auto options = ReadOptions(words);
  EXPECT_TRUE(options.ok()) << options.status();
  return options.value_or(BenchOptions());
}

TEST(BenchOptionsTest, WithoutWordsEveryTargetIsWantedInFull) {
  const BenchOptions options = Read({});
  EXPECT_TRUE(options.Wants("T1"));
  EXPECT_TRUE(options.Wants("T12"));
  EXPECT_FALSE(options.quick);
  EXPECT_FALSE(options.json);
  EXPECT_EQ(options.tolerance, 1);
  EXPECT_TRUE(options.all_shapes);
}

TEST(BenchOptionsTest, OnlyNamesTargets) {
  const BenchOptions options = Read({"--only", "T1,T10"});
  EXPECT_TRUE(options.Wants("T1"));
  EXPECT_TRUE(options.Wants("T10"));
  EXPECT_FALSE(options.Wants("T4"));
}

TEST(BenchOptionsTest, TheRestIsAsSaid) {
  const BenchOptions options = Read({"--quick", "--json", "--tolerance", "2", "--shape", "ubl"});
  EXPECT_TRUE(options.quick);
  EXPECT_TRUE(options.json);
  EXPECT_EQ(options.tolerance, 2);
  EXPECT_EQ(options.shape, Shape::kUbl);
  EXPECT_FALSE(options.all_shapes);
}

TEST(BenchOptionsTest, FiguresStandWhereTheyAreSaidTo) {
  const BenchOptions options = Read({"--stands", "T1=5,T1 floors=2.5"});
  EXPECT_EQ(options.stands, (Stands{{"T1", 5}, {"T1 floors", 2.5}}));
}

TEST(BenchOptionsTest, WhatIsNotKnownIsRefused) {
  const std::vector<std::vector<std::string>> refused = {{"--fast"},
                                                         {"--only"},
                                                         {"--only", "T13"},
                                                         {"--only", "T0"},
                                                         {"--only", "T1,"},
                                                         {"--only", "1"},
                                                         {"--shape", "docx"},
                                                         {"--shape"},
                                                         {"--tolerance", "0.5"},
                                                         {"--tolerance", "much"},
                                                         {"--stands", "T1"},
                                                         {"--stands", "T1=0"},
                                                         {"--stands", "T13=1"},
                                                         {"--stands", "T1=1,"},
                                                         {"T1"}};
  for (const std::vector<std::string>& words : refused) {
    EXPECT_FALSE(ReadOptions(words).ok()) << words.back();
  }
}

}  // namespace
}  // namespace paraphe::bench
