#include "xades/certificate_path.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::xades {
namespace {

// 112 bits of security: no SHA-1, no RSA below 2048 bits on the path.
constexpr int kSecurityLevel = 2;

absl::StatusOr<UniqueX509> ParseCa(absl::string_view der) {
  ClearOpensslErrors();
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  UniqueX509 ca(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (ca != nullptr && at == begin + der.size()) return ca;
  return MakeError(v1::CERTIFICATE_MALFORMED,
                   "a CA certificate is not DER of X.509: " + DrainOpensslErrors());
}

absl::Status OutOfMemory() { return MakeError(v1::INTERNAL, DrainOpensslErrors()); }

// A certificate that is listed as a CA does not vouch for itself as a signer: it is left out.
absl::StatusOr<UniqueX509Store> MakeStore(X509* certificate,
                                          const std::vector<std::string>& trusted_cas) {
  UniqueX509Store store(X509_STORE_new());
  if (store == nullptr) return OutOfMemory();
  for (const std::string& der : trusted_cas) {
    ASSIGN_OR_RETURN(const UniqueX509 ca, ParseCa(der));
    if (X509_cmp(ca.get(), certificate) == 0) continue;
    if (X509_STORE_add_cert(store.get(), ca.get()) != 1) return OutOfMemory();
  }
  return store;
}

std::vector<std::string> ReadPem(absl::string_view file) {
  std::vector<std::string> found;
  const UniqueBio bio(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  while (bio != nullptr) {
    const UniqueX509 certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (certificate == nullptr) break;
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate.get(), &der);
    if (size <= 0) break;
    found.emplace_back(reinterpret_cast<const char*>(der), static_cast<size_t>(size));
    OPENSSL_free(der);
  }
  return found;
}

// Whether the reader stopped because nothing was left, and not at something that it could not read.
bool StoppedAtEnd() {
  const unsigned long error = ERR_peek_last_error();
  return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

}  // namespace

absl::StatusOr<Finding> CheckCertificatePath(X509* certificate,
                                             const std::vector<std::string>& trusted_cas,
                                             absl::Time time) {
  ASSIGN_OR_RETURN(const UniqueX509Store store, MakeStore(certificate, trusted_cas));
  const UniqueX509StoreCtx context(X509_STORE_CTX_new());
  if (context == nullptr ||
      X509_STORE_CTX_init(context.get(), store.get(), certificate, nullptr) != 1) {
    return OutOfMemory();
  }
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(parameters, absl::ToTimeT(time));
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_auth_level(parameters, kSecurityLevel);
  const bool valid = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  ClearOpensslErrors();
  if (valid && error == X509_V_OK) {
    return Finding{Verdict::kValid, "issued under a trusted CA"};
  }
  return Finding{Verdict::kInvalid, absl::StrCat("no valid path to a trusted CA: ",
                                                 X509_verify_cert_error_string(error))};
}

absl::StatusOr<std::vector<std::string>> ReadCertificates(absl::string_view file) {
  if (!absl::StrContains(file, "-----BEGIN")) {
    RETURN_IF_ERROR(ParseCa(file).status());
    return std::vector<std::string>{std::string(file)};
  }
  ClearOpensslErrors();
  std::vector<std::string> found = ReadPem(file);
  const bool whole = StoppedAtEnd();
  const std::string errors = DrainOpensslErrors();
  if (!found.empty() && whole) return found;
  return MakeError(v1::CERTIFICATE_MALFORMED,
                   "no PEM certificates, or one that does not parse: " + errors);
}

}  // namespace paraphe::xades
