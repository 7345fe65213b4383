// Asking the signer for the PIN until the device takes it.
#ifndef PARAPHE_CLIENT_AGENT_PIN_ROUNDS_H_
#define PARAPHE_CLIENT_AGENT_PIN_ROUNDS_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

#include "client/agent/signer_desk.h"
#include "client/device/signature_device.h"
#include "common/secret_buffer.h"

namespace paraphe::agent {

// Asks `desk` for the PIN and hands it to `use`, as often as the device lets it be tried again.
// Errors of a PIN that may be tried again are told to the signer; every other error, of the desk,
// of the device or of `use`, ends it. Where the device asks for no PIN, `use` gets an empty one.
//
// Errors:
//   DEVICE_PIN_LOCKED  the device says so before it is asked
//
// REQ: DEV-3
absl::Status TryPins(device::SignatureDevice& device, SignerDesk& desk,
                     absl::FunctionRef<absl::Status(const SecretBuffer& pin)> use);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PIN_ROUNDS_H_
