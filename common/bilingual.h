// A text in French and in English, the two languages in which Paraphe speaks to signers.
#ifndef PARAPHE_COMMON_BILINGUAL_H_
#define PARAPHE_COMMON_BILINGUAL_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

enum class Language { kFrench, kEnglish };

// The language's BCP 47 tag.
constexpr absl::string_view LanguageTag(Language language) {
  return language == Language::kFrench ? "fr" : "en";
}

constexpr bool IsLanguageTag(absl::string_view tag) {
  return tag == LanguageTag(Language::kFrench) || tag == LanguageTag(Language::kEnglish);
}

// The language of a tag; French for any other, which whoever takes tags refuses before.
constexpr Language LanguageOf(absl::string_view tag) {
  return tag == LanguageTag(Language::kEnglish) ? Language::kEnglish : Language::kFrench;
}

// Both texts are empty where there is nothing to say.
template <typename Text>
struct BasicBilingual {
  Text fr;
  Text en;

  constexpr absl::string_view In(Language language) const {
    return language == Language::kFrench ? fr : en;
  }
};

// For constants and arguments: refers to texts that live elsewhere.
using BilingualView = BasicBilingual<absl::string_view>;
// For values: owns its texts.
using Bilingual = BasicBilingual<std::string>;

inline Bilingual CopyOf(BilingualView text) { return {std::string(text.fr), std::string(text.en)}; }

}  // namespace paraphe

#endif  // PARAPHE_COMMON_BILINGUAL_H_
