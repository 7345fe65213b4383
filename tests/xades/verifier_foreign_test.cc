// Signatures of other producers, in their canonical forms, algorithms and habits: each is judged as
// xmlsec1 judges it, and so is its twin with another document.
#include <functional>
#include <ostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/distinguished_name.h"
#include "tests/testing/matchers.h"
#include "tests/xades/foreign.h"
#include "tests/xades/signing.h"
#include "xades/names.h"
#include "xades/verify_any_form.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestKey;
using ::testing::HasSubstr;

constexpr char kXpath[] = "http://www.w3.org/TR/1999/REC-xpath-19991116";

struct Habit {
  const char* name;
  std::function<void(Foreign&)> change;
};
void PrintTo(const Habit& habit, std::ostream* out) { *out << habit.name; }

std::string Algorithm(absl::string_view uri, absl::string_view content) {
  return absl::StrCat("<ds:Transform Algorithm=\"", uri, "\">", content, "</ds:Transform>");
}

void CanonicalizeBy(absl::string_view uri, Foreign& foreign) {
  foreign.canonicalization = std::string(uri);
  foreign.document_transforms = TransformsOf({std::string(kEnvelopedSignature), std::string(uri)});
  foreign.properties_transforms = TransformsOf({std::string(uri)});
}

// The signer's key becomes one of that curve.
void SignOnCurve(const char* curve, const char* hash, Foreign& foreign) {
  const TestCert signer =
      CertBuilder::Signer("Élise Martin").Key(TestKey::NewEc(curve)).IssuedBy(Ca()).Build();
  foreign = Foreign(signer);
  foreign.method = absl::StrCat("http://www.w3.org/2001/04/xmldsig-more#ecdsa-", hash);
}

void LeaveOutBy(absl::string_view uri, absl::string_view xpath, Foreign& foreign) {
  foreign.document_transforms = absl::StrCat("<ds:Transforms>", Algorithm(uri, xpath),
                                             Algorithm(kExclusiveC14n, ""), "</ds:Transforms>");
}

const Habit kHabits[] = {
    {"inclusive, where no canonicalization is named", [](Foreign&) {}},
    {"inclusive 1.0", [](Foreign& f) { CanonicalizeBy(kInclusiveC14n, f); }},
    {"inclusive 1.1", [](Foreign& f) { CanonicalizeBy(kInclusiveC14n11, f); }},
    {"inclusive with comments",
     [](Foreign& f) {
       f.canonicalization = absl::StrCat(kInclusiveC14n, "#WithComments");
       f.document = absl::StrCat(f.document, "<!-- end -->");
     }},
    {"exclusive", [](Foreign& f) { CanonicalizeBy(kExclusiveC14n, f); }},
    {"exclusive with comments",
     [](Foreign& f) { f.canonicalization = absl::StrCat(kExclusiveC14n, "WithComments"); }},
    {"exclusive with inclusive prefixes",
     [](Foreign& f) {
       const std::string prefixes =
           absl::StrCat("<ec:InclusiveNamespaces xmlns:ec=\"", kExclusiveC14n,
                        "\" PrefixList=\"autre #default\"/>");
       f.canonicalization = std::string(kExclusiveC14n);
       f.canonicalization_parameters = prefixes;
       f.document_transforms =
           absl::StrCat("<ds:Transforms>", Algorithm(kEnvelopedSignature, ""),
                        Algorithm(kExclusiveC14n, prefixes), "</ds:Transforms>");
       f.properties_transforms =
           absl::StrCat("<ds:Transforms>", Algorithm(kExclusiveC14n, prefixes), "</ds:Transforms>");
     }},
    {"an XPath that leaves the signature out",
     [](Foreign& f) {
       LeaveOutBy(kXpath, "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>", f);
     }},
    {"an XPath filter that leaves the signature out",
     [](Foreign& f) {
       LeaveOutBy(kXpathFilter2,
                  absl::StrCat("<XPath xmlns=\"", kXpathFilter2,
                               "\" Filter=\"subtract\">/descendant::ds:Signature</XPath>"),
                  f);
     }},
    {"ECDSA on P-256", [](Foreign& f) { SignOnCurve("P-256", "sha256", f); }},
    {"ECDSA on P-384", [](Foreign& f) { SignOnCurve("P-384", "sha384", f); }},
    {"ECDSA on P-521", [](Foreign& f) { SignOnCurve("P-521", "sha512", f); }},
    {"RSA-PSS",
     [](Foreign& f) {
       CanonicalizeBy(kExclusiveC14n, f);
       f.pss_method = kPssMethod;
     }},
    {"a digest of SHA-512 under a signature of SHA-256",
     [](Foreign& f) { f.digest_method = "http://www.w3.org/2001/04/xmlenc#sha512"; }},
    {"the document by its Id", [](Foreign& f) { f.uri = "#racine"; }},
    {"the document by its Id, instructions around it",
     [](Foreign& f) {
       f.uri = "#racine";
       CanonicalizeBy(kExclusiveC14n, f);
       f.document = absl::StrCat(f.document, "<?archive 12?>");
     }},
    {"KeyInfo signed too",
     [](Foreign& f) {
       f.more_references =
           "<ds:Reference URI=\"#cle\"><ds:DigestMethod "
           "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue/></"
           "ds:Reference>";
     }},
    {"a chain in KeyInfo",
     [](Foreign& f) {
       f.key_info = X509DataOf({f.signer, Ca()});
     }},
    {"a chain in KeyInfo, the signer last",
     [](Foreign& f) {
       f.key_info = X509DataOf({Ca(), f.signer});
     }},
    {"one X509Data for each certificate",
     [](Foreign& f) { f.key_info = X509DataOf({Ca()}) + X509DataOf({f.signer}); }},
    {"names of the key beside the certificate",
     [](Foreign& f) {
       f.key_info = absl::StrCat("<ds:KeyName>cle</ds:KeyName>", X509DataOf({f.signer}));
     }},
    {"a chain in the signed properties",
     [](Foreign& f) {
       f.key_info = X509DataOf({Ca(), f.signer});
       f.signing_certificate = absl::StrCat("<xades:SigningCertificateV2>", CertV2Of(Ca()),
                                            CertV2Of(f.signer), "</xades:SigningCertificateV2>");
     }},
    {"the issuer in the order of the certificate",
     [](Foreign& f) {
       f.signing_certificate = absl::StrCat("<xades:SigningCertificate>",
                                            CertOf(f.signer, "C=FR, O=Paraphe Test, CN=CA d'essai"),
                                            "</xades:SigningCertificate>");
     }},
    {"the issuer as OpenSSL writes it on one line",
     [](Foreign& f) {
       f.signing_certificate = absl::StrCat("<xades:SigningCertificate>",
                                            CertOf(f.signer, "/C=FR/O=Paraphe Test/CN=CA d'essai"),
                                            "</xades:SigningCertificate>");
     }},
    {"a Type of another version",
     [](Foreign& f) { f.type = "http://uri.etsi.org/01903/v1.3.2#SignedProperties"; }},
    {"a document described",
     [](Foreign& f) {
       f.data_properties =
           "<xades:SignedDataObjectProperties><xades:DataObjectFormat "
           "ObjectReference=\"#reference\"><xades:Description>facture</xades:Description>"
           "<xades:MimeType>text/xml</xades:MimeType><xades:Encoding>UTF-8</xades:Encoding>"
           "</xades:DataObjectFormat></xades:SignedDataObjectProperties>";
     }},
    {"the signature deep in the document",
     [](Foreign& f) {
       f.document =
           "<f:facture xmlns:f=\"urn:example:facture\"><f:extensions xmlns=\"urn:ext\" "
           "xml:space=\"preserve\"><f:x>@</f:x></f:extensions><f:total>12 "
           "à payer</f:total></f:facture>";
     }},
    {"instructions around the document and in it",
     [](Foreign& f) {
       f.document =
           "<?xml-stylesheet type=\"text/xsl\" href=\"vue.xsl\"?>\n"
           "<f:facture xmlns:f=\"urn:example:facture\"><?impression  A4 ?>"
           "<f:total>12 à payer</f:total>@</f:facture>\n<?fin?>\n";
       CanonicalizeBy(kExclusiveC14n, f);
     }},
    {"instructions, inclusive",
     [](Foreign& f) {
       f.document =
           "<?xml-stylesheet type=\"text/xsl\" href=\"vue.xsl\"?>"
           "<f:facture xmlns:f=\"urn:example:facture\"><f:total>12 à payer</f:total>@"
           "</f:facture>";
     }},
};

class ForeignTest : public ::testing::TestWithParam<Habit> {
 protected:
  static std::string Signed() {
    Foreign foreign(SignerOf());
    GetParam().change(foreign);
    return SignByOthers(foreign);
  }

  static absl::StatusOr<VerifiedDocument> Judge(absl::string_view document) {
    const TrustAnchors anchors({ParsedOrDie(Ca())});
    VerifyOptions options;
    options.trust_anchors = &anchors;
    return VerifyAnyForm(document, options);
  }
};

// Proves: EXP-2, CERT-2
TEST_P(ForeignTest, IsValid) {
  const auto verified = Judge(Signed());
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.valid()) << verified->report.fault();
  EXPECT_EQ(verified->report.signer->subject_cn(), "Élise Martin");
}

// Proves: EXP-2
TEST_P(ForeignTest, WithAnotherDocumentIsInvalid) {
  const auto verified = Judge(Replaced(Signed(), " payer<", " recevoir<"));
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.document_reference.invalid());
  EXPECT_TRUE(verified->report.signature_value.valid());
  EXPECT_EQ(verified->report.verdict(), Verdict::kInvalid);
}

// Proves: EXP-2
TEST_P(ForeignTest, WithAnotherTimeIsInvalid) {
  const auto verified = Judge(Replaced(Signed(), "10:30:00.123", "10:30:01.123"));
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.signed_properties_reference.invalid());
  EXPECT_EQ(verified->report.verdict(), Verdict::kInvalid);
}

// Proves: EXP-2
TEST_P(ForeignTest, WithAnotherSignedInfoIsInvalid) {
  const auto verified = Judge(Replaced(Signed(), "<ds:SignedInfo>", "<ds:SignedInfo> "));
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.signature_value.invalid());
}

INSTANTIATE_TEST_SUITE_P(All, ForeignTest, ::testing::ValuesIn(kHabits));

// Proves: EXP-2
TEST(ForeignKeyInfoTest, ASignedKeyInfoMayNotBeChanged) {
  Foreign foreign(SignerOf());
  foreign.more_references =
      "<ds:Reference URI=\"#cle\"><ds:DigestMethod "
      "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue/></ds:Reference>";
  foreign.key_info = absl::StrCat("<ds:KeyName>cle</ds:KeyName>", X509DataOf({foreign.signer}));
  const auto verified =
      VerifyAnyForm(Replaced(SignByOthers(foreign), ">cle<", ">autre<"), VerifyOptions());
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.key_info_reference.invalid());
  EXPECT_FALSE(verified->report.valid());
}

// Proves: EXP-2, SIG-3
TEST(ForeignAlgorithmTest, Sha1OfTheSignatureAloneIsWeak) {
  Foreign foreign(SignerOf());
  foreign.method = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
  const auto verified = VerifyAnyForm(SignByOthers(foreign), VerifyOptions());
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.signature_value.valid());
  EXPECT_TRUE(verified->report.algorithms.invalid());
}

// Proves: EXP-2
TEST(ForeignIssuerTest, AnotherIssuerIsInvalidAndBothAreNamed) {
  Foreign foreign(SignerOf());
  foreign.signing_certificate =
      absl::StrCat("<xades:SigningCertificate>", CertOf(foreign.signer, "C=FR, O=X, CN=Autre"),
                   "</xades:SigningCertificate>");
  const auto verified = VerifyAnyForm(SignByOthers(foreign), VerifyOptions());
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.signing_certificate_reference.invalid());
  EXPECT_THAT(verified->report.fault(), HasSubstr("\"C=FR, O=X, CN=Autre\""));
  EXPECT_THAT(verified->report.fault(), HasSubstr("\"CN=CA d'essai,O=Paraphe Test,C=FR\""));
}

}  // namespace
}  // namespace paraphe::xades::test
