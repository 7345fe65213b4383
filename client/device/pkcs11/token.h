// The tokens that are there, and which of them the configuration names.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS11_TOKEN_H_
#define PARAPHE_CLIENT_DEVICE_PKCS11_TOKEN_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/device/pkcs11/cryptoki.h"
#include "client/device/signature_device.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::pkcs11 {

// `label` and `serial` without the padding of CK_TOKEN_INFO; else as the module gave them.
struct Token {
  CK_SLOT_ID slot = 0;
  std::string label;
  std::string serial;
  CK_FLAGS flags = 0;  // CKF_* of CK_TOKEN_INFO
};

// The token in `slot` as it is now.
absl::StatusOr<Token> ReadToken(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

// What it says of itself.
device::DeviceState StateOf(const Token& token);

// Whether it shows private keys without a login, so that one that is not shown is not there.
bool ShowsKeysWithoutLogin(const Token& token);

struct Slot {
  std::string description;  // without padding
  bool occupied = false;    // a token is in it, or a card that the module does not know
  bool removable = false;   // it is a reader that cards are taken out of
};

absl::StatusOr<Slot> ReadSlot(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

// All slots of the module.
//
// Errors:
//   DEVICE_READER_ABSENT        it has none
//   DEVICE_CARD_SERVICE_ABSENT  nor does the card service answer (card_service.h)
//   DEVICE_ERROR                more than kMaxDeviceSlots
absl::StatusOr<std::vector<CK_SLOT_ID>> ListSlotsOrSayWhy(const CK_FUNCTION_LIST& functions);

// Whether `token` is one that `config` names by serial or label; any is where it names none.
bool IsNamed(const Token& token, const v1::DeviceConfig& config);

// The one initialised token that `config` names (IsNamed). Slot numbers are not used: they change
// with every reader that is plugged in. The messages list the tokens that are there.
//
// Errors:
//   DEVICE_TOKEN_ABSENT         tokens are there, but none that `config` names and that can be used,
//                               or a card that the module does not know
//   DEVICE_TOKEN_AMBIGUOUS      several are
//   DEVICE_CARD_ABSENT          readers are there, but no token
//   DEVICE_READER_ABSENT        the module has no slot
//   DEVICE_CARD_SERVICE_ABSENT  nor does the card service answer (card_service.h)
absl::StatusOr<Token> FindToken(const CK_FUNCTION_LIST& functions, const v1::DeviceConfig& config);

// Whether no token is in `slot` any more, or the slot itself is gone. Readers are looked at every now
// and then only (by pcscd every 0.4 s): a token of a reader that still seems to be there is looked for
// again for 0.8 s.
bool IsTokenGone(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

// Whether the token can sign with CKM_RSA_PKCS.
//
// Errors:
//   DEVICE_ERROR  it cannot
absl::Status CheckMechanism(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_CLIENT_DEVICE_PKCS11_TOKEN_H_
