#include "client/agent/pin_rounds.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

// Errors after which the signer may enter the PIN again.
bool MayTryAgain(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  return reason == v1::DEVICE_PIN_WRONG || reason == v1::DEVICE_PIN_UNUSABLE;
}

// The PIN, empty where the device asks for none.
absl::StatusOr<SecretBuffer> AskPin(const PinRequest& request, SignerDesk& desk) {
  const device::DeviceState& state = request.device;
  if (state.tries_left == 0u) {
    return MakeError(
        v1::DEVICE_PIN_LOCKED,
        "device: the PIN is locked; have it unlocked by the issuer, or use another card");
  }
  if (state.pin_entry == device::PinEntry::kNotNeeded) return SecretBuffer(0);
  return desk.AskPin(request);
}

}  // namespace

absl::Status TryPins(device::SignatureDevice& device, SignerDesk& desk,
                     absl::FunctionRef<absl::Status(const SecretBuffer& pin)> use) {
  PinRequest request;
  while (true) {
    ASSIGN_OR_RETURN(request.device, device.Describe());
    ASSIGN_OR_RETURN(const SecretBuffer pin, AskPin(request, desk));
    request.refused = use(pin);
    if (!MayTryAgain(request.refused)) return request.refused;
    desk.TellError(request.refused);
    ++request.attempt;
  }
}

}  // namespace paraphe::agent
