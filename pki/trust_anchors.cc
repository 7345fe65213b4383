#include "pki/trust_anchors.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "pki/pem.h"

namespace paraphe {

absl::StatusOr<std::vector<Certificate>> ParseCas(absl::string_view pem) {
  ASSIGN_OR_RETURN(std::vector<Certificate> cas, ParsePemCertificates(pem));
  for (size_t i = 0; i < cas.size(); ++i) {
    if (cas[i].MayIssue()) continue;
    return MakeError(v1::CERTIFICATE_MALFORMED,
                     absl::StrCat("PEM: block ", i + 1, " is not the certificate of a CA (",
                                  cas[i].subject(), "); take it out"));
  }
  return cas;
}

absl::StatusOr<TrustAnchors> TrustAnchors::Create(const std::vector<std::string>& pem_texts) {
  std::vector<Certificate> all;
  for (const std::string& pem : pem_texts) {
    ASSIGN_OR_RETURN(const std::vector<Certificate> certificates, ParsePemCertificates(pem));
    all.insert(all.end(), certificates.begin(), certificates.end());
  }
  return TrustAnchors(std::move(all));
}

}  // namespace paraphe
