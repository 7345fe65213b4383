// A signature creation device: a card, a token, a software token. The agent drives it through this
// interface only, in this order:
//
//   ListCertificates → Activate (PIN) → Sign → Close
//
// with ListCertificatesAfterLogin (PIN) after ListCertificates where the device hides some.
//
// Activate checks the PIN, the key and the mechanism, so that as little as possible can fail once
// the server has released the digest.
//
// REQ: DEV-1, DEV-2, DEV-3
#ifndef PARAPHE_CLIENT_DEVICE_SIGNATURE_DEVICE_H_
#define PARAPHE_CLIENT_DEVICE_SIGNATURE_DEVICE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/secret_buffer.h"

namespace paraphe::device {

// Whether the private key of a certificate is on the device.
enum class KeyPresence {
  kPresent,
  kHiddenUntilLogin,  // the device shows private keys after login only: Activate will tell
  kAbsent,            // no key, or nothing that pairs the certificate with one
};

struct DeviceCertificate {
  std::string der;
  std::string handle;  // what pairs it with its key; opaque (PKCS#11: CKA_ID)
  std::string label;   // as the device holds it; may be empty, may hold any bytes
  KeyPresence key = KeyPresence::kHiddenUntilLogin;
};

// Where the signer enters the PIN.
enum class PinEntry {
  kHere,       // in the agent, which hands it to Activate
  kAtReader,   // on the keypad of the reader: Activate takes an empty one
  kNotNeeded,  // nowhere: the device asks for none
};

// What the device says of itself now. Label and serial number come without the padding of the
// device; they may hold any other bytes.
struct DeviceState {
  std::string label;
  std::string serial;
  PinEntry pin_entry = PinEntry::kHere;
  // 0: locked; 1: the last try. Unset: the device does not tell.
  std::optional<uint32_t> tries_left;
  // A wrong PIN was entered since the last right one: fewer tries are left than there were.
  bool wrong_pin_before = false;
  // The PIN must be changed with the vendor's program before the device takes it.
  bool pin_must_change = false;
};

// Not thread-safe: one thread at a time. Each function may have the errors that are listed here;
// they carry the device's own code in ErrorDetail.device_code.
//
// Errors:
//   DEVICE_TOKEN_REMOVED  the card or token was taken out, or another one is there
//   DEVICE_ERROR          the device failed otherwise
class SignatureDevice {
 public:
  // Closes what Close() did not, in reverse order.
  virtual ~SignatureDevice() = default;

  virtual absl::StatusOr<DeviceState> Describe() = 0;

  // The X.509 certificates on the device, in its order. Takes an activation back. A card that was put
  // in since is the device from now on, where the configuration names it too.
  //
  // Errors: those that OpenDevice (open_device.h) has of a token
  virtual absl::StatusOr<std::vector<DeviceCertificate>> ListCertificates() = 0;

  // The same with those that the device shows after a login only, and for each whether its private
  // key is there. The login has ended when it returns. No copy of `pin` is kept; the errors are
  // those of Activate.
  virtual absl::StatusOr<std::vector<DeviceCertificate>> ListCertificatesAfterLogin(
      const SecretBuffer& pin) = 0;

  // Activates the private key of `certificate`, one of those listed. No copy of `pin` is kept;
  // the caller wipes it. After an error nothing is active, and it may be called again.
  //
  // Errors:
  //   DEVICE_PIN_WRONG     with ErrorDetail.tries_left where the device tells
  //   DEVICE_PIN_LOCKED    too many wrong PINs were entered; ErrorDetail.tries_left is 0
  //   DEVICE_PIN_UNUSABLE  its length or its characters cannot be those of a PIN, it has expired,
  //                        or none was ever set
  //   DEVICE_CANCELLED     the signer cancelled at the reader
  //   DEVICE_KEY_MISSING   the private key of the certificate is not on the device
  virtual absl::Status Activate(const DeviceCertificate& certificate, const SecretBuffer& pin) = 0;

  // The PKCS#1 v1.5 signature over `digest_info` (DER, RFC 8017 §9.2) by the activated key, as the
  // device returned it: the caller checks it (DEV-4). Once per activation, whatever the outcome.
  //
  // Errors:
  //   DEVICE_CANCELLED  the signer cancelled at the reader
  //   DEVICE_ERROR      also where no key is active
  virtual absl::StatusOr<std::string> Sign(absl::string_view digest_info) = 0;

  // Takes an activation back; does nothing where there is none.
  virtual absl::Status Deactivate() = 0;

  // Ends activation, session and module, in this order; each step is taken even where the one
  // before failed. Returns the first error. Afterwards only Close() may be called, which does
  // nothing then, and the destructor.
  virtual absl::Status Close() = 0;
};

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_SIGNATURE_DEVICE_H_
