// paraphed as a program, in a folder with all that its configuration names.
#ifndef PARAPHE_TESTS_SERVER_PARAPHED_FIXTURE_H_
#define PARAPHE_TESTS_SERVER_PARAPHED_FIXTURE_H_

#include <string>

#include "gtest/gtest.h"
#include <sys/stat.h>

#include "tests/testing/client_certificate.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

inline constexpr char kParaphedConfig[] = R"(
    listen: "127.0.0.1:0"
    tls { certificate_file: "tls.pem" private_key_file: "tls.key" }
    applications {
      name: "mairie"
      identities { subject_alternative_name: "URI:urn:paraphe:test:caller" }
    }
    client_ca_files: "client-ca.pem"
    policy_files: "policy.textproto"
    table_files: "table.textproto"
    trusted_ca_files: "ca.pem"
    port_file: "port")";

// The port that it listens on stands in the file "port".
class ParaphedFixture : public testing::Test {
 protected:
  ParaphedFixture() {
    const TestCert& certificate = TestPki::Get().signer();
    dir_.WriteFileOrDie("tls.pem", certificate.Pem());
    chmod(dir_.WriteFileOrDie("tls.key", certificate.key->Pkcs8Pem()).c_str(), 0600);
    WriteCaller(dir_);
    dir_.WriteFileOrDie("ca.pem", TestPki::Get().CaPem());
    dir_.WriteFileOrDie(
        "policy.textproto",
        R"(name: "p" applies_to { application: "mairie" role: "*" } description: "P")");
    dir_.WriteFileOrDie("table.textproto", R"(name: "t" title { fr: "T" en: "T" }
        default_rule { show_unlisted_elements: true show_unlisted_attributes: true })");
    config_ = dir_.WriteFileOrDie("paraphed.textproto", kParaphedConfig);
  }

  TempDir dir_;
  std::string config_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_PARAPHED_FIXTURE_H_
