#include "common/session_code.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"

#include "common/hash.h"

namespace paraphe {
namespace {

constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kCharacters = 8;
constexpr int kBitsEach = 5;
constexpr int kBytes = kCharacters * kBitsEach / 8;

// Lengths before values, so that text cannot move from one field to the next unseen.
std::string Field(absl::string_view value) { return absl::StrCat(value.size(), ":", value); }

std::string Input(absl::string_view document_sha256, const v1::AttributeValues& attributes) {
  const v1::Place& place = attributes.place();
  return absl::StrCat(
      "paraphe session code 1", Field(document_sha256), Field(attributes.claimed_role()),
      Field(place.city()), Field(place.street_address()), Field(place.state_or_province()),
      Field(place.postal_code()), Field(place.country_name()), Field(attributes.commitment_type()));
}

}  // namespace

std::string SessionCode(absl::string_view document_sha256, const v1::AttributeValues& attributes) {
  const std::string digest = Sha256(Input(document_sha256, attributes));
  uint64_t bits = 0;
  for (const char byte : digest.substr(0, kBytes)) bits = bits << 8 | static_cast<uint8_t>(byte);
  std::string code;
  for (int i = kCharacters - 1; i >= 0; --i) {
    code.push_back(kAlphabet[bits >> (i * kBitsEach) & 31]);
    if (i == kCharacters / 2) code.push_back('-');
  }
  return code;
}

}  // namespace paraphe
