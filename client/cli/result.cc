#include "client/cli/result.h"

#include <filesystem>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include <unistd.h>

#include "client/cli/input.h"
#include "client/sdk/outcome.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "xades/reference_digests.h"
#include "xades/signature_finder.h"
#include "xades/verifier.h"

namespace paraphe::cli {
namespace {

absl::Status Mismatch(const v1::FinalizeResponse& response, absl::string_view words) {
  return MakeError(v1::SERVER_ANSWER_MISMATCH,
                   absl::StrCat("session ", response.session_id(), ": ", words,
                                "; nothing was written, tell the server's operator"));
}

xml::Bounds WidestBounds() {
  xml::Bounds bounds;
  bounds.document_bytes = kMaxDocumentBytes;
  return bounds;
}

}  // namespace

absl::Status CheckWritable(const std::string& out) {
  if (out == "-") return absl::OkStatus();
  const std::filesystem::path folder = std::filesystem::path(out).parent_path();
  if (access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) == 0 &&
      !std::filesystem::is_directory(out)) {
    return absl::OkStatus();
  }
  return MakeError(v1::FILE_UNWRITABLE,
                   absl::StrCat(out, ": cannot be written; nobody was asked to sign"));
}

absl::Status CheckSignedDocument(const v1::FinalizeResponse& response,
                                 const std::string& original_sha256) {
  xades::VerifyOptions options;
  options.bounds = WidestBounds();
  options.allow_sha1 =
      true;  // whether SHA-1 may be used is policy's and operator's question (SIG-3)
  const std::string& document = response.signed_document();
  const auto found = xades::FindSignature(document, options.bounds, options.signature_bytes);
  if (!found.ok()) return Mismatch(response, found.status().message());
  const auto report = xades::VerifyFound(document, *found, options);
  if (!report.ok()) return Mismatch(response, report.status().message());
  if (!report->valid()) return Mismatch(response, report->fault());
  if (Sha256(xades::WithoutSignature(document, *found)) != original_sha256) {
    return Mismatch(response, "another document than the one handed in was signed");
  }
  return absl::OkStatus();
}

absl::Status WriteResult(const v1::FinalizeResponse& response, const std::string& original_sha256,
                         const std::string& out) {
  RETURN_IF_ERROR(client::OutcomeOf(response));
  RETURN_IF_ERROR(CheckSignedDocument(
      response, original_sha256.empty() ? response.document_sha256() : original_sha256));
  return WriteFile(out, response.signed_document());
}

Json ResultToJson(const v1::FinalizeResponse& response, const std::string& out) {
  Json json = {{"session_id", response.session_id()},
               {"state", v1::SessionState_Name(response.state())},
               {"status", v1::StatusCode_Name(response.status())},
               {"return_url", response.return_url()},
               {"unattended", response.unattended()},
               {"document_sha256", absl::BytesToHexString(response.document_sha256())}};
  if (response.status() == v1::ST_OK) {
    json["certificate_sha256"] = absl::BytesToHexString(response.certificate_sha256());
    json["out"] = out;
    json["bytes"] = response.signed_document().size();
  } else {
    json["reason"] = response.reason();
    json["cause"] = v1::ErrorReason_Name(response.cause());
  }
  return json;
}

}  // namespace paraphe::cli
