#include "client/cli/verified_file.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "client/cli/input.h"
#include "client/cli/signature_comments.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "document/canonicalizer.h"
#include "xades/certificate_path.h"
#include "xades/verifier.h"

namespace paraphe::cli {
namespace {

// What the canonical form of the same document may not have any more.
constexpr std::array kMayBeMended = {v1::DOCUMENT_NOT_CANONICAL, v1::DOCUMENT_BAD_ENCODING,
                                     v1::DOCUMENT_NOT_WELL_FORMED};

bool MayBeMended(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  return std::find(kMayBeMended.begin(), kMayBeMended.end(), reason) != kMayBeMended.end();
}

absl::StatusOr<std::vector<std::string>> ReadCas(const std::vector<std::string>& files) {
  std::vector<std::string> cas;
  for (const std::string& file : files) {
    ASSIGN_OR_RETURN(const std::string bytes, ReadInput(file));
    absl::StatusOr<std::vector<std::string>> read = xades::ReadCertificates(bytes);
    if (!read.ok()) return AtFile(file, read.status());
    std::move(read->begin(), read->end(), std::back_inserter(cas));
  }
  return cas;
}

absl::StatusOr<VerifiedFile> Judge(const std::string& document,
                                   const xades::VerifyOptions& options) {
  VerifiedFile verified;
  ASSIGN_OR_RETURN(verified.report, xades::Verify(document, options));
  ASSIGN_OR_RETURN(const std::string original, xades::RemoveSignature(document, options.bounds));
  verified.document_sha256 = Sha256(original);
  verified.document_bytes = original.size();
  return verified;
}

// An error found in the canonical form: its position is not one of the file.
absl::Status InCanonicalForm(const absl::Status& status) {
  std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (!detail.has_value() || !detail->has_position()) return status;
  detail->clear_position();
  absl::Status placed = Annotate(status, "not canonical; in its canonical form, at");
  SetErrorDetail(*detail, placed);
  return placed;
}

absl::StatusOr<VerifiedFile> JudgeOrMend(const std::string& bytes,
                                         const xades::VerifyOptions& options) {
  absl::StatusOr<VerifiedFile> verified = Judge(bytes, options);
  if (verified.ok() || !MayBeMended(verified.status())) return verified;
  ASSIGN_OR_RETURN(const std::string canonical, xml::Canonicalize(bytes, kMaxDocumentBytes));
  verified = Judge(canonical, options);
  if (!verified.ok()) return InCanonicalForm(verified.status());
  RETURN_IF_ERROR(RefuseCommentsInValues(bytes, kMaxDocumentBytes));
  verified->was_canonical = false;
  return verified;
}

}  // namespace

absl::StatusOr<VerifiedFile> VerifyFile(const VerifyRequest& request) {
  xades::VerifyOptions options;
  options.bounds.document_bytes = kMaxDocumentBytes;
  options.allow_sha1 = request.allow_sha1;
  ASSIGN_OR_RETURN(options.trusted_cas, ReadCas(request.ca_files));
  ASSIGN_OR_RETURN(const std::string bytes, ReadInput(request.file));
  absl::StatusOr<VerifiedFile> verified = JudgeOrMend(bytes, options);
  if (!verified.ok()) return AtFile(request.file, verified.status());
  return verified;
}

}  // namespace paraphe::cli
