// A TLS server's key and certificate as files, checked before anything listens: gRPC itself only
// says that the port could not be bound.
//
// REQ: CHN-1
#ifndef PARAPHE_COMMON_GRPC_TLS_FILES_H_
#define PARAPHE_COMMON_GRPC_TLS_FILES_H_

#include <string>

#include "absl/status/statusor.h"

#include "paraphe/v1/config.pb.h"

namespace paraphe {

// PEM texts. Copies of the key live as long as the credentials made of it.
struct TlsPair {
  std::string certificate_chain;  // leaf first
  std::string private_key;
};

// Reads the files of `identity` (their paths are used as they stand) and checks them: the
// certificates parse, the key parses without a passphrase, belongs to the first certificate, and
// its file is not accessible to others than owner and group. FILE_UNREADABLE, MALFORMED_FILE; the
// messages name the file.
absl::StatusOr<TlsPair> ReadTlsPair(const v1::TlsIdentity& identity);

// Reads a PEM file with at least one certificate, every block of it parsed. FILE_UNREADABLE,
// MALFORMED_FILE.
absl::StatusOr<std::string> ReadCertificates(const std::string& path);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_TLS_FILES_H_
