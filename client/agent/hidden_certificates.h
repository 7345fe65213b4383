// Certificates that a device shows after a login only.
#ifndef PARAPHE_CLIENT_AGENT_HIDDEN_CERTIFICATES_H_
#define PARAPHE_CLIENT_AGENT_HIDDEN_CERTIFICATES_H_

#include <vector>

#include "absl/status/statusor.h"

#include "client/agent/certificate_choice.h"
#include "client/agent/signer_desk.h"
#include "client/device/signature_device.h"

namespace paraphe::agent {

// The certificates of `device` as choices (MakeChoices). Where none of those that it shows could be
// a signer's, and it asks for a PIN, the signer is told so and offered the login: the PIN is asked
// for, and asked for again for the signature. The errors are those of the device and of
// SignerDesk::AskPin.
//
// REQ: DEV-1, CERT-3
absl::StatusOr<std::vector<CertificateChoice>> ListChoices(device::SignatureDevice& device,
                                                           SignerDesk& desk);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_HIDDEN_CERTIFICATES_H_
