// A signature creation device: a card, a token, a software token. The agent drives it through this
// interface only, in this order:
//
//   ListCertificates → Activate (PIN) → Sign → Close
//
// Everything that can fail at the device fails in Activate, before the server is asked to release
// the digest, wherever the device allows that: PIN, key, mechanism.
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
  std::string handle;  // opaque: what pairs it with its key (PKCS#11: CKA_ID)
  std::string label;   // as the device holds it; may be empty, may hold any bytes
  KeyPresence key = KeyPresence::kHiddenUntilLogin;
};

// Where the signer enters the PIN.
enum class PinEntry {
  kHere,       // the agent asks and hands it to Activate
  kAtReader,   // on the keypad of the reader (CKF_PROTECTED_AUTHENTICATION_PATH): Activate takes an
               // empty one
  kNotNeeded,  // the device asks for none
};

// What the device says of itself now. Label and serial are trimmed; they may hold any other bytes.
struct DeviceState {
  std::string label;
  std::string serial;
  PinEntry pin_entry = PinEntry::kHere;
  // 0: locked; 1: the last try. Unset: the device does not tell.
  std::optional<uint32_t> tries_left;
  // A wrong PIN was entered since the last right one: fewer tries are left than there were.
  bool wrong_pin_before = false;
};

// Errors of every function: DEVICE_TOKEN_REMOVED, DEVICE_ERROR, each with the device's own code in
// ErrorDetail.device_code. Not thread-safe: one thread at a time.
class SignatureDevice {
 public:
  // Closes what Close() did not, in reverse order.
  virtual ~SignatureDevice() = default;

  virtual absl::StatusOr<DeviceState> Describe() = 0;

  // The X.509 certificates on the device, in its order. Takes an activation back.
  virtual absl::StatusOr<std::vector<DeviceCertificate>> ListCertificates() = 0;

  // Activates the private key of `certificate`, one of ListCertificates. The caller wipes `pin`,
  // which no copy is kept of. After a failure nothing is active and it may be called again:
  //   DEVICE_PIN_WRONG     with ErrorDetail.tries_left where the device tells
  //   DEVICE_PIN_LOCKED    tries_left is 0
  //   DEVICE_PIN_UNUSABLE  its length or characters cannot be a PIN's, it expired, or none was ever
  //   set DEVICE_CANCELLED     the signer cancelled at the reader DEVICE_KEY_MISSING   no private
  //   key of this certificate
  virtual absl::Status Activate(const DeviceCertificate& certificate, const SecretBuffer& pin) = 0;

  // The PKCS#1 v1.5 signature over `digest_info` (DER, RFC 8017 §9.2) by the activated key, as the
  // device returned it: the caller checks it (DEV-4). Once per activation, whatever the outcome.
  // DEVICE_CANCELLED; DEVICE_ERROR also where no key is active.
  virtual absl::StatusOr<std::string> Sign(absl::string_view digest_info) = 0;

  // Takes the activation back; nothing where none is.
  virtual absl::Status Deactivate() = 0;

  // Ends the device session: activation, session, module, in this order, each tried whatever became
  // of the one before. The first error is returned. Nothing but destruction may follow, or Close()
  // again, which is OK.
  virtual absl::Status Close() = 0;
};

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_SIGNATURE_DEVICE_H_
