// Files of the field: what other producers and unlucky circumstances hand to `paraphe verify`.
#include <cstdlib>
#include <ostream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Case {
  const char* name;
  const char* file;
  std::vector<const char*> cas;
  const char* at;
  int exit_code;
  const char* words;  // in the report
};
void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

constexpr char kThen[] = "2026-11-26T08:00:00Z";

const Case kCases[] = {
    {"old CA first", "02-two-cas-one-name", {"02-ca-old", "02-ca-new"}, kThen, 0, "VALID"},
    {"new CA first", "02-two-cas-one-name", {"02-ca-new", "02-ca-old"}, kThen, 0, "VALID"},
    {"old CA alone", "02-two-cas-one-name", {"02-ca-old"}, kThen, 7, "No given CA of the name"},
    {"critical qcStatements", "03-critical-qcstatements", {"field-ca"}, kThen, 0, "VALID"},
    {"expired since",
     "04-certificate-expired-since",
     {"field-ca"},
     kThen,
     7,
     "expired on 2026-11-25T23:37:40Z, after the claimed signing time"},
    {"before it expired",
     "04-certificate-expired-since",
     {"field-ca"},
     "2026-11-25T23:37:33Z",
     0,
     "VALID"},
    {"issuer in another order", "05-issuer-country-first", {"field-ca"}, kThen, 0, "VALID"},
    {"stylesheet instruction", "06-stylesheet-pi", {"field-ca"}, kThen, 0, "VALID"},
    {"id as data", "12-id-as-data", {"field-ca"}, kThen, 0, "VALID"},
    {"indented afterwards",
     "14-pretty-printed-after-signing",
     {"field-ca"},
     kThen,
     3,
     "INVALID: the document was changed after it was signed"},
    {"chain in KeyInfo", "15-chain-in-keyinfo", {"field-ca"}, kThen, 0, "VALID"},
    {"another's CA",
     "15-chain-in-keyinfo",
     {"02-ca-old"},
     kThen,
     7,
     "Confiance Démonstration Racine,organizationIdentifier=NTRFR-000000000,"},
};

class VerifyFieldTest : public ::testing::TestWithParam<Case> {};

// Proves: EXP-2, CERT-2
TEST_P(VerifyFieldTest, IsJudged) {
  const char* corpus = std::getenv("PARAPHE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "PARAPHE_CORPUS is not set: no files of the field here";
  const std::string folder = std::string(corpus) + "/field/";
  std::vector<std::string> command = {"verify", "--at", GetParam().at};
  for (const char* ca : GetParam().cas) {
    command.insert(command.end(), {"--ca", folder + ca + ".pem"});
  }
  command.push_back(folder + GetParam().file + ".signed.xml");
  const CommandResult result = Paraphe(command);
  EXPECT_EQ(result.exit_code, GetParam().exit_code) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr(GetParam().words));
  EXPECT_THAT(result.err, Not(HasSubstr("take it out")));
}

INSTANTIATE_TEST_SUITE_P(All, VerifyFieldTest, ::testing::ValuesIn(kCases));

}  // namespace
}  // namespace paraphe::test
