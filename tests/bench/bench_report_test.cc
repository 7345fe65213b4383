#include "tests/bench/bench_report.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"

namespace paraphe::bench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Figure Ratio(double value, double limit) {
  Figure figure;
  figure.id = "T1";
  figure.what = "a session";
  figure.value = value;
  figure.limit = limit;
  figure.unit = "ratio";
  return figure;
}

Figure AtLeast(double value, double limit) {
  Figure figure = Ratio(value, limit);
  figure.at_least = true;
  return figure;
}

TEST(BenchReportTest, AValueHoldsUpToItsLimitAndNoFurther) {
  EXPECT_TRUE(Holds(Ratio(3, 3)));
  EXPECT_FALSE(Holds(Ratio(3.01, 3)));
}

TEST(BenchReportTest, ARateHoldsFromItsLimitOn) {
  EXPECT_TRUE(Holds(AtLeast(500, 500)));
  EXPECT_FALSE(Holds(AtLeast(499, 500)));
}

TEST(BenchReportTest, ARatioIsOursOverThePeers) {
  const Figure figure = RatioOf("T3", "a session", 3, 10, 4, "ms");
  EXPECT_EQ(figure.value, 2.5);
  EXPECT_EQ(figure.ours, 10);
  EXPECT_EQ(figure.peer, 4);
  EXPECT_TRUE(Holds(figure));
  EXPECT_FALSE(Holds(RatioOf("T3", "a session", 2.4, 10, 4, "ms")));
}

TEST(BenchReportTest, ToleranceIsTimesTheLimitEitherWay) {
  EXPECT_TRUE(Holds(Ratio(6, 3), 2));
  EXPECT_FALSE(Holds(Ratio(6.1, 3), 2));
  EXPECT_TRUE(Holds(AtLeast(250, 500), 2));
  EXPECT_FALSE(Holds(AtLeast(249, 500), 2));
}

TEST(BenchReportTest, OneFigureBeyondItsLimitIsEnough) {
  EXPECT_TRUE(AllHold({{Ratio(1, 3), AtLeast(9, 3)}, {}}, 1));
  EXPECT_FALSE(AllHold({{Ratio(1, 3), AtLeast(2, 3)}, {}}, 1));
  EXPECT_TRUE(AllHold({}, 1));
}

TEST(BenchReportTest, WhereAFigureStandsIsItsLimitUntilTheLimitIsReached) {
  const Report report = {{Ratio(4, 3)}, {}};
  EXPECT_TRUE(AllHold(report, 1, {{"T1", 4}}));
  EXPECT_FALSE(AllHold(report, 1, {{"T1", 3.9}}));
  EXPECT_FALSE(AllHold(report, 1, {{"T2", 4}}));
  EXPECT_TRUE(AllHold({{Ratio(3, 3)}, {}}, 1, {{"T1", 1}}));
  EXPECT_TRUE(AllHold({{AtLeast(2, 3)}, {}}, 1, {{"T1", 2}}));
  EXPECT_FALSE(AllHold({{AtLeast(2, 3)}, {}}, 1, {{"T1", 2.1}}));
  EXPECT_TRUE(AllHold({{AtLeast(3, 3)}, {}}, 1, {{"T1", 9}}));
}

TEST(BenchReportTest, JsonHasTheShapeThatOthersRead) {
  Figure figure = Ratio(2.5, 3);
  figure.peer = 0.25;
  figure.ours = 0.625;
  const nlohmann::json json = nlohmann::json::parse(ToJson({{figure, Ratio(4, 3)}, {}}));
  const nlohmann::json first = {{"id", "T1"}, {"value", 2.5}, {"limit", 3.0}, {"unit", "ratio"},
                                {"ok", true}, {"peer", 0.25}, {"ours", 0.625}};
  ASSERT_EQ(json["targets"].size(), 2u);
  EXPECT_EQ(json["targets"][0], first);
  EXPECT_EQ(json["targets"][1]["ok"], false);
  EXPECT_TRUE(json["targets"][1]["peer"].is_null());
}

TEST(BenchReportTest, PartsAreInBothFormsAndBoundNothing) {
  const Report report = {{Ratio(1, 3)}, {{"server, Prepare", 1234.5, "ms"}}};
  EXPECT_TRUE(AllHold(report, 1));
  EXPECT_THAT(ToTable(report), HasSubstr("server, Prepare"));
  EXPECT_EQ(nlohmann::json::parse(ToJson(report))["parts"][0]["value"], 1234.5);
}

TEST(BenchReportTest, TheTableSaysWhichFiguresDoNotHold) {
  EXPECT_THAT(ToTable({{Ratio(4, 3)}, {}}), HasSubstr(" NO "));
  EXPECT_THAT(ToTable({{Ratio(2, 3)}, {}}), Not(HasSubstr(" NO ")));
}

TEST(BenchReportTest, AddKeepsTheOrder) {
  Report report = {{Ratio(1, 3)}, {}};
  report.Add({{Ratio(2, 3)}, {{"a part", 1, "ms"}}});
  ASSERT_EQ(report.figures.size(), 2u);
  EXPECT_EQ(report.figures[1].value, 2);
  EXPECT_EQ(report.parts.size(), 1u);
}

}  // namespace
}  // namespace paraphe::bench
