#include "render/script_watch.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"

#include "common/icu.h"

namespace paraphe {
namespace {

// No language has longer words. A longer one that is suspicious is flagged without asking ICU.
constexpr size_t kMostAskedBytes = 4096;

// It is never closed: it lives as long as the process. nullptr if ICU lacks its data.
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
  return uscript_getScript(ToIcu(code_point), &error);
}

// Whether a character of no single script belongs to several scripts but not to all: Arabic-Indic
// digits, the sound mark of Kana.
bool IsOfSomeScripts(uint32_t code_point) {
  if (code_point < 0x80) return false;
  UErrorCode error = U_ZERO_ERROR;
  UScriptCode first = USCRIPT_COMMON;
  uscript_getScriptExtensions(ToIcu(code_point), &first, 1, &error);
  return first != USCRIPT_COMMON && first != USCRIPT_INHERITED;
}

enum ScriptBit : uint32_t {
  kLatin = 1,
  kHan = 2,
  kKana = 4,
  kBopomofo = 8,
  kHangul = 16,
  kOther = 32
};

uint32_t BitOf(int script) {
  switch (script) {
    case USCRIPT_LATIN:
      return kLatin;
    case USCRIPT_HAN:
      return kHan;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return kKana;
    case USCRIPT_BOPOMOFO:
      return kBopomofo;
    case USCRIPT_HANGUL:
      return kHangul;
    default:
      return kOther;
  }
}

// REQ: UTS 39 §5.2, Highly Restrictive
constexpr uint32_t kUsualTogether[] = {kLatin | kHan | kKana, kLatin | kHan | kBopomofo,
                                       kLatin | kHan | kHangul, kOther};

bool AreUsualTogether(uint32_t scripts) {
  return std::any_of(std::begin(kUsualTogether), std::end(kUsualTogether),
                     [scripts](uint32_t usual) { return (scripts & ~usual) == 0; });
}

}  // namespace

bool ContinuesWord(char32_t code_point) {
  if (code_point < 0x80) return absl::ascii_isalnum(static_cast<unsigned char>(code_point));
  if (code_point == 0x200C || code_point == 0x200D) return true;
  return (CategoryBit(code_point) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

void ScriptWatch::Add(char32_t code_point) {
  const int32_t digit = u_charDigitValue(ToIcu(code_point));
  if (digit >= 0) {
    const uint32_t zero = code_point - static_cast<uint32_t>(digit);
    if (zero_ != 0 && zero != zero_) suspicious_ = true;
    zero_ = zero;
  }
  const int script = ScriptOf(code_point);
  if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) {
    if (!IsOfSomeScripts(code_point)) return;
    if (of_some_) suspicious_ = true;
    of_some_ = true;
  } else {
    AddScript(script);
  }
  if (of_some_ && scripts_ != 0) suspicious_ = true;
}

void ScriptWatch::AddScript(int script) {
  const uint32_t bit = BitOf(script);
  if (bit == kOther && other_ >= 0 && other_ != script) suspicious_ = true;
  if (bit == kOther) other_ = script;
  scripts_ |= bit;
  if (!AreUsualTogether(scripts_)) suspicious_ = true;
}

bool MixesScripts(absl::string_view word) {
  // Only suspicious words are asked about: without ICU's data, rather one flag too many.
  if (Checker() == nullptr) return true;
  if (word.size() > kMostAskedBytes) return true;
  UErrorCode error = U_ZERO_ERROR;
  const int32_t found =
      uspoof_check2UTF8(Checker(), word.data(), static_cast<int32_t>(word.size()), nullptr, &error);
  return U_FAILURE(error) || found != 0;
}

}  // namespace paraphe
