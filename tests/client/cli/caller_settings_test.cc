#include "client/cli/caller_settings.h"

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::cli {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;

class CallerSettingsTest : public testing::Test {
 protected:
  absl::StatusOr<CallerSettings> Load(absl::string_view text) {
    return LoadCallerConfig(dir_.WriteFileOrDie("caller.textproto", text));
  }
  test::TempDir dir_;
};

TEST_F(CallerSettingsTest, DefaultsAreFilledIn) {
  const auto settings = Load("server { address: \"h:1\" }");
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->deadline, absl::Seconds(30));
  EXPECT_EQ(settings->patience, absl::Hours(1));
  EXPECT_EQ(settings->default_country, "");
}

TEST_F(CallerSettingsTest, WhatTheFileSaysIsTaken) {
  const auto settings = Load(
      "server { address: \"[::1]:9443\" }\ndeadline { seconds: 5 }\npatience { nanos: 500000000 }\n"
      "default_country: \"France\"\n");
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->server.address(), "[::1]:9443");
  EXPECT_EQ(settings->deadline, absl::Seconds(5));
  EXPECT_EQ(settings->patience, absl::Milliseconds(500));
  EXPECT_EQ(settings->default_country, "France");
}

TEST_F(CallerSettingsTest, EveryFaultHasItsLine) {
  EXPECT_THAT(
      Load(
          "server { address: \"nowhere\" }\n\ndeadline { seconds: 0 }\npatience { seconds: -1 }\n"),
      HasReason(v1::MALFORMED_FILE,
                AllOf(HasSubstr("caller.textproto:1:10: server.address: must be HOST:PORT"),
                      HasSubstr("caller.textproto:3:1: deadline"),
                      HasSubstr("caller.textproto:4:1: patience"))));
}

TEST_F(CallerSettingsTest, AddressesThatAreNone) {
  for (const char* address : {"", "host", "host:", ":9443", "host:0", "host:65536", "host:x"}) {
    EXPECT_THAT(Load(std::string("server { address: \"") + address + "\" }"),
                HasReason(v1::MALFORMED_FILE))
        << address;
  }
}

TEST_F(CallerSettingsTest, UnknownFieldsAreFaults) {
  EXPECT_THAT(Load("server { address: \"h:1\" }\nserver_name: \"x\"\n"),
              HasReason(v1::MALFORMED_FILE, HasSubstr("caller.textproto:2:")));
}

TEST_F(CallerSettingsTest, AMissingFileIsNamed) {
  EXPECT_THAT(LoadCallerConfig(dir_.Join("none.textproto")),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("none.textproto")));
}

// The configuration that people copy.
TEST_F(CallerSettingsTest, TheExampleIsGood) {
  EXPECT_THAT(LoadCallerConfig("deploy/examples/paraphe.textproto"), IsOk());
}

}  // namespace
}  // namespace paraphe::cli
