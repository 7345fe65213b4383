#include "client/cli/place.h"

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::cli {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

// Proves: ATT-3
TEST(PlaceTest, PlainTextIsACity) {
  const auto place = ParsePlace(" Saint-Rémy-sur-Orne ", "France");
  ASSERT_THAT(place, IsOk());
  EXPECT_EQ(place->city(), "Saint-Rémy-sur-Orne");
  EXPECT_EQ(place->country_name(), "France");
  EXPECT_EQ(place->postal_code(), "");
}

TEST(PlaceTest, NamedPartsEach) {
  const auto place = ParsePlace(
      "city=Montpellier, postal-code=34000,state-or-province=Hérault,"
      "street-address=1, place Georges Frêche,country=FR",
      "France");
  ASSERT_THAT(place, IsOk());
  EXPECT_EQ(place->city(), "Montpellier");
  EXPECT_EQ(place->postal_code(), "34000");
  EXPECT_EQ(place->state_or_province(), "Hérault");
  EXPECT_EQ(place->street_address(), "1, place Georges Frêche");
  EXPECT_EQ(place->country_name(), "FR");
}

TEST(PlaceTest, WithoutDefaultNoCountry) {
  const auto place = ParsePlace("Paris", "");
  ASSERT_THAT(place, IsOk());
  EXPECT_EQ(place->country_name(), "");
}

TEST(PlaceTest, EqualsSignsBelongToValues) {
  const auto place = ParsePlace("city=A=B", "");
  ASSERT_THAT(place, IsOk());
  EXPECT_EQ(place->city(), "A=B");
}

TEST(PlaceTest, Refusals) {
  EXPECT_THAT(ParsePlace("", ""), HasReason(v1::USAGE, HasSubstr("empty")));
  EXPECT_THAT(ParsePlace("  ", ""), HasReason(v1::USAGE, HasSubstr("empty")));
  EXPECT_THAT(ParsePlace("town=Paris", ""), HasReason(v1::USAGE, HasSubstr("names no part")));
  EXPECT_THAT(ParsePlace("city=", ""), HasReason(v1::USAGE, HasSubstr("no value")));
  EXPECT_THAT(ParsePlace("city=A,city=B", ""), HasReason(v1::USAGE, HasSubstr("twice")));
  EXPECT_THAT(ParsePlace("Paris,country=FR", ""), HasReason(v1::USAGE, HasSubstr("names no part")));
}

}  // namespace
}  // namespace paraphe::cli
