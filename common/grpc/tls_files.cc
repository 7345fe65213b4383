#include "common/grpc/tls_files.h"

#include "absl/strings/str_cat.h"
#include <openssl/ssl.h>
#include <sys/stat.h>

#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/openssl.h"
#include "common/status_macros.h"

namespace paraphe {
namespace {

using UniqueSslCtx = UniqueHandle<SSL_CTX, SSL_CTX_free>;

absl::Status Fault(const std::string& path, absl::string_view words) {
  return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": ", words));
}

// Returning 0 means "no passphrase": without this, OpenSSL would ask on the terminal.
int NoPassphrase(char*, int, int, void*) { return 0; }

// Whoever listens gives the files to such a context; here it is asked what it says of them.
absl::StatusOr<UniqueSslCtx> NewContext() {
  ClearOpensslErrors();
  UniqueSslCtx context(SSL_CTX_new(TLS_method()));
  if (context == nullptr) return MakeError(v1::INTERNAL, DrainOpensslErrors());
  SSL_CTX_set_default_passwd_cb(context.get(), NoPassphrase);
  return context;
}

absl::Status CheckKeyFileMode(const std::string& path) {
  struct stat facts;
  if (stat(path.c_str(), &facts) != 0) {
    return MakeError(v1::FILE_UNREADABLE, absl::StrCat(path, ": cannot be read"));
  }
  if ((facts.st_mode & S_IRWXO) != 0) {
    return Fault(path, "a private key that others may access; run chmod o-rwx on it");
  }
  return absl::OkStatus();
}

// What OpenSSL's security level refuses of a certificate that parses; empty for another fault.
absl::string_view WeaknessOf(unsigned long error) {
  if (ERR_GET_LIB(error) != ERR_LIB_SSL) return "";
  switch (ERR_GET_REASON(error)) {
    case SSL_R_EE_KEY_TOO_SMALL:
    case SSL_R_CA_KEY_TOO_SMALL:
      return "the key of its certificate is too short for TLS: RSA of 2048 bits or more is needed, "
             "or EC of 224 or more";
    case SSL_R_CA_MD_TOO_WEAK:
      return "a certificate in it is signed with a hash that is too weak for TLS: SHA-256 or "
             "better "
             "is needed";
    default:
      return "";
  }
}

absl::Status CertificateFault(const std::string& path) {
  const absl::string_view weakness = WeaknessOf(ERR_peek_error());
  if (!weakness.empty()) {
    ClearOpensslErrors();
    return Fault(path, weakness);
  }
  return Fault(path, absl::StrCat("holds no certificate, or one that does not parse (",
                                  DrainOpensslErrors(), "); PEM is expected"));
}

absl::Status CheckPair(const v1::TlsIdentity& identity) {
  ASSIGN_OR_RETURN(const UniqueSslCtx context, NewContext());
  const std::string& certificates = identity.certificate_file();
  const std::string& key = identity.private_key_file();
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificates.c_str()) != 1) {
    return CertificateFault(certificates);
  }
  const bool taken = SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) == 1;
  // OpenSSL compares the key with the certificate as it takes it, where their algorithms are one.
  const bool read = taken || ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509;
  if (!read) {
    return Fault(
        key, absl::StrCat("holds no private key without passphrase (", DrainOpensslErrors(), ")"));
  }
  if (!taken || SSL_CTX_check_private_key(context.get()) != 1) {
    ClearOpensslErrors();
    return Fault(key, "this key does not belong to the first certificate of certificate_file");
  }
  return absl::OkStatus();
}

absl::Status OutOfTime(absl::string_view what) {
  return MakeError(v1::MALFORMED_FILE,
                   absl::StrCat("the first certificate of tls.certificate_file ", what,
                                "; the one in use stays"));
}

}  // namespace

absl::StatusOr<TlsPair> ReadTlsPair(const v1::TlsIdentity& identity) {
  TlsPair pair;
  ASSIGN_OR_RETURN(pair.certificate_chain, ReadFile(identity.certificate_file(), kMaxPemBytes));
  ASSIGN_OR_RETURN(pair.private_key, ReadFile(identity.private_key_file(), kMaxPemBytes));
  RETURN_IF_ERROR(CheckKeyFileMode(identity.private_key_file()));
  RETURN_IF_ERROR(CheckPair(identity));
  return pair;
}

absl::StatusOr<std::string> ReadCertificates(const std::string& path) {
  ASSIGN_OR_RETURN(std::string pem, ReadFile(path, kMaxPemBytes));
  ClearOpensslErrors();
  const UniqueX509Store store(X509_STORE_new());
  if (store == nullptr) return MakeError(v1::INTERNAL, DrainOpensslErrors());
  if (X509_STORE_load_file(store.get(), path.c_str()) != 1) return CertificateFault(path);
  return pem;
}

absl::Status CheckInTime(const TlsPair& pair, absl::Time now) {
  const UniqueBio bio(BIO_new_mem_buf(pair.certificate_chain.data(),
                                      static_cast<int>(pair.certificate_chain.size())));
  const UniqueX509 certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) return OutOfTime("does not parse");
  time_t seconds = absl::ToTimeT(now);
  if (X509_cmp_time(X509_get0_notBefore(certificate.get()), &seconds) > 0) {
    return OutOfTime("is not yet valid");
  }
  if (X509_cmp_time(X509_get0_notAfter(certificate.get()), &seconds) < 0) {
    return OutOfTime("has expired");
  }
  return absl::OkStatus();
}

}  // namespace paraphe
