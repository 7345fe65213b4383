// Commands and answers of smart cards, as bytes (ISO/IEC 7816-4), and the TLVs in them.
#ifndef PARAPHE_TESTS_TESTING_CARD_APDU_H_
#define PARAPHE_TESTS_TESTING_CARD_APDU_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// INS of a command.
enum Instruction : uint8_t {
  kVerify = 0x20,
  kGeneralAuthenticate = 0x87,
  kSelect = 0xA4,
  kGetResponse = 0xC0,
  kGetData = 0xCB,
};

// SW1 and SW2 at the end of an answer, ISO/IEC 7816-4 §5.6.
enum StatusWord : uint16_t {
  kDone = 0x9000,
  kMoreBytes = 0x6100,  // SW2: how many are left, 0 for 256 and more
  kTriesLeft = 0x63C0,  // wrong PIN; the low four bits: how many tries
  kWrongLength = 0x6700,
  kPinWanted = 0x6982,
  kPinBlocked = 0x6983,
  kWrongData = 0x6A80,
  kNotFound = 0x6A82,
  kWrongParameters = 0x6A86,
  kKeyNotFound = 0x6A88,
  kUnknownInstruction = 0x6D00,
};

struct Apdu {
  uint8_t cla = 0;
  uint8_t ins = 0;
  uint8_t p1 = 0;
  uint8_t p2 = 0;
  std::string data;
  size_t room = 0;  // Le: how many bytes of answer are wanted

  // More of the same command follows (§5.3.3, command chaining).
  bool IsChained() const { return (cla & 0x10) != 0; }
};

// Nullopt where the lengths do not fit; short and extended lengths.
std::optional<Apdu> ParseApdu(absl::string_view bytes);

// `data` and a status, as a card answers.
std::string AnswerOf(absl::string_view data, uint16_t status);

// A TLV whose tag is `tag` as it stands (one or more bytes), with a length in DER.
std::string Tlv(absl::string_view tag, absl::string_view value);

// The value of the first TLV with a tag of one byte, `tag`, among those that `tlvs` holds side by side.
std::optional<std::string> FindTlv(absl::string_view tlvs, uint8_t tag);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_CARD_APDU_H_
