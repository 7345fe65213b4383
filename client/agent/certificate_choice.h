// The certificates of the device as the signer is offered them (CERT-3).
#ifndef PARAPHE_CLIENT_AGENT_CERTIFICATE_CHOICE_H_
#define PARAPHE_CLIENT_AGENT_CERTIFICATE_CHOICE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/device/signature_device.h"
#include "common/bilingual.h"
#include "paraphe/v1/signer_service.pb.h"
#include "pki/certificate.h"

namespace paraphe::agent {

struct CertificateChoice {
  device::DeviceCertificate certificate;
  std::optional<Certificate> parsed;  // unset where it does not parse: it is refused then
  std::vector<Bilingual> refusals;    // a sentence each; empty: acceptable

  bool acceptable() const { return refusals.empty(); }
};

// The certificates of a device, not judged yet. Those that cannot be offered are refused here: not
// readable, no private key, beyond the 64th.
std::vector<CertificateChoice> MakeChoices(std::vector<device::DeviceCertificate> certificates);

// Which of them a server is asked about, in order.
std::vector<std::string> OfferedBy(const std::vector<CertificateChoice>& choices);

// The choices with the server's judgements of the offered ones. PRESENTATION_MISMATCH where the
// judgements are not about these certificates, name other holders or issuers, or contradict
// themselves. The words are ours where we know the fault.
//
// REQ: CERT-3, PRES-8
absl::StatusOr<std::vector<CertificateChoice>> Judge(std::vector<CertificateChoice> choices,
                                                     const v1::PresentResponse& response);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_CERTIFICATE_CHOICE_H_
