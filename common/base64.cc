#include "common/base64.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"

namespace paraphe {

std::string EncodeBase64(absl::string_view bytes) { return absl::Base64Escape(bytes); }

std::optional<std::string> DecodeBase64(absl::string_view text) {
  std::string bytes;
  if (!absl::Base64Unescape(text, &bytes)) return std::nullopt;
  // Abseil reads blanks, missing padding and stray pad bits; only one text is the encoding of these
  // bytes.
  if (EncodeBase64(bytes) != text) return std::nullopt;
  return bytes;
}

std::optional<std::string> DecodeWrappedBase64(absl::string_view text) {
  return DecodeBase64(absl::StrReplaceAll(text, {{" ", ""}, {"\t", ""}, {"\n", ""}, {"\r", ""}}));
}

}  // namespace paraphe
