#include "policy/digest_text.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"

#include "common/hash.h"

namespace paraphe {
namespace {

constexpr v1::HashAlgorithm kAlgorithms[] = {v1::SHA1, v1::SHA256, v1::SHA384, v1::SHA512};

const HashInfo* FindByName(absl::string_view lower_case_name) {
  for (const v1::HashAlgorithm algorithm : kAlgorithms) {
    const HashInfo* info = FindHash(algorithm);
    if (absl::AsciiStrToLower(info->name) == lower_case_name) return info;
  }
  return nullptr;
}

bool IsHex(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return false;
  }
  return text.size() % 2 == 0;
}

}  // namespace

std::optional<v1::Digest> ParseDigestText(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  const HashInfo* info = FindByName(parts.first);
  if (info == nullptr || !IsHex(parts.second)) return std::nullopt;
  absl::StatusOr<v1::Digest> digest =
      ToDigest(info->algorithm, absl::HexStringToBytes(parts.second));
  if (!digest.ok()) return std::nullopt;
  return *std::move(digest);
}

}  // namespace paraphe
