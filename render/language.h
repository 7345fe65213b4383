// The two languages in which Paraphe speaks to signers.
#ifndef PARAPHE_RENDER_LANGUAGE_H_
#define PARAPHE_RENDER_LANGUAGE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

enum class Language { kFrench, kEnglish };

// The tag of BCP 47, as `lang` carries it.
constexpr absl::string_view LanguageTag(Language language) {
  return language == Language::kFrench ? "fr" : "en";
}

// The one of a message's two texts that `language` asks for. T has string fields fr and en
// (v1::Label).
template <typename T>
const std::string& TextIn(const T& label, Language language) {
  return language == Language::kFrench ? label.fr() : label.en();
}

}  // namespace paraphe

#endif  // PARAPHE_RENDER_LANGUAGE_H_
