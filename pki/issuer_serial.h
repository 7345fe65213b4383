// The DER of IssuerSerial, which IssuerSerialV2 carries.
#ifndef PARAPHE_PKI_ISSUER_SERIAL_H_
#define PARAPHE_PKI_ISSUER_SERIAL_H_

#include <string>

#include "absl/status/statusor.h"

#include "common/openssl.h"

namespace paraphe {

// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber CertificateSerialNumber }, with the
// issuer as one directoryName whose octets are those of the certificate. CERTIFICATE_MALFORMED
// where OpenSSL cannot encode what it read. Thread-safe.
//
// REQ: RFC 5035 §4; ETSI EN 319 132-1 §5.2.2
absl::StatusOr<std::string> EncodeIssuerSerial(const X509* certificate);

}  // namespace paraphe

#endif  // PARAPHE_PKI_ISSUER_SERIAL_H_
