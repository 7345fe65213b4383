// Unicode's normal form C: one sequence of characters for each text that looks and means the same.
#ifndef PARAPHE_COMMON_NORMAL_FORM_H_
#define PARAPHE_COMMON_NORMAL_FORM_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

// The NFC (Unicode Standard Annex 15) of `text`, UTF-8, at most 1 MiB. Nullopt where it is not UTF-8 or longer, or where
// ICU lacks its data. Wipes what it works in. Thread-safe.
std::optional<std::string> NormalForm(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_NORMAL_FORM_H_
