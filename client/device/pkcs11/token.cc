#include "client/device/pkcs11/token.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "client/device/pkcs11/card_service.h"
#include "client/device/pkcs11/cryptoki.h"
#include "common/bounds.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

using device::PinEntry;

// Fields of CK_TOKEN_INFO are padded with blanks; some modules pad with NUL.
template <size_t N>
std::string Unpadded(const CK_UTF8CHAR (&field)[N]) {
  const std::string bytes(reinterpret_cast<const char*>(field), N);
  const size_t end = bytes.find_last_not_of(std::string({' ', '\0'}));
  return end == std::string::npos ? "" : bytes.substr(0, end + 1);
}

// Readers, whether or not a token is in them, or only those with a token.
absl::StatusOr<std::vector<CK_SLOT_ID>> ListSlots(const CK_FUNCTION_LIST& functions,
                                                  CK_BBOOL occupied) {
  ASSIGN_OR_RETURN(std::vector<CK_SLOT_ID> slots,
                   Fetch<CK_SLOT_ID>("C_GetSlotList", 0, [&](CK_SLOT_ID* list, CK_ULONG* count) {
                     return functions.C_GetSlotList(occupied, list, count);
                   }));
  if (slots.size() <= kMaxDeviceSlots) return slots;
  return DeviceError(v1::DEVICE_ERROR, absl::StrCat("the module lists more than ", kMaxDeviceSlots,
                                                    " readers; ask the module's vendor"));
}

// Software modules have a slot at any time; a module of readers has none where the service that
// drives them is not there, and does not tell these two apart.
absl::Status NoReader() {
  if (IsCardServiceRunning()) {
    return DeviceError(v1::DEVICE_READER_ABSENT,
                       "the module finds no card reader; plug one in, or install its driver");
  }
  return DeviceError(v1::DEVICE_CARD_SERVICE_ABSENT,
                     "the module finds no card reader, and the card service (pcscd) does not "
                     "answer; start it (systemctl start pcscd.socket)");
}

// Every token that can be used. A token that was just pulled out, or that the module does not know,
// is left out.
absl::StatusOr<std::vector<Token>> ListTokens(const CK_FUNCTION_LIST& functions) {
  ASSIGN_OR_RETURN(const std::vector<CK_SLOT_ID> slots, ListSlots(functions, CK_TRUE));
  std::vector<Token> tokens;
  for (const CK_SLOT_ID slot : slots) {
    absl::StatusOr<Token> token = ReadToken(functions, slot);
    if (token.ok() && (token->flags & CKF_TOKEN_INITIALIZED) != 0) {
      tokens.push_back(*std::move(token));
    }
  }
  return tokens;
}

std::string Wanted(const v1::DeviceConfig& config) {
  switch (config.token_case()) {
    case v1::DeviceConfig::kSerial:
      return absl::StrCat(" with serial ", config.serial());
    case v1::DeviceConfig::kLabel:
      return absl::StrCat(" with label \"", config.label(), "\"");
    case v1::DeviceConfig::TOKEN_NOT_SET:
      break;
  }
  return "";
}

std::string Listing(const std::vector<Token>& tokens) {
  if (tokens.empty()) return " that can be used";
  const auto format = [](std::string* out, const Token& token) {
    absl::StrAppend(out, "\"", absl::CHexEscape(token.label), "\" (serial ",
                    absl::CHexEscape(token.serial), ")");
  };
  return absl::StrCat("; there is ", absl::StrJoin(tokens, ", ", format));
}

// A card that the module cannot read is in no list of tokens.
absl::Status NoCard(const CK_FUNCTION_LIST& functions, const std::vector<CK_SLOT_ID>& slots) {
  for (const CK_SLOT_ID slot : slots) {
    const absl::StatusOr<Slot> read = ReadSlot(functions, slot);
    if (!read.ok() || !read->occupied) continue;
    return DeviceError(
        v1::DEVICE_TOKEN_ABSENT,
        absl::StrCat("the module does not know the card in reader \"",
                     absl::CHexEscape(read->description),
                     "\"; see that it is in the right way round, or use the module of its issuer"));
  }
  return DeviceError(v1::DEVICE_CARD_ABSENT, "no card or token is in a reader; put it in");
}

// Why no token is there that could be used.
absl::Status NoToken(const CK_FUNCTION_LIST& functions, const v1::DeviceConfig& config,
                     const std::vector<Token>& usable) {
  ASSIGN_OR_RETURN(const std::vector<CK_SLOT_ID> slots, ListSlotsOrSayWhy(functions));
  ASSIGN_OR_RETURN(const std::vector<CK_SLOT_ID> occupied, ListSlots(functions, CK_TRUE));
  if (occupied.empty()) return NoCard(functions, slots);
  return DeviceError(v1::DEVICE_TOKEN_ABSENT,
                     absl::StrCat("no card or token", Wanted(config), Listing(usable),
                                  "; put the right one in, or correct the configuration"));
}

PinEntry PinEntryOf(CK_FLAGS flags) {
  if ((flags & CKF_LOGIN_REQUIRED) == 0) return PinEntry::kNotNeeded;
  return (flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0 ? PinEntry::kAtReader : PinEntry::kHere;
}

// Tokens tell these two numbers only; CKF_USER_PIN_COUNT_LOW is no number.
std::optional<uint32_t> TriesLeft(CK_FLAGS flags) {
  if ((flags & CKF_USER_PIN_LOCKED) != 0) return 0;
  if ((flags & CKF_USER_PIN_FINAL_TRY) != 0) return 1;
  return std::nullopt;
}

}  // namespace

device::DeviceState StateOf(const Token& token) {
  return {token.label,
          token.serial,
          PinEntryOf(token.flags),
          TriesLeft(token.flags),
          (token.flags & CKF_USER_PIN_COUNT_LOW) != 0,
          (token.flags & CKF_USER_PIN_TO_BE_CHANGED) != 0};
}

bool ShowsKeysWithoutLogin(const Token& token) { return (token.flags & CKF_LOGIN_REQUIRED) == 0; }

absl::StatusOr<Slot> ReadSlot(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
  CK_SLOT_INFO info = {};
  RETURN_IF_ERROR(Call("C_GetSlotInfo", functions.C_GetSlotInfo, slot, &info));
  return Slot{Unpadded(info.slotDescription), (info.flags & CKF_TOKEN_PRESENT) != 0,
              (info.flags & CKF_REMOVABLE_DEVICE) != 0};
}

absl::StatusOr<std::vector<CK_SLOT_ID>> ListSlotsOrSayWhy(const CK_FUNCTION_LIST& functions) {
  ASSIGN_OR_RETURN(std::vector<CK_SLOT_ID> slots, ListSlots(functions, CK_FALSE));
  if (slots.empty()) return NoReader();
  return slots;
}

bool IsNamed(const Token& token, const v1::DeviceConfig& config) {
  switch (config.token_case()) {
    case v1::DeviceConfig::kSerial:
      return token.serial == config.serial();
    case v1::DeviceConfig::kLabel:
      return token.label == config.label();
    case v1::DeviceConfig::TOKEN_NOT_SET:
      break;
  }
  return true;
}

absl::StatusOr<Token> ReadToken(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
  CK_TOKEN_INFO info = {};
  RETURN_IF_ERROR(Call("C_GetTokenInfo", functions.C_GetTokenInfo, slot, &info));
  return Token{slot, Unpadded(info.label), Unpadded(info.serialNumber), info.flags};
}

absl::StatusOr<Token> FindToken(const CK_FUNCTION_LIST& functions, const v1::DeviceConfig& config) {
  ASSIGN_OR_RETURN(const std::vector<Token> tokens, ListTokens(functions));
  std::vector<Token> found;
  std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(found),
               [&config](const Token& token) { return IsNamed(token, config); });
  if (found.size() == 1) return found.front();
  if (found.empty()) return NoToken(functions, config, tokens);
  return DeviceError(
      v1::DEVICE_TOKEN_AMBIGUOUS,
      absl::StrCat("several tokens", Wanted(config), Listing(found),
                   "; name one by serial or label in the configuration, or take the others out"));
}

bool IsTokenGone(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
  constexpr absl::Duration kNoticed = absl::Milliseconds(800);
  constexpr absl::Duration kPause = absl::Milliseconds(50);
  const absl::Time end = absl::Now() + kNoticed;
  while (true) {
    // Makes a module look; C_GetSlotInfo alone may tell what it remembers.
    static_cast<void>(ListSlots(functions, CK_TRUE));
    const absl::StatusOr<Slot> read = ReadSlot(functions, slot);
    if (!read.ok() || !read->occupied) return true;
    if (!read->removable || absl::Now() >= end) return false;
    absl::SleepFor(kPause);
  }
}

absl::Status CheckMechanism(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
  constexpr CK_MECHANISM_TYPE kMechanism = CKM_RSA_PKCS;
  const auto fill = [&](CK_MECHANISM_TYPE* mechanisms, CK_ULONG* count) {
    return functions.C_GetMechanismList(slot, mechanisms, count);
  };
  ASSIGN_OR_RETURN(const std::vector<CK_MECHANISM_TYPE> mechanisms,
                   Fetch<CK_MECHANISM_TYPE>("C_GetMechanismList", 0, fill));
  if (std::find(mechanisms.begin(), mechanisms.end(), kMechanism) != mechanisms.end()) {
    CK_MECHANISM_INFO info = {};
    RETURN_IF_ERROR(
        Call("C_GetMechanismInfo", functions.C_GetMechanismInfo, slot, kMechanism, &info));
    if ((info.flags & CKF_SIGN) != 0) return absl::OkStatus();
  }
  return DeviceError(v1::DEVICE_ERROR,
                     "the token cannot sign with CKM_RSA_PKCS; use one with RSA keys");
}

}  // namespace paraphe::pkcs11
