#include "xades/xml_time.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe::xades {
namespace {

using ::testing::Eq;
using ::testing::Optional;

const absl::Time kTime = absl::FromUnixSeconds(1795339800);

// Proves: SIG-2
TEST(XmlTimeTest, WritesUtcInWholeSeconds) {
  EXPECT_EQ(FormatXmlDateTime(kTime), "2026-11-22T09:30:00Z");
  EXPECT_EQ(FormatXmlDateTime(absl::FromUnixSeconds(-62135596800)), "0001-01-01T00:00:00Z");
}

// Proves: EXP-2
TEST(XmlTimeTest, ReadsEveryTimeZone) {
  EXPECT_THAT(ParseXmlDateTime("2026-11-22T09:30:00Z"), Optional(kTime));
  EXPECT_THAT(ParseXmlDateTime("2026-11-22T10:30:00+01:00"), Optional(kTime));
  EXPECT_THAT(ParseXmlDateTime("2026-11-22T04:00:00-05:30"), Optional(kTime));
  EXPECT_THAT(ParseXmlDateTime("2026-11-22T09:30:00.250Z"),
              Optional(kTime + absl::Milliseconds(250)));
}

// Proves: EXP-2
TEST(XmlTimeTest, RefusesAnythingElse) {
  for (const char* text :
       {"", "2026-11-22T09:30:00", "2026-11-22", "infinite-future", " 2026-11-22T09:30:00Z",
        "2026-11-22T09:30:00Z ", "2026-1-22T09:30:00Z", "2026-13-22T09:30:00Z",
        "2026-02-30T09:30:00Z", "2026-11-22 09:30:00Z", "2026-11-22T09:30:00.Z",
        "0000-11-22T09:30:00Z", "2026-11-22T09:30:60Z", "2026-11-22T24:00:00Z",
        "2026-11-22T09:30:00+0100", "2026-11-22t09:30:00z"}) {
    EXPECT_THAT(ParseXmlDateTime(text), Eq(std::nullopt)) << text;
  }
}

}  // namespace
}  // namespace paraphe::xades
