#include "render/script_watch.h"

#include <string>

#include "gtest/gtest.h"

#include "common/utf8.h"

namespace paraphe {
namespace {

// The watch never lets a word pass that MixesScripts would flag.
// Proves: PRES-6
TEST(ScriptWatchTest, WhatItLetsPassIsNotMixed) {
  const char32_t letters[] = {U'a',  U'é',  U'а',  U'α',  U'ա',  U'א', U'ب', U'日',
                              U'あ', U'ア', U'ー', U'ㄅ', U'한', U'ก', U'1', U'١'};
  int suspicious = 0;
  for (const char32_t first : letters) {
    for (const char32_t second : letters) {
      for (const char32_t third : letters) {
        ScriptWatch watch;
        std::string word;
        for (const char32_t letter : {first, second, third}) {
          watch.Add(letter);
          AppendUtf8(letter, &word);
        }
        suspicious += watch.suspicious() ? 1 : 0;
        EXPECT_TRUE(watch.suspicious() || !MixesScripts(word)) << word;
      }
    }
  }
  EXPECT_GT(suspicious, 1000);
  ScriptWatch japanese;
  for (const char32_t letter : U"日あアa") {
    if (letter != 0) japanese.Add(letter);
  }
  EXPECT_FALSE(japanese.suspicious());
}

// Proves: PRES-6
TEST(ScriptWatchTest, MixturesThatNoLanguageHas) {
  for (const char* word : {"p\u0430ypal", "\u0391lpha", "1\u0662", "αа"}) {
    EXPECT_TRUE(MixesScripts(word)) << word;
  }
  for (const char* word : {"paypal", "Москва", "日あアa", "한a", "12"}) {
    EXPECT_FALSE(MixesScripts(word)) << word;
  }
}

// ICU is not asked about a word that is suspicious and longer than any word of a language.
// Proves: PRES-6
TEST(ScriptWatchTest, WordsLongerThanAnyLanguageHasAreFlagged) {
  EXPECT_FALSE(MixesScripts(std::string(4096, 'a')));
  EXPECT_TRUE(MixesScripts(std::string(4097, 'a')));
}

TEST(ScriptWatchTest, PunctuationEndsAWord) {
  for (const char32_t code : U"aé7٣\u0301\u200C日") {
    EXPECT_TRUE(ContinuesWord(code) || code == 0) << static_cast<uint32_t>(code);
  }
  for (const char32_t code : U" -'.,’ @[`{") {
    EXPECT_FALSE(ContinuesWord(code)) << static_cast<uint32_t>(code);
  }
}

}  // namespace
}  // namespace paraphe
