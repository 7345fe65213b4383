// The certificates of the device, and which of them the signer can choose (CERT-3).
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

// The certificates of a device, before a server has judged them. Refused are those that the server
// is not asked about: not readable, without a private key, or beyond the 64th.
std::vector<CertificateChoice> MakeChoices(std::vector<device::DeviceCertificate> certificates);

// The DER of those that the server is asked about, in order.
std::vector<std::string> OfferedBy(const std::vector<CertificateChoice>& choices);

// The certificate that the application demands; unset where it leaves the choice to the signer.
//
// Errors:
//   PRESENTATION_MISMATCH  what the server gives is none
//
// REQ: CERT-4
absl::StatusOr<std::optional<Certificate>> ImposedBy(const v1::PresentResponse& response);

// Refuses those of `choices` that are acceptable: the application demands another certificate, which
// the device does not hold. REQ: CERT-4
void RefuseAsNotImposed(std::vector<CertificateChoice>& choices);

// `choices` with the server's judgements of those that it was asked about. The words of a refusal
// are the agent's own where it knows the fault.
//
// Errors:
//   PRESENTATION_MISMATCH  the judgements are not about these certificates, name other holders or
//                          issuers, contradict themselves, or accept another certificate than the
//                          one that the application demands
//
// REQ: CERT-3, CERT-4, PRES-8
absl::StatusOr<std::vector<CertificateChoice>> Judge(std::vector<CertificateChoice> choices,
                                                     const v1::PresentResponse& response);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_CERTIFICATE_CHOICE_H_
