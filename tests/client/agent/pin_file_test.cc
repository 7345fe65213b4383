#include "client/agent/pin_file.h"

#include "gtest/gtest.h"
#include <sys/stat.h>
#include <unistd.h>

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;

class PinFileTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& text, mode_t mode) {
    const std::string path = dir_.WriteFileOrDie("pin", text);
    chmod(path.c_str(), mode);
    return path;
  }
  TempDir dir_;
};

// Proves: DEV-3
TEST_F(PinFileTest, FirstLineIsThePin) {
  EXPECT_EQ(ReadPinFile(Write("1234\nrest", 0600))->RevealForDevice(), "1234");
  EXPECT_EQ(ReadPinFile(Write("1234\r\n", 0600))->RevealForDevice(), "1234");
  EXPECT_EQ(ReadPinFile(Write("1234", 0400))->RevealForDevice(), "1234");
}

// Proves: DEV-3
TEST_F(PinFileTest, WhatAnEditorPutsAroundThePinIsNotPartOfIt) {
  for (const char* text :
       {"\xEF\xBB\xBF"
        "1234",
        "1234 ", "1234\t\n", " 1234", "1234 \r\n", "\xEF\xBB\xBF 1234 \r\nrest"}) {
    const auto pin = ReadPinFile(Write(text, 0600));
    ASSERT_THAT(pin, IsOk()) << text;
    EXPECT_EQ(pin->RevealForDevice(), "1234") << text;
  }
}

// Proves: DEV-3
TEST_F(PinFileTest, BlanksInsideThePinStay) {
  EXPECT_EQ(ReadPinFile(Write("12 34\n", 0600))->RevealForDevice(), "12 34");
}

// Proves: DEV-3
TEST_F(PinFileTest, WhatCannotBeAPinIsRefusedBeforeAnyTry) {
  const std::string utf16(
      "\xFF\xFE"
      "1\0"
      "2\0"
      "\r\0\n\0",
      10);
  for (const std::string& text : {utf16,
                                  std::string("1\0"
                                              "2\0",
                                              4),
                                  std::string("12\x7f"
                                              "34")}) {
    EXPECT_THAT(ReadPinFile(Write(text, 0600)),
                HasReason(v1::MALFORMED_FILE, HasSubstr("plain text")));
  }
  for (const char* text : {" \n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\r\n1234"}) {
    EXPECT_THAT(ReadPinFile(Write(text, 0600)), HasReason(v1::MALFORMED_FILE, HasSubstr("empty")));
  }
}

// Proves: DEV-3
TEST_F(PinFileTest, FileThatOthersMayReadIsRefused) {
  for (const mode_t mode : {0640U, 0604U, 0660U, 0601U, 0620U}) {
    const absl::Status status = ReadPinFile(Write("1234", mode)).status();
    EXPECT_THAT(status, HasReason(v1::MALFORMED_FILE, HasSubstr("0600"))) << mode;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("1234")));
  }
}

// Proves: DEV-3
TEST_F(PinFileTest, FileOfAnotherUserIsRefused) {
  const std::string path = Write("1234", 0600);
  if (chown(path.c_str(), 4242, 4242) != 0) GTEST_SKIP() << "only root can give a file away";
  EXPECT_THAT(ReadPinFile(path), HasReason(v1::MALFORMED_FILE));
}

// Proves: DEV-3
TEST_F(PinFileTest, WhatIsNoPinFileIsRefused) {
  EXPECT_THAT(ReadPinFile(""), HasReason(v1::USAGE));
  EXPECT_THAT(ReadPinFile(dir_.Join("none")), HasReason(v1::FILE_UNREADABLE));
  EXPECT_THAT(ReadPinFile(dir_.path()), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(ReadPinFile(Write("", 0600)), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(ReadPinFile(Write("\n1234", 0600)), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(ReadPinFile(Write(std::string(300, '1'), 0600)), HasReason(v1::MALFORMED_FILE));
}

// Proves: DEV-3
TEST_F(PinFileTest, LinksAreNotFollowed) {
  const std::string link = dir_.Join("link");
  ASSERT_EQ(symlink(Write("1234", 0600).c_str(), link.c_str()), 0);
  EXPECT_THAT(ReadPinFile(link), HasReason(v1::FILE_UNREADABLE));
}

}  // namespace
}  // namespace paraphe::agent
