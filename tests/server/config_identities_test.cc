#include "server/config_identities.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr char kDigits[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr char kPasted[] =
    "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24:27:AE:41:E4:64:9B:93:4C:A4:95:99:1B:78:52:B8:"
    "55";

// Proves: ROLE-1, CHN-2
class ConfigIdentitiesTest : public testing::Test {
 protected:
  // `identities` are the application's.
  absl::StatusOr<ServerSettings> Load(const std::string& identities, const std::string& more = "") {
    return LoadServerConfig(dir_.WriteFileOrDie(
        "paraphed.textproto",
        absl::StrCat("listen: \"127.0.0.1:7443\"\n"
                     "tls { certificate_file: \"tls.pem\" private_key_file: \"tls.key\" }\n"
                     "policy_files: \"p\" table_files: \"t\" trusted_ca_files: \"c\"\n"
                     "applications { name: \"mairie\" ",
                     identities, " }\n", more)));
  }
  static std::string Pin(const std::string& digits) {
    return absl::StrCat("identities { spki_sha256: \"", digits, "\" }");
  }
  static std::string Name(const std::string& name) {
    return absl::StrCat("identities { subject_alternative_name: \"", name, "\" }");
  }
  static std::string Administrator(const std::string& name, const std::string& identities) {
    return absl::StrCat("administrators { name: \"", name, "\" ", identities, " }\n");
  }
  void ExpectFault(const absl::StatusOr<ServerSettings>& settings, const std::string& words) {
    EXPECT_THAT(settings, HasReason(v1::MALFORMED_FILE));
    EXPECT_THAT(std::string(settings.status().message()), HasSubstr(words));
  }

  const test::TempDir dir_;
};

TEST_F(ConfigIdentitiesTest, PinsAreReadAsPeoplePasteThem) {
  const auto settings = Load(Pin(kPasted), Administrator("alice", Pin(std::string(64, 'a'))));
  ASSERT_THAT(settings, IsOk());
  ASSERT_THAT(settings->identities, SizeIs(2));
  EXPECT_EQ(absl::BytesToHexString(settings->identities[0].spki_sha256), kDigits);
  EXPECT_EQ(settings->identities[0].application, "mairie");
  EXPECT_EQ(settings->identities[1].administrator, "alice");
  EXPECT_THAT(settings->administrators, ElementsAre("alice"));
  ExpectFault(Load(Pin("e3b0")), "64 hexadecimal digits are needed");
  ExpectFault(Load("identities { }"), "spki_sha256 or subject_alternative_name is needed");
}

TEST_F(ConfigIdentitiesTest, AnApplicationWithoutIdentitiesIsToldWhatToDo) {
  ExpectFault(Load(""), "applications[0]: has no identities, so nobody can be it: add identities");
}

TEST_F(ConfigIdentitiesTest, ANameNeedsACa) {
  const auto settings = Load(Name("DNS:Erp.Example.org"), "client_ca_files: \"clients.pem\"");
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->identities[0].alternative_name, "DNS:erp.example.org");
  EXPECT_THAT(settings->client_ca_files, ElementsAre(dir_.Join("clients.pem")));
  ExpectFault(Load(Name("DNS:erp.example.org")), "needs client_ca_files");
}

TEST_F(ConfigIdentitiesTest, ANameIsWrittenAsOpensslDoes) {
  const std::string ca = "client_ca_files: \"clients.pem\"";
  for (const char* good : {"URI:urn:example:erp", "email:erp@example.org", "DNS:a"}) {
    EXPECT_THAT(Load(Name(good), ca), IsOk()) << good;
  }
  for (const char* bad :
       {"erp.example.org", "IP:192.0.2.1", "dns:erp", "DNS:", "DNS:a b", "DNS:é"}) {
    EXPECT_THAT(Load(Name(bad), ca), HasReason(v1::MALFORMED_FILE)) << bad;
  }
  ExpectFault(Load(Name("DNS:*.example.org"), ca), "a wildcard names nobody");
  ExpectFault(Load(Name("DNS:" + std::string(600, 'a')), ca), "at most 512 bytes");
}

TEST_F(ConfigIdentitiesTest, AnAdministratorIsNoApplicationAndNobodyElse) {
  ExpectFault(Load(Pin(kDigits), Administrator("alice", Pin(kPasted))),
              "is an application's already");
  const std::string other = Pin(std::string(64, 'b'));
  ExpectFault(Load(Pin(kDigits), Administrator("alice", other) + Administrator("bob", other)),
              "is another administrator's already");
  EXPECT_THAT(Load(Pin(kDigits) + Pin(kDigits), Administrator("alice", other + other)), IsOk());
}

TEST_F(ConfigIdentitiesTest, OneIdentityMayActForSeveralApplications) {
  EXPECT_THAT(
      Load(Pin(kDigits), absl::StrCat("applications { name: \"bureau\" ", Pin(kDigits), "}")),
      IsOk());
}

TEST_F(ConfigIdentitiesTest, AdministratorsHaveNamesAndIdentities) {
  const std::string known = Pin(std::string(64, 'b'));
  ExpectFault(Load(Pin(kDigits), Administrator("", known)), "required and missing");
  ExpectFault(Load(Pin(kDigits), Administrator("a b", known)), "administrators");
  ExpectFault(Load(Pin(kDigits), Administrator("alice", known) + Administrator("alice", known)),
              "an earlier administrator has it already");
  ExpectFault(Load(Pin(kDigits), Administrator("alice", "")), "has no identities");
}

TEST_F(ConfigIdentitiesTest, RevokedDigestsAreRead) {
  const auto settings = Load(Pin(kDigits), absl::StrCat("revoked_sha256: \"", kPasted, "\""));
  ASSERT_THAT(settings, IsOk());
  ASSERT_THAT(settings->revoked_sha256, SizeIs(1));
  EXPECT_EQ(absl::BytesToHexString(settings->revoked_sha256[0]), kDigits);
  ExpectFault(Load(Pin(kDigits), "revoked_sha256: \"xyz\""), "64 hexadecimal digits are needed");
}

// Proves: CHN-1
TEST_F(ConfigIdentitiesTest, CallersAndSignersMayBeServedApart) {
  const auto settings = Load(Pin(kDigits),
                             "callers_listen: \"10.0.0.1:443\" callers_listen: \"10.0.0.1:7443\" "
                             "signers_listen: \"0.0.0.0:443\"");
  ASSERT_THAT(settings, IsOk());
  EXPECT_THAT(settings->listen, ElementsAre("127.0.0.1:7443"));
  EXPECT_THAT(settings->callers_listen, ElementsAre("10.0.0.1:443", "10.0.0.1:7443"));
  EXPECT_THAT(settings->signers_listen, ElementsAre("0.0.0.0:443"));
  ExpectFault(Load(Pin(kDigits), "signers_listen: \"127.0.0.1:7443\""), "is listened on already");
  ExpectFault(Load(Pin(kDigits), "callers_listen: \"10.0.0.1\""), "callers_listen");
  EXPECT_THAT(Load(Pin(kDigits), "callers_listen: \"[::1]:0\" signers_listen: \"[::1]:0\""),
              IsOk());
}

}  // namespace
}  // namespace paraphe::server
