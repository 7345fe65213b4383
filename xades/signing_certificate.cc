#include "xades/signing_certificate.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/hash.h"
#include "pki/distinguished_name.h"

namespace paraphe::xades {
namespace {

// xsd:integer without what does not count: blanks around it, a plus sign, zeros in front.
std::string PlainInteger(absl::string_view written) {
  written = absl::StripAsciiWhitespace(written);
  const bool negative = absl::ConsumePrefix(&written, "-");
  if (!negative) absl::ConsumePrefix(&written, "+");
  while (written.size() > 1 && written[0] == '0') written.remove_prefix(1);
  return absl::StrCat(negative && written != "0" ? "-" : "", written);
}

bool HasDigestOf(const Certificate& certificate, const CertificateReference& reference) {
  const absl::StatusOr<std::string> digest =
      ComputeHash(reference.digest.hash->algorithm, certificate.der());
  return digest.ok() && *digest == reference.digest.digest;
}

// The first reference that names `certificate`; null for none.
const CertificateReference* FindReference(const Certificate& certificate,
                                          const std::vector<CertificateReference>& references) {
  const auto found = std::find_if(
      references.begin(), references.end(),
      [&certificate](const auto& reference) { return HasDigestOf(certificate, reference); });
  return found == references.end() ? nullptr : &*found;
}

// The certificate that the signed properties name, and no CA's where they name those as well; the
// first one where they name none of these.
size_t ChooseSigner(const std::vector<Certificate>& all,
                    const std::vector<CertificateReference>& references) {
  std::optional<size_t> named;
  for (size_t i = 0; i < all.size(); ++i) {
    if (FindReference(all[i], references) == nullptr) continue;
    if (!all[i].is_ca()) return i;
    if (!named.has_value()) named = i;
  }
  return named.value_or(0);
}

// Why the names or the numbers differ; empty where they do not, or are not there.
std::string IssuerAndSerialFault(const CertificateReference& reference, const Certificate& signer) {
  if (reference.issuer_name.has_value() &&
      !NamesDistinguishedName(*reference.issuer_name, signer.issuer_name())) {
    return absl::StrCat("the signed properties name the issuer \"", *reference.issuer_name,
                        "\"; the issuer in the certificate is \"",
                        ShowDistinguishedName(signer.issuer_name()), "\"");
  }
  const bool same_serial = !reference.serial_number.has_value() ||
                           PlainInteger(*reference.serial_number) == signer.serial_decimal();
  const bool same_v2 =
      !reference.issuer_serial_v2.has_value() || signer.IsNamedBy(*reference.issuer_serial_v2);
  return same_serial && same_v2 ? "" : "the signed properties name another issuer or serial number";
}

}  // namespace

absl::StatusOr<SigningCertificates> SortCertificates(
    const std::vector<std::string>& ders, const std::vector<CertificateReference>& references,
    const Certificate* expected) {
  std::vector<Certificate> all;
  absl::Status unreadable;
  for (const std::string& der : ders) {
    const bool known = expected != nullptr && expected->der() == der;
    absl::StatusOr<Certificate> one = known ? *expected : Certificate::Parse(der);
    if (one.ok()) {
      all.push_back(*std::move(one));
    } else {
      unreadable.Update(one.status());
    }
  }
  if (all.empty()) return unreadable;
  const size_t at = ChooseSigner(all, references);
  SigningCertificates certificates{all[at], FindReference(all[at], references), {}};
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
  certificates.others = std::move(all);
  return certificates;
}

Finding JudgeCertificateReference(const SigningCertificates& certificates) {
  if (certificates.reference == nullptr) {
    return Judge(false, "", "the signed properties name another certificate: its digest differs",
                 kSignatureConstraints);
  }
  const std::string fault = IssuerAndSerialFault(*certificates.reference, certificates.signer);
  return Judge(fault.empty(), "the signed properties name the signer's certificate", fault,
               kSignatureConstraints);
}

}  // namespace paraphe::xades
