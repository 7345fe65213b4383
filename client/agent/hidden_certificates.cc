#include "client/agent/hidden_certificates.h"

#include <algorithm>
#include <utility>

#include "client/agent/phrases.h"
#include "client/agent/pin_rounds.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

bool CouldBeASigners(const CertificateChoice& choice) {
  return choice.acceptable() && !choice.parsed->is_ca();
}

absl::StatusOr<std::vector<CertificateChoice>> ListAfterLogin(device::SignatureDevice& device,
                                                              SignerDesk& desk) {
  std::vector<device::DeviceCertificate> certificates;
  RETURN_IF_ERROR(TryPins(device, desk, [&](const SecretBuffer& pin) -> absl::Status {
    ASSIGN_OR_RETURN(certificates, device.ListCertificatesAfterLogin(pin));
    return absl::OkStatus();
  }));
  return MakeChoices(std::move(certificates));
}

}  // namespace

absl::StatusOr<std::vector<CertificateChoice>> ListChoices(device::SignatureDevice& device,
                                                           SignerDesk& desk) {
  ASSIGN_OR_RETURN(std::vector<device::DeviceCertificate> certificates, device.ListCertificates());
  std::vector<CertificateChoice> choices = MakeChoices(std::move(certificates));
  if (std::any_of(choices.begin(), choices.end(), CouldBeASigners)) return choices;
  ASSIGN_OR_RETURN(const device::DeviceState state, device.Describe());
  if (state.pin_entry == device::PinEntry::kNotNeeded) return choices;
  desk.Tell(Phrase::kCertificatesHidden, "");
  return ListAfterLogin(device, desk);
}

}  // namespace paraphe::agent
