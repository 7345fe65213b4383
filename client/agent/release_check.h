// The last check before the device: whether what the server released is what follows from what the
// signer saw.
#ifndef PARAPHE_CLIENT_AGENT_RELEASE_CHECK_H_
#define PARAPHE_CLIENT_AGENT_RELEASE_CHECK_H_

#include <string>

#include "absl/status/status.h"

#include "paraphe/v1/signer_service.pb.h"
#include "xades/signature_builder.h"

namespace paraphe::agent {

// OK where `response` holds, byte for byte, the SignedInfo and the DigestInfo of `plan`, and names
// the certificate whose SHA-256 is `certificate_sha256` (raw). SERVER_ANSWER_MISMATCH names the
// first part that differs.
//
// REQ: PRES-8, CONS-3
absl::Status CheckRelease(const v1::SignResponse& response, const xades::SignaturePlan& plan,
                          const std::string& certificate_sha256);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_RELEASE_CHECK_H_
