#include "render/mixed_script.h"

#include "render/icu.h"

namespace paraphe {
namespace {

// No language has longer words; one that is suspicious and this long is not worth ICU's time.
constexpr size_t kMostAskedBytes = 4096;

// Never closed: it lives as long as the process. nullptr where ICU lacks its data.
const USpoofChecker* Checker() {
  static const USpoofChecker* const checker = [] {
    UErrorCode error = U_ZERO_ERROR;
    USpoofChecker* opened = uspoof_open(&error);
    if (U_FAILURE(error)) return static_cast<USpoofChecker*>(nullptr);
    uspoof_setRestrictionLevel(opened, USPOOF_HIGHLY_RESTRICTIVE);
    uspoof_setChecks(opened, USPOOF_RESTRICTION_LEVEL | USPOOF_MIXED_NUMBERS, &error);
    return U_FAILURE(error) ? nullptr : opened;
  }();
  return checker;
}

// Latin letters up to U+024F; by far the most frequent case.
bool IsBasicLatinLetter(uint32_t code_point) {
  return (code_point | 0x20) - 'a' < 26 || (code_point >= 0xC0 && code_point < 0x250);
}

int ScriptOf(uint32_t code_point) {
  if (IsBasicLatinLetter(code_point)) return USCRIPT_LATIN;
  if (code_point < 0x80) return USCRIPT_COMMON;
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(code_point), &error);
}

}  // namespace

void ScriptWatch::Add(uint32_t code_point) {
  const int32_t digit = u_charDigitValue(static_cast<UChar32>(code_point));
  if (digit >= 0) {
    const uint32_t zero = code_point - static_cast<uint32_t>(digit);
    if (zero_ != 0 && zero != zero_) suspicious_ = true;
    zero_ = zero;
  }
  const int script = ScriptOf(code_point);
  if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) return;
  if (script_ >= 0 && script != script_) suspicious_ = true;
  script_ = script;
}

bool MixesScripts(absl::string_view word) {
  if (Checker() == nullptr)
    return true;  // asked about suspicious words only: rather one flag too many
  if (word.size() > kMostAskedBytes) return true;
  UErrorCode error = U_ZERO_ERROR;
  const int32_t found =
      uspoof_check2UTF8(Checker(), word.data(), static_cast<int32_t>(word.size()), nullptr, &error);
  return U_FAILURE(error) || found != 0;
}

}  // namespace paraphe
