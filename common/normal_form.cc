#include "common/normal_form.h"

#include <cstdint>
#include <cstring>
#include <vector>

#include "common/icu.h"
#include "common/utf8.h"

namespace paraphe {
namespace {

constexpr size_t kMaxBytes = size_t{1} << 20;
constexpr size_t kMostGrowth = 3;  // of NFC, in UTF-16 (Unicode Standard Annex 15, §1.3)

// UTF-16, wiped at its end: the text may be a secret.
struct Units {
  explicit Units(size_t size) : units(size) {}
  ~Units() { explicit_bzero(units.data(), units.size() * sizeof(UChar)); }
  Units(const Units&) = delete;
  Units& operator=(const Units&) = delete;
  int32_t capacity() const { return static_cast<int32_t>(units.size()); }

  std::vector<UChar> units;
};

}  // namespace

std::optional<std::string> NormalForm(absl::string_view text) {
  if (text.size() > kMaxBytes || !IsUtf8(text)) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* const nfc = unorm2_getNFCInstance(&error);
  Units given(text.size() + 1), normal(kMostGrowth * text.size() + 1);
  int32_t size = 0;
  u_strFromUTF8(given.units.data(), given.capacity(), &size, text.data(),
                static_cast<int32_t>(text.size()), &error);
  const int32_t units = unorm2_normalize(nfc, given.units.data(), size, normal.units.data(),
                                         normal.capacity(), &error);
  std::string bytes(kMostGrowth * static_cast<size_t>(units > 0 ? units : 0) + 1, '\0');
  u_strToUTF8(bytes.data(), static_cast<int32_t>(bytes.size()), &size, normal.units.data(), units,
              &error);
  if (U_FAILURE(error)) return std::nullopt;
  bytes.resize(static_cast<size_t>(size));
  return bytes;
}

}  // namespace paraphe
