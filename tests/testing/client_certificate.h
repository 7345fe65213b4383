// Certificates of TLS clients: callers, administrators, agents.
#ifndef PARAPHE_TESTS_TESTING_CLIENT_CERTIFICATE_H_
#define PARAPHE_TESTS_TESTING_CLIENT_CERTIFICATE_H_

#include <string>

#include "absl/strings/string_view.h"

#include "tests/testing/cert_builder.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// A good client's certificate, self-signed, with an EC key of its own. `alternative_names` as openssl
// writes them ("DNS:erp.example.org,URI:urn:example"); none where it is empty.
CertBuilder ClientCertificate(absl::string_view common_name,
                              const std::string& alternative_names = "");

// The text "identity { ... }" of a ServerAddress: writes NAME.pem and NAME.key into the folder.
std::string WriteClientIdentity(const TempDir& dir, const std::string& name,
                                const TestCert& certificate);

// The text "identities { spki_sha256: "..." }" of an application or an administrator.
std::string PinnedIdentity(const TestCert& certificate);

// A caller that many tests share, in a server's configuration: the identity of an application, and the CA
// file that WriteCaller writes. And in a client's.
inline constexpr char kCallerIdentity[] =
    " identities { subject_alternative_name: \"URI:urn:paraphe:test:caller\" } ";
inline constexpr char kCallerCas[] = " client_ca_files: \"client-ca.pem\"\n";
inline constexpr char kShowCaller[] =
    " identity { certificate_file: \"caller.pem\" private_key_file: \"caller.key\" } ";

// Writes client-ca.pem, caller.pem and caller.key.
void WriteCaller(const TempDir& dir);

// The digest of a certificate's key as configurations pin it: 64 hexadecimal digits.
std::string SpkiSha256Hex(const TestCert& certificate);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_CLIENT_CERTIFICATE_H_
