#include "pki/name_match.h"

#include <string>

#include "gtest/gtest.h"

#include "pki/distinguished_name.h"
#include "tests/testing/cert_builder.h"

namespace paraphe {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::TestName;

bool Names(absl::string_view written, const TestName& name) {
  const UniqueX509 certificate = CertBuilder::Ca("x").Subject(name).Build().Parse();
  return NamesDistinguishedName(written, X509_get_subject_name(certificate.get()));
}

TestName Name() {
  return {{"C", "FR", V_ASN1_PRINTABLESTRING},
          {"O", "Mairie, \"X\" + Y"},
          {"emailAddress", "a@b", V_ASN1_IA5STRING},
          {"CN", "Émile  B"},
          {"2.5.4.5", "7", V_ASN1_PRINTABLESTRING, true}};
}

// Proves: EXP-2
TEST(NameMatchTest, ReadsWhatWeWrite) {
  for (const TestName& name :
       {Name(), TestName{}, TestName{{"CN", "#  \\ \n\x7F "}}, TestName{{"O", ""}, {"CN", " "}},
        TestName{{"CN", std::string("a\0b", 3)}}, TestName{{"1.2.3", "x"}}}) {
    const UniqueX509 certificate = CertBuilder::Ca("x").Subject(name).Build().Parse();
    const X509_NAME* subject = X509_get_subject_name(certificate.get());
    EXPECT_TRUE(NamesDistinguishedName(WriteDistinguishedName(subject), subject));
    EXPECT_TRUE(NamesDistinguishedName(ShowDistinguishedName(subject), subject));
  }
}

// Proves: EXP-2
TEST(NameMatchTest, ReadsWhatOthersWrite) {
  for (const char* written :
       {"serialNumber=7+CN=Émile  B,emailAddress=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",
        "CN=Émile  B + serialNumber=7, E=a@b, O=\"Mairie, \\\"X\\\" + Y\", C=FR",
        "oid.2.5.4.5=7+cn=Émile  B;1.2.840.113549.1.9.1=#1603614062;o=Mairie\\2C \\22X\\22 \\2b "
        "Y;c=FR",
        "\n 2.5.4.5=#130137+CN=\\C3\\89mile  B,\n emailAddress = a@b,O=Mairie\\, \\\"X\\\" \\+ "
        "Y,C=FR\n"}) {
    EXPECT_TRUE(Names(written, Name())) << written;
  }
}

// Proves: EXP-2
TEST(NameMatchTest, RefusesAnotherName) {
  for (const char* written :
       {"",
        "x",
        "=",
        ",",
        "CN=",
        "C=FR",
        "CN",
        "CN=\"a",
        "CN=a\\",
        "CN=#",
        "CN=#0",
        "CN=#0g",
        "serialNumber=7+CN=Emile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",      // a letter
        "serialNumber=7+CN=Émile B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",       // a blank
        "serialNumber=7,CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",      // two RDNs
        "serialNumber=7+CN=Émile  B+E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",      // one RDN less
        "serialNumber=7+serialNumber=7,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",   // one twice
        "title=7+CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",             // another type
        "serialNumber=7+CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y",           // one less
        "serialNumber=7+CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR,",     // a comma
        "serialNumber=7+CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR,L=x",  // one more
        "serialNumber=7+CN=Émile  B,E=a@b,O=\"Mairie, \\\"X\\\" + Y\"z,C=FR",     // after quotes
        "C=FR,O=Mairie\\, \\\"X\\\" \\+ Y,E=a@b,CN=Émile  B+serialNumber=7"}) {   // backwards
    EXPECT_FALSE(Names(written, Name())) << written;
  }
}

// Proves: EXP-2
TEST(NameMatchTest, EscapedBlanksAreTheValues) {
  EXPECT_TRUE(Names("CN=a\\ ", {{"CN", "a "}}));
  EXPECT_TRUE(Names("CN=a\\20 ", {{"CN", "a "}}));
  EXPECT_FALSE(Names("CN=a ", {{"CN", "a "}}));
  EXPECT_TRUE(Names("CN=a  ", {{"CN", "a"}}));
}

}  // namespace
}  // namespace paraphe
