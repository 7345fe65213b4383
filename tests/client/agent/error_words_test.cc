#include "client/agent/error_words.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"

namespace paraphe::agent {
namespace {

using ::testing::HasSubstr;

// Proves: DEV-3
TEST(ErrorWordsTest, EveryDeviceReasonHasWordsOfItsOwn) {
  std::set<std::string> words;
  for (int reason = v1::DEVICE_MODULE_UNUSABLE; reason <= v1::DEVICE_CARD_SERVICE_ABSENT;
       ++reason) {
    const absl::Status status = MakeError(static_cast<v1::ErrorReason>(reason), "x");
    for (const Language language : {Language::kFrench, Language::kEnglish}) {
      EXPECT_TRUE(words.insert(WordsForError(status, language)).second)
          << v1::ErrorReason_Name(reason);
    }
  }
}

// Proves: DEV-3
TEST(ErrorWordsTest, TriesLeftAreSaidWhereKnownOnly) {
  absl::Status status = MakeError(v1::DEVICE_PIN_WRONG, "x");
  EXPECT_EQ(WordsForError(status, Language::kEnglish), "Wrong PIN.");
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.set_tries_left(1);
  SetErrorDetail(detail, status);
  EXPECT_THAT(WordsForError(status, Language::kFrench), HasSubstr("blocage : 1"));
  detail.set_tries_left(0);
  SetErrorDetail(detail, status);
  EXPECT_THAT(WordsForError(status, Language::kEnglish), HasSubstr("is locked"));
}

// Proves: ATT-5
TEST(ErrorWordsTest, SupportGetsFigures) {
  absl::Status status = MakeError(v1::DEVICE_ERROR, "device: C_Sign answered CKR_FUNCTION_FAILED");
  EXPECT_EQ(CodeOfError(status, Language::kFrench), "Pour votre assistance : erreur n° 107.");
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.set_device_code(0x30);
  SetErrorDetail(detail, status);
  EXPECT_EQ(CodeOfError(status, Language::kFrench),
            "Pour votre assistance : erreur n° 107, code de la carte 0x30.");
}

// Proves: ATT-5
TEST(ErrorWordsTest, UnlistedReasonStillHasWords) {
  EXPECT_FALSE(WordsForError(MakeError(v1::IDEMPOTENCY_CONFLICT, "x"), Language::kFrench).empty());
}

}  // namespace
}  // namespace paraphe::agent
