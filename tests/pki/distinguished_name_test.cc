#include "pki/distinguished_name.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/cert_builder.h"

namespace paraphe {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestName;

std::string Written(const TestName& name) {
  const UniqueX509 certificate = CertBuilder::Ca("x").Subject(name).Build().Parse();
  return WriteDistinguishedName(X509_get_subject_name(certificate.get()));
}

std::string Shown(const TestName& name) {
  const UniqueX509 certificate = CertBuilder::Ca("x").Subject(name).Build().Parse();
  return ShowDistinguishedName(X509_get_subject_name(certificate.get()));
}

// OpenSSL's own RFC 2253 writer, in UTF-8.
std::string OpensslWritten(const TestName& name) {
  const UniqueX509 certificate = CertBuilder::Ca("x").Subject(name).Build().Parse();
  const UniqueBio bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), X509_get_subject_name(certificate.get()), 0,
                     XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<size_t>(size)};
}

// Proves: SIG-5 (RFC 4514 §2.1, §3)
TEST(DistinguishedNameTest, MostSpecificFirstWithShortNames) {
  const TestName name = {{"C", "FR", V_ASN1_PRINTABLESTRING},
                         {"ST", "Loire"},
                         {"L", "Saint-Étienne"},
                         {"street", "1 place"},
                         {"O", "Mairie"},
                         {"OU", "0002 214201234"},
                         {"DC", "example", V_ASN1_IA5STRING},
                         {"UID", "em"},
                         {"CN", "Élise Martin"}};
  EXPECT_EQ(Written(name),
            "CN=Élise Martin,UID=em,DC=example,OU=0002 214201234,O=Mairie,STREET=1 place,"
            "L=Saint-Étienne,ST=Loire,C=FR");
}

// Proves: SIG-5 (RFC 4514 §2.4)
TEST(DistinguishedNameTest, EscapesSpecialCharacters) {
  EXPECT_EQ(Written({{"CN", "Martin, \"Élise\" + <a;b>\\=#"}}),
            "CN=Martin\\, \\\"Élise\\\" \\+ \\<a\\;b\\>\\\\=#");
  EXPECT_EQ(Written({{"CN", "#1"}}), "CN=\\#1");
  EXPECT_EQ(Written({{"CN", "  a b  "}}), "CN=\\20 a b \\20");
  EXPECT_EQ(Written({{"CN", " "}}), "CN=\\20");
}

// Proves: SIG-5 (XMLDSig 1.1 §4.5.4.1)
TEST(DistinguishedNameTest, EscapesControlsAndWhatXmlForbids) {
  EXPECT_EQ(Written({{"CN", "a\nb\rc\x7F"}}), "CN=a\\0Ab\\0Dc\\7F");
  EXPECT_EQ(Written({{"CN", std::string("a\0b", 3)}}), "CN=a\\00b");
  EXPECT_EQ(Written({{"CN", "x\xEF\xBF\xBFy"}}), "CN=x\\EF\\BF\\BFy");
}

// Proves: SIG-5 (RFC 4514 §2.2)
TEST(DistinguishedNameTest, JoinsAMultiValuedRdnByPlus) {
  EXPECT_THAT(Written({{"C", "FR", V_ASN1_PRINTABLESTRING},
                       {"CN", "A", V_ASN1_UTF8STRING},
                       {"OU", "B", V_ASN1_UTF8STRING, true}}),
              ::testing::AnyOf("OU=B+CN=A,C=FR", "CN=A+OU=B,C=FR"));
}

// Proves: SIG-5 (RFC 4514 §2.3, §2.4)
TEST(DistinguishedNameTest, WritesOtherTypesInHexadecimal) {
  EXPECT_EQ(Written({{"1.2.3.4.5", "Hi", V_ASN1_UTF8STRING}}), "1.2.3.4.5=#0c024869");
  EXPECT_EQ(Written({{"emailAddress", "a@b", V_ASN1_IA5STRING}}),
            "1.2.840.113549.1.9.1=#1603614062");
  EXPECT_EQ(Written({{"2.5.4.97", "NTRFR-1", V_ASN1_PRINTABLESTRING}}),
            "2.5.4.97=#13074e545246522d31");
}

// Proves: SIG-5
TEST(DistinguishedNameTest, ReadsEveryStringType) {
  EXPECT_EQ(Written({{"CN", std::string("\0\xC9\0t", 4), V_ASN1_BMPSTRING}}), "CN=Ét");
  EXPECT_EQ(Written({{"CN", "\xC9t", V_ASN1_T61STRING}}), "CN=Ét");
  EXPECT_EQ(Written({{"CN", std::string("\0\0\0\xC9", 4), V_ASN1_UNIVERSALSTRING}}), "CN=É");
}

// Proves: SIG-5
TEST(DistinguishedNameTest, AgreesWithOpensslWhereBothUseText) {
  for (const TestName& name :
       {TestName{{"C", "FR", V_ASN1_PRINTABLESTRING}, {"O", "A, B + C"}, {"CN", "é \"x\" <y>;z\\"}},
        TestName{{"CN", "#a"}}, TestName{{"O", "x=y"}, {"CN", "日本"}},
        TestName{{"DC", "fr", V_ASN1_IA5STRING}}}) {
    EXPECT_EQ(Written(name), OpensslWritten(name));
  }
}

// Proves: SIG-5
TEST(DistinguishedNameTest, EmptyNamesAndValuesAreEmpty) {
  EXPECT_EQ(Written({}), "");
  EXPECT_EQ(Shown({}), "");
  EXPECT_EQ(Written({{"O", ""}, {"CN", "x"}}), "CN=x,O=");
}

// Proves: ATT-1, EXP-2
TEST(DistinguishedNameTest, PeopleReadUsualNamesAndText) {
  EXPECT_EQ(Shown({{"C", "FR", V_ASN1_PRINTABLESTRING},
                   {"2.5.4.97", "NTRFR-1"},
                   {"2.5.4.5", "PNOFR-2", V_ASN1_PRINTABLESTRING},
                   {"2.5.4.4", "Martin"},
                   {"2.5.4.42", "Élise"},
                   {"2.5.4.12", "Maire, déléguée"},
                   {"emailAddress", "a@b", V_ASN1_IA5STRING},
                   {"CN", "É"}}),
            "CN=É,emailAddress=a@b,title=Maire\\, déléguée,givenName=Élise,surname=Martin,"
            "serialNumber=PNOFR-2,organizationIdentifier=NTRFR-1,C=FR");
  EXPECT_EQ(Shown({{"1.2.3.4.5", "#Hi"}}), "1.2.3.4.5=\\#Hi");
  EXPECT_EQ(Shown({{"2.5.4.45", "a", V_ASN1_BIT_STRING}}), "2.5.4.45=#03020061");
}

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
        "serialNumber=7,CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",      // two RDNs
        "serialNumber=7+CN=Émile  B+E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",      // one RDN less
        "serialNumber=7+serialNumber=7,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",   // one twice
        "title=7+CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR",             // another type
        "serialNumber=7+CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y",           // one less
        "serialNumber=7+CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR,",     // a comma
        "serialNumber=7+CN=Émile  B,E=a@b,O=Mairie\\, \\\"X\\\" \\+ Y,C=FR,L=x",  // one more
        "serialNumber=7+CN=Émile  B,E=a@b,O=\"Mairie, \\\"X\\\" + Y\"z,C=FR",     // after quotes
        "/C=FR/O=Mairie, \"X\" + Y/E=a@b/CN=Émile  B/serialNumber=7"}) {          // one RDN more
    EXPECT_FALSE(Names(written, Name())) << written;
  }
}

// Proves: EXP-2
TEST(NameMatchTest, EscapedBlanksAreTheValues) {
  EXPECT_TRUE(Names("CN=a\\ ", {{"CN", "a "}}));
  EXPECT_TRUE(Names("CN=a\\20 ", {{"CN", "a "}}));
  EXPECT_TRUE(Names("CN=a  ", {{"CN", "a"}}));
}

// Proves: EXP-2
TEST(NameMatchTest, ComparesByValue) {
  const TestName name = {{"C", "FR", V_ASN1_PRINTABLESTRING},
                         {"O", "Mairie / Ville"},
                         {"2.5.4.97", "NTRFR-1"},
                         {"CN", "Autorité  Essai"}};
  for (const char* written :
       {"C=FR,O=Mairie / Ville,2.5.4.97=#0c074e545246522d31,CN=Autorité Essai",  // the other order
        "CN=Autorité Essai,2.5.4.97=#13074E545246522D31,O=Mairie / Ville,C=FR",  // other strings
        "CN=AUTORITé ESSAI, OID.2.5.4.97=NTRFR-1, O=mairie / ville, C=fr",       // other cases
        "O=Mairie / Ville,CN=Autorité Essai,C=FR,organizationIdentifier=NTRFR-1",  // any order
        "CN=Autorité Essai,ORGID=NTRFR-1,O=Mairie / Ville,C=FR",                   // another name
        "/C=FR/O=Mairie / Ville/2.5.4.97=NTRFR-1/CN=Autorité Essai"}) {            // OpenSSL's
    EXPECT_TRUE(Names(written, name)) << written;
  }
  for (const char* written :
       {"C=FR,O=Mairie / Ville,2.5.4.97=#0c074e545246522d32,CN=Autorité Essai",
        "CN=FR,O=Mairie / Ville,2.5.4.97=NTRFR-1,C=Autorité Essai",
        "C=FR,O=Mairie / Ville,2.5.4.97=NTRFR-1,CN=Autorite Essai", "C=FR,C=FR,C=FR,C=FR",
        "/C=FR/O=Mairie / Ville/CN=Autorité Essai"}) {
    EXPECT_FALSE(Names(written, name)) << written;
  }
}

}  // namespace
}  // namespace paraphe
