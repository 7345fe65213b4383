#include "common/grpc/tls_files.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include <sys/stat.h>

#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/openssl.h"
#include "common/status_macros.h"

namespace paraphe {
namespace {

absl::Status Fault(const std::string& path, absl::string_view words) {
  return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": ", words));
}

// Returning 0 means "no passphrase": without this, OpenSSL would ask on the terminal.
int NoPassphrase(char*, int, int, void*) { return 0; }

UniqueBio Reader(const std::string& pem) {
  return UniqueBio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// Whether the last read ended because nothing was left, rather than at a block that does not parse.
bool EndedAtEndOfText() {
  const unsigned long error = ERR_peek_last_error();
  return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

// The first certificate of `pem`, once every block of it has parsed.
absl::StatusOr<UniqueX509> CheckCertificates(const std::string& path, const std::string& pem) {
  ClearOpensslErrors();
  const UniqueBio bio = Reader(pem);
  UniqueX509 first;
  while (UniqueX509 next{PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr)}) {
    if (first == nullptr) first = std::move(next);
  }
  const bool whole = EndedAtEndOfText();
  const std::string words = DrainOpensslErrors();
  if (!whole) return Fault(path, absl::StrCat("a certificate does not parse (", words, ")"));
  if (first == nullptr) return Fault(path, "holds no certificate; PEM is expected");
  return first;
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

absl::Status CheckKey(const std::string& path, const std::string& pem, X509* certificate) {
  ClearOpensslErrors();
  const UniqueBio bio = Reader(pem);
  const UniqueEvpPkey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  if (key == nullptr) {
    return Fault(
        path, absl::StrCat("holds no private key without passphrase (", DrainOpensslErrors(), ")"));
  }
  if (X509_check_private_key(certificate, key.get()) != 1) {
    ClearOpensslErrors();
    return Fault(path, "this key does not belong to the first certificate of certificate_file");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TlsPair> ReadTlsPair(const v1::TlsIdentity& identity) {
  TlsPair pair;
  ASSIGN_OR_RETURN(pair.certificate_chain, ReadFile(identity.certificate_file(), kMaxPemBytes));
  ASSIGN_OR_RETURN(const UniqueX509 leaf,
                   CheckCertificates(identity.certificate_file(), pair.certificate_chain));
  ASSIGN_OR_RETURN(pair.private_key, ReadFile(identity.private_key_file(), kMaxPemBytes));
  RETURN_IF_ERROR(CheckKeyFileMode(identity.private_key_file()));
  RETURN_IF_ERROR(CheckKey(identity.private_key_file(), pair.private_key, leaf.get()));
  return pair;
}

absl::StatusOr<std::string> ReadCertificates(const std::string& path) {
  ASSIGN_OR_RETURN(std::string pem, ReadFile(path, kMaxPemBytes));
  RETURN_IF_ERROR(CheckCertificates(path, pem).status());
  return pem;
}

}  // namespace paraphe
