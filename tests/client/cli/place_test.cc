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

// Proves: ATT-3
TEST(PlaceTest, AnUnknownPartIsRefusedWhereverItStands) {
  for (const char* text :
       {"postalcode=75001,city=Paris", "city=Paris,postalcode=75001",
        "city=Paris, postalcode=75001,country=FR", "city=Paris,postal code=75001",
        "city=Paris,City=Lyon", "city=Paris,=75001"}) {
    EXPECT_THAT(ParsePlace(text, ""),
                HasReason(v1::USAGE, HasSubstr("names no part; parts are city, street-address, "
                                               "state-or-province, postal-code, country")))
        << text;
  }
  const auto twin = ParsePlace("city=Paris,postal-code=75001", "");
  ASSERT_THAT(twin, IsOk());
  EXPECT_EQ(twin->city(), "Paris");
  EXPECT_EQ(twin->postal_code(), "75001");
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
