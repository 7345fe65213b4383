// A signed file, read and judged.
//
// REQ: EXP-2
#ifndef PARAPHE_CLIENT_CLI_VERIFIED_FILE_H_
#define PARAPHE_CLIENT_CLI_VERIFIED_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "xades/verification_report.h"

namespace paraphe::cli {

struct VerifyRequest {
  std::string file = "-";
  std::vector<std::string> ca_files;  // PEM or DER; none: the certificate path is not checked
  bool allow_sha1 = false;
};

struct VerifiedFile {
  xades::VerificationReport report;
  bool was_canonical = true;    // false: the file's canonical form was judged, as any verifier does
  std::string document_sha256;  // raw; of the document without its signature
  size_t document_bytes = 0;
};

// Reads the file, makes it canonical where it is not, and verifies its one signature. An error
// where there is nothing to judge: see xades/verifier.h and document/canonicalizer.h.
absl::StatusOr<VerifiedFile> VerifyFile(const VerifyRequest& request);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_VERIFIED_FILE_H_
