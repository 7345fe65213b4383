#include "tests/testing/card/apdu.h"

#include "tests/testing/cert_builder.h"

namespace paraphe::test {
namespace {

// The number that `size` bytes at `at` are, most significant first; 0 where they are not there.
size_t Number(absl::string_view bytes, size_t at, size_t size) {
  size_t number = 0;
  for (size_t i = at; i < at + size && i < bytes.size(); ++i) {
    number = number << 8 | static_cast<uint8_t>(bytes[i]);
  }
  return number;
}

// A length of `size` bytes; one of zeros is the greatest.
size_t Room(absl::string_view bytes, size_t at, size_t size) {
  const size_t number = Number(bytes, at, size);
  return number == 0 ? size_t{1} << (8 * size) : number;
}

}  // namespace

std::optional<Apdu> ParseApdu(absl::string_view bytes) {
  if (bytes.size() < 4) return std::nullopt;
  Apdu apdu;
  apdu.cla = static_cast<uint8_t>(bytes[0]);
  apdu.ins = static_cast<uint8_t>(bytes[1]);
  apdu.p1 = static_cast<uint8_t>(bytes[2]);
  apdu.p2 = static_cast<uint8_t>(bytes[3]);
  const absl::string_view body = bytes.substr(4);
  if (body.empty()) return apdu;
  const bool extended = body.size() >= 3 && body[0] == 0;
  const size_t width = extended ? 2 : 1;
  const size_t begin = extended ? 3 : 1;
  if (body.size() == begin) {  // no data
    apdu.room = Room(body, begin - width, width);
    return apdu;
  }
  const size_t size = Number(body, begin - width, width);
  if (body.size() != begin + size && body.size() != begin + size + width) return std::nullopt;
  apdu.data = std::string(body.substr(begin, size));
  if (body.size() > begin + size) apdu.room = Room(body, begin + size, width);
  return apdu;
}

std::string AnswerOf(absl::string_view data, uint16_t status) {
  std::string answer(data);
  answer += {static_cast<char>(status >> 8), static_cast<char>(status & 0xFF)};
  return answer;
}

std::string Tlv(absl::string_view tag, absl::string_view value) {
  const std::string first(tag.substr(0, tag.size() - 1));
  return first + DerTlv(static_cast<uint8_t>(tag.back()), value);
}

std::optional<std::string> FindTlv(absl::string_view tlvs, uint8_t tag) {
  while (tlvs.size() >= 2) {
    const auto first = static_cast<uint8_t>(tlvs[1]);
    const size_t extra = first > 0x80 ? first - 0x80u : 0;
    const size_t size = extra == 0 ? first : Number(tlvs, 2, extra);
    const size_t begin = 2 + extra;
    if (tlvs.size() < begin + size) return std::nullopt;
    if (static_cast<uint8_t>(tlvs[0]) == tag) return std::string(tlvs.substr(begin, size));
    tlvs.remove_prefix(begin + size);
  }
  return std::nullopt;
}

}  // namespace paraphe::test
