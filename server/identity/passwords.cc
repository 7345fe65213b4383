#include "server/identity/passwords.h"

#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "common/base64.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/normal_form.h"
#include "common/openssl.h"
#include "common/random.h"
#include "common/status_macros.h"
#include "common/utf8.h"

namespace paraphe::server {
namespace {

constexpr size_t kSaltBytes = 16;
constexpr size_t kHashBytes = 32;
constexpr uint32_t kMaxLog2N = 20;
constexpr uint32_t kMaxFactor = 64;  // of r and p

std::string WithoutPadding(std::string text) {
  while (absl::EndsWith(text, "=")) text.pop_back();
  return text;
}

std::optional<std::string> DecodeUnpadded(absl::string_view text) {
  return DecodeBase64(absl::StrCat(text, std::string((4 - text.size() % 4) % 4, '=')));
}

struct Parsed {
  ScryptCost cost;
  std::string salt;
  std::string hash;
};

bool ReadNumber(absl::string_view text, absl::string_view name, uint32_t most, uint32_t& number) {
  return absl::ConsumePrefix(&text, name) && absl::SimpleAtoi(text, &number) && number >= 1 &&
         number <= most;
}

std::optional<Parsed> ParseHash(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '$');
  if (parts.size() != 5 || !parts[0].empty() || parts[1] != "scrypt") return std::nullopt;
  const std::vector<absl::string_view> numbers = absl::StrSplit(parts[2], ',');
  Parsed parsed;
  if (numbers.size() != 3 || !ReadNumber(numbers[0], "ln=", kMaxLog2N, parsed.cost.log2_n) ||
      !ReadNumber(numbers[1], "r=", kMaxFactor, parsed.cost.r) ||
      !ReadNumber(numbers[2], "p=", kMaxFactor, parsed.cost.p)) {
    return std::nullopt;
  }
  std::optional<std::string> salt = DecodeUnpadded(parts[3]);
  std::optional<std::string> hash = DecodeUnpadded(parts[4]);
  if (!salt.has_value() || !hash.has_value() || hash->size() != kHashBytes) return std::nullopt;
  parsed.salt = *std::move(salt);
  parsed.hash = *std::move(hash);
  return parsed;
}

}  // namespace

absl::StatusOr<std::string> Scrypt(absl::string_view password, absl::string_view salt,
                                   const ScryptCost& cost, size_t size) {
  ClearOpensslErrors();
  const uint64_t n = uint64_t{1} << cost.log2_n;
  // Its two arrays, and some; OpenSSL's own bound is lower.
  const uint64_t memory = 128 * uint64_t{cost.r} * (n + cost.p + 2) + 4096;
  std::string derived(size, '\0');
  if (EVP_PBE_scrypt(password.data(), password.size(),
                     reinterpret_cast<const unsigned char*>(salt.data()), salt.size(), n, cost.r,
                     cost.p, memory, reinterpret_cast<unsigned char*>(derived.data()), size) != 1) {
    return MakeError(v1::INTERNAL, absl::StrCat("scrypt failed: ", DrainOpensslErrors()));
  }
  return derived;
}

absl::StatusOr<std::string> NormalizePassword(absl::string_view password) {
  if (password.empty()) return MakeError(v1::MALFORMED_REQUEST, "password: it is empty");
  if (password.size() > kMaxPasswordBytes) {
    return MakeError(v1::MALFORMED_REQUEST,
                     absl::StrCat("password: at most ", kMaxPasswordBytes, " bytes"));
  }
  if (!IsUtf8(password)) return MakeError(v1::MALFORMED_REQUEST, "password: it is not UTF-8");
  std::optional<std::string> normal = NormalForm(password);
  if (!normal.has_value()) return MakeError(v1::INTERNAL, "the password cannot be normalized");
  return *std::move(normal);
}

absl::StatusOr<std::string> HashPassword(absl::string_view password, const ScryptCost& cost) {
  ASSIGN_OR_RETURN(const std::string salt, RandomBytes(kSaltBytes));
  ASSIGN_OR_RETURN(const std::string hash, Scrypt(password, salt, cost, kHashBytes));
  return absl::StrCat("$scrypt$ln=", cost.log2_n, ",r=", cost.r, ",p=", cost.p, "$",
                      WithoutPadding(EncodeBase64(salt)), "$", WithoutPadding(EncodeBase64(hash)));
}

absl::StatusOr<PasswordVerdict> VerifyPassword(absl::string_view password, absl::string_view hash,
                                               const ScryptCost& wanted) {
  const std::optional<Parsed> parsed = ParseHash(hash);
  if (!parsed.has_value()) return MakeError(v1::INTERNAL, "a stored password hash is none");
  ASSIGN_OR_RETURN(const std::string derived,
                   Scrypt(password, parsed->salt, parsed->cost, kHashBytes));
  return PasswordVerdict{SecretEquals(derived, parsed->hash), !(parsed->cost == wanted)};
}

}  // namespace paraphe::server
