#include "server/store/store_keys.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Digits(char digit) { return std::string(64, digit); }

ContentKey SomeKey() { return *ContentKey::Of(std::string(kContentKeyBytes, 'k')); }

// Proves: SES-6
TEST(StoreKeysTest, TheFirstKeyIsTheCurrentOne) {
  const auto keys = StoreKeys::Parse(
      absl::StrCat("# of this year\n\n2026 ", Digits('A'), "\r\n  2025\t", Digits('0'), "  \n"));
  ASSERT_THAT(keys, IsOk());
  EXPECT_EQ(keys->current(), "2026");
  EXPECT_TRUE(keys->Has("2025"));
  EXPECT_FALSE(keys->Has("2024"));
  EXPECT_FALSE(keys->empty());
}

// Proves: SES-6
TEST(StoreKeysTest, EachFaultIsNamedWithItsLineAndNoKeyIsRepeated) {
  const std::string good = absl::StrCat("a ", Digits('1'), "\n");
  std::string many;
  for (size_t i = 0; i <= kMaxStoreKeys; ++i)
    absl::StrAppend(&many, "k", i, " ", Digits('1'), "\n");
  const std::pair<std::string, std::string> faults[] = {
      {"", "there is no key in it"},
      {"# none\n", "there is no key in it"},
      {good + "b", "line 2: an id of [A-Za-z0-9._-]{1,32} and a key are needed"},
      {"é " + Digits('1'), "line 1: an id"},
      {std::string(33, 'i') + " " + Digits('1'), "line 1: an id"},
      {"b " + Digits('1') + " c", "line 1: an id"},
      {"b " + Digits('1').substr(1), "line 1: the key must be 64 hexadecimal digits"},
      {"b 1" + Digits('1'), "line 1: the key must be 64 hexadecimal digits"},
      {"b g" + Digits('1').substr(1), "line 1: the key must be 64 hexadecimal digits"},
      {good + good, "line 2: an earlier key has this id"},
      {many, "line 65: at most 64 keys"},
  };
  for (const auto& [text, words] : faults) {
    const absl::Status status = StoreKeys::Parse(text).status();
    EXPECT_THAT(status, HasReason(v1::MALFORMED_FILE, HasSubstr(words))) << text;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("1111"))) << text;
  }
}

// Proves: SES-6
TEST(StoreKeysTest, AKeyIsOpenedByItsStoreKeyAtItsPlaceOnly) {
  const StoreKeys keys = *StoreKeys::Parse(absl::StrCat("b ", Digits('2'), "\na ", Digits('1')));
  auto stored = keys.Wrap(SomeKey(), "place");
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->store_key, "b");
  const auto opened = keys.Unwrap(*stored, "place");
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->bytes(), SomeKey().bytes());
  EXPECT_THAT(keys.Unwrap(*stored, "another place"), HasReason(v1::INTERNAL));
  stored->bytes.back() = static_cast<char>(stored->bytes.back() ^ 1);
  EXPECT_THAT(keys.Unwrap(*stored, "place"), HasReason(v1::INTERNAL));
  stored->bytes.back() = static_cast<char>(stored->bytes.back() ^ 1);
  stored->store_key = "a";
  EXPECT_THAT(keys.Unwrap(*stored, "place"), HasReason(v1::INTERNAL));
  stored->store_key = "c";
  EXPECT_THAT(keys.Unwrap(*stored, "place"),
              HasReason(v1::STORE_UNAVAILABLE, HasSubstr("under the key c,")));
}

// Proves: SES-6
TEST(StoreKeysTest, WithoutKeysItStandsInClear) {
  const StoreKeys none;
  const auto stored = none.Wrap(SomeKey(), "place");
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->store_key, "");
  EXPECT_EQ(stored->bytes, SomeKey().bytes());
  EXPECT_EQ(none.Unwrap(*stored, "anywhere")->bytes(), SomeKey().bytes());
}

class StoreKeyFileTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& text, mode_t mode = 0600) {
    const std::string path = dir_.WriteFileOrDie("keys", text);
    chmod(path.c_str(), mode);
    return path;
  }
  paraphe::test::TempDir dir_;
};

// Proves: SES-6
TEST_F(StoreKeyFileTest, OthersMustNotReadIt) {
  const std::string text = absl::StrCat("a ", Digits('1'), "\n");
  EXPECT_THAT(StoreKeyFile::Open(Write(text, 0640)), IsOk());
  for (const mode_t mode : {0644u, 0602u, 0601u}) {
    EXPECT_THAT(StoreKeyFile::Open(Write(text, mode)),
                HasReason(v1::MALFORMED_FILE, HasSubstr("chmod o-rwx")));
  }
  EXPECT_THAT(StoreKeyFile::Open(dir_.Join("none")), HasReason(v1::FILE_UNREADABLE));
  EXPECT_THAT(StoreKeyFile::Open(Write(std::string(kMaxStoreKeyFileBytes + 1, '\n'))),
              HasReason(v1::TOO_LARGE));
}

// Proves: SES-6
TEST_F(StoreKeyFileTest, WhatIsReadAgainHoldsFromThenOn) {
  const auto file = StoreKeyFile::Open(Write(absl::StrCat("a ", Digits('1'), "\n")));
  ASSERT_THAT(file, IsOk());
  const auto before = (*file)->keys();
  Write(absl::StrCat("b ", Digits('2'), "\n"));
  ASSERT_THAT((*file)->Reload(), IsOk());
  EXPECT_EQ((*file)->keys()->current(), "b");
  EXPECT_EQ(before->current(), "a") << "whoever works with the keys of before goes on";
  Write("nothing");
  EXPECT_THAT((*file)->Reload(), HasReason(v1::MALFORMED_FILE, HasSubstr("keys: line 1")));
  EXPECT_EQ((*file)->keys()->current(), "b");
  EXPECT_TRUE(KeysOf(nullptr)->empty());
}

}  // namespace
}  // namespace paraphe::server
