#include "client/device/pkcs11/token.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/device/pkcs11/cryptoki.h"
#include "common/status_macros.h"

namespace paraphe::pkcs11 {
namespace {

// Fields of CK_TOKEN_INFO are padded with blanks; some modules pad with NUL.
template <size_t N>
std::string Unpadded(const CK_UTF8CHAR (&field)[N]) {
  const std::string bytes(reinterpret_cast<const char*>(field), N);
  const size_t end = bytes.find_last_not_of(std::string({' ', '\0'}));
  return end == std::string::npos ? "" : bytes.substr(0, end + 1);
}

absl::StatusOr<std::vector<CK_SLOT_ID>> ListOccupiedSlots(const CK_FUNCTION_LIST& functions) {
  return Fetch<CK_SLOT_ID>("C_GetSlotList", 0, [&](CK_SLOT_ID* slots, CK_ULONG* count) {
    return functions.C_GetSlotList(CK_TRUE, slots, count);
  });
}

// Every token that can be used. A token that was just pulled out, or that the module does not know,
// is left out.
absl::StatusOr<std::vector<Token>> ListTokens(const CK_FUNCTION_LIST& functions) {
  ASSIGN_OR_RETURN(const std::vector<CK_SLOT_ID> slots, ListOccupiedSlots(functions));
  std::vector<Token> tokens;
  for (const CK_SLOT_ID slot : slots) {
    absl::StatusOr<Token> token = ReadToken(functions, slot);
    if (token.ok() && (token->flags & CKF_TOKEN_INITIALIZED) != 0) {
      tokens.push_back(*std::move(token));
    }
  }
  return tokens;
}

bool Matches(const Token& token, const v1::DeviceConfig& config) {
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
  if (tokens.empty()) return "no token is there";
  const auto format = [](std::string* out, const Token& token) {
    absl::StrAppend(out, "\"", absl::CHexEscape(token.label), "\" (serial ",
                    absl::CHexEscape(token.serial), ")");
  };
  return absl::StrCat("there is ", absl::StrJoin(tokens, ", ", format));
}

}  // namespace

absl::StatusOr<Token> ReadToken(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
  CK_TOKEN_INFO info = {};
  RETURN_IF_ERROR(Call("C_GetTokenInfo", functions.C_GetTokenInfo, slot, &info));
  return Token{slot, Unpadded(info.label), Unpadded(info.serialNumber), info.flags};
}

absl::StatusOr<Token> FindToken(const CK_FUNCTION_LIST& functions, const v1::DeviceConfig& config) {
  ASSIGN_OR_RETURN(const std::vector<Token> tokens, ListTokens(functions));
  std::vector<Token> found;
  std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(found),
               [&config](const Token& token) { return Matches(token, config); });
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return DeviceError(v1::DEVICE_TOKEN_ABSENT,
                       absl::StrCat("no card or token", Wanted(config), "; ", Listing(tokens),
                                    "; put the right one in, or correct the configuration"));
  }
  return DeviceError(
      v1::DEVICE_TOKEN_AMBIGUOUS,
      absl::StrCat("several tokens", Wanted(config), "; ", Listing(found),
                   "; name one by serial or label in the configuration, or take the others out"));
}

bool IsTokenPresent(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
  CK_SLOT_INFO info = {};
  return Call("C_GetSlotInfo", functions.C_GetSlotInfo, slot, &info).ok() &&
         (info.flags & CKF_TOKEN_PRESENT) != 0;
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
