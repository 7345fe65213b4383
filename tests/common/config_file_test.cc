#include "common/config_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "paraphe/v1/config.pb.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ConfigFileTest : public ::testing::Test {
 protected:
  absl::Status Read(const std::string& text) {
    return ReadConfigFile(
        dir_.WriteFileOrDie("caller.textproto", text), config_, [this](TextFile& file) {
          CheckServerAddress(config_.server(), {{"server"}}, file);
          deadline_ = TakeDuration(config_.deadline(), {{"deadline"}}, kMaxCallDeadline, file);
        });
  }

  test::TempDir dir_;
  v1::CallerConfig config_;
  absl::Duration deadline_;
};

TEST_F(ConfigFileTest, WhatTheFileSaysIsTaken) {
  EXPECT_THAT(Read("server { address: \"h:1\" } deadline { seconds: 2 nanos: 500000000 }"), IsOk());
  EXPECT_EQ(config_.server().address(), "h:1");
  EXPECT_EQ(deadline_, absl::Milliseconds(2500));
}

TEST_F(ConfigFileTest, ADurationIsLongerThanNothingAndHasAnEnd) {
  const std::string server = "server { address: \"h:1\" }\n";
  EXPECT_THAT(Read(server + "deadline { nanos: 1 }"), IsOk());
  EXPECT_THAT(Read(server + "deadline { seconds: 3600 }"), IsOk());
  for (const char* seconds : {"seconds: 0", "seconds: -1", "seconds: 3600 nanos: 1"}) {
    EXPECT_THAT(Read(server + "deadline { " + seconds + " }"),
                HasReason(v1::MALFORMED_FILE,
                          AllOf(HasSubstr("caller.textproto:2:"), HasSubstr("3600 seconds"))))
        << seconds;
  }
}

TEST_F(ConfigFileTest, AnAddressIsThereAndIsOne) {
  const std::string rest = " deadline { seconds: 1 }";
  EXPECT_THAT(Read("server {}" + rest),
              HasReason(v1::MALFORMED_FILE, HasSubstr("required and missing")));
  EXPECT_THAT(Read("server { address: \"nowhere\" }" + rest),
              HasReason(v1::MALFORMED_FILE, AllOf(HasSubstr("server.address"),
                                                  Not(HasSubstr("required and missing")))));
}

// Proves: CHN-2
TEST_F(ConfigFileTest, PinsAreDigestsOfKeys) {
  const std::string digits(64, 'a');
  const auto read = [this](const std::string& text) {
    return Read("server { address: \"h:1\"\n spki_sha256: \"" + text +
                "\" } deadline { seconds: 1 }");
  };
  EXPECT_THAT(read(digits), IsOk());
  EXPECT_THAT(read(digits + "\" spki_sha256: \"" + std::string(64, 'b')), IsOk());
  for (const std::string& bad : {std::string(), digits.substr(1), digits + "\" spki_sha256: \"x",
                                 "sha256 Fingerprint=" + digits}) {
    EXPECT_THAT(read(bad), HasReason(v1::MALFORMED_FILE, AllOf(HasSubstr("caller.textproto:2:"),
                                                               HasSubstr("spki_sha256"))))
        << bad;
  }
}

// Proves: CHN-1
TEST_F(ConfigFileTest, AnIdentityIsWhole) {
  const auto read = [this](const std::string& identity) {
    return Read("server { address: \"h:1\"\n identity { " + identity +
                " } } deadline { seconds: 1 }");
  };
  EXPECT_THAT(read("certificate_file: \"c\" private_key_file: \"k\""), IsOk());
  EXPECT_THAT(read("certificate_file: \"c\""),
              HasReason(v1::MALFORMED_FILE, HasSubstr("private_key_file")));
  EXPECT_THAT(read("private_key_file: \"k\""),
              HasReason(v1::MALFORMED_FILE, HasSubstr("certificate_file")));
}

TEST_F(ConfigFileTest, AFileWithoutEndIsNotRead) {
  const std::string text = "server { address: \"h:1\" } deadline { seconds: 1 }";
  const std::string blanks((size_t{1} << 20) - text.size(), ' ');
  EXPECT_THAT(Read(text + blanks), IsOk());
  EXPECT_THAT(Read(text + blanks + " "), HasReason(v1::TOO_LARGE));
}

TEST_F(ConfigFileTest, AFileThatIsNotThereIsNamed) {
  EXPECT_THAT(ReadConfigFile(dir_.Join("none.textproto"), config_, [](TextFile&) {}),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("none.textproto")));
}

}  // namespace
}  // namespace paraphe
