#include "xades/device_answer.h"

#include "common/status_macros.h"
#include "pki/signer_certificate.h"
#include "xades/pkcs1.h"

namespace paraphe::xades {

absl::Status CheckDeviceSignature(absl::string_view certificate, v1::HashAlgorithm algorithm,
                                  absl::string_view digest, absl::string_view signature) {
  ASSIGN_OR_RETURN(const SignerCertificate signer, SignerCertificate::Parse(certificate));
  return CheckSignature(signer.key(), algorithm, digest, signature, v1::DEVICE_SIGNATURE_INVALID);
}

}  // namespace paraphe::xades
