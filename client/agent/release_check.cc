#include "client/agent/release_check.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"

namespace paraphe::agent {

absl::Status CheckRelease(const v1::SignResponse& response, const xades::SignaturePlan& plan,
                          const std::string& certificate_sha256) {
  const struct {
    const char* name;
    const std::string& given;
    const std::string& own;
  } parts[] = {
      {"certificate", response.certificate_sha256(), certificate_sha256},
      {"SignedInfo", response.signed_info(), plan.signed_info()},
      {"DigestInfo", response.digest_info(), plan.digest_info()},
  };
  for (const auto& part : parts) {
    if (SecretEquals(part.given, part.own)) continue;
    return MakeError(v1::SERVER_ANSWER_MISMATCH,
                     absl::StrCat("the server asks to sign another ", part.name,
                                  " than follows from what was shown; tell your administrator"));
  }
  return absl::OkStatus();
}

}  // namespace paraphe::agent
