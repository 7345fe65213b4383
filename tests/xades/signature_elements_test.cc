#include "xades/signature_elements.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base64.h"
#include "common/hash.h"
#include "tests/xades/signing.h"
#include "xades/names.h"

namespace paraphe::xades::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// Proves: SIG-1
TEST(SignatureElementsTest, SignedInfoIsCanonicalApexForm) {
  EXPECT_THAT(
      PlanOrDie(kDocument, FullAttributes(SignerOf())).signed_info(),
      StartsWith("<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
                 "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">"
                 "</ds:CanonicalizationMethod>"));
}

// Proves: EXP-3
TEST(SignatureElementsTest, CarriesTheCertificateItself) {
  EXPECT_THAT(SignOrDie(kDocument, FullAttributes(SignerOf()), SignerOf()),
              HasSubstr(absl::StrCat("<ds:X509Certificate>", EncodeBase64(SignerOf().der),
                                     "</ds:X509Certificate>")));
}

// Proves: SIG-1
TEST(SignatureElementsTest, OneAlgorithmServesBothReferences) {
  const SignatureIds ids = {"s", "d", "p"};
  const std::string info =
      ApexCanonical(BuildSignedInfo(*FindForm(v1::XADES_1_2_2), *FindHash(v1::SHA256), ids,
                                    std::string(32, 'a'), std::string(32, 'b')));
  EXPECT_EQ(
      info,
      "<ds:SignedInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:CanonicalizationMethod "
      "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:CanonicalizationMethod>"
      "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\">"
      "</ds:SignatureMethod><ds:Reference Id=\"d\" URI=\"\"><ds:Transforms><ds:Transform "
      "Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform>"
      "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>"
      "</ds:Transforms><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\">"
      "</ds:DigestMethod><ds:DigestValue>YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=</"
      "ds:DigestValue>"
      "</ds:Reference><ds:Reference Type=\"http://uri.etsi.org/01903/v1.2.2#SignedProperties\" "
      "URI=\"#p\"><ds:Transforms><ds:Transform "
      "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform></ds:Transforms>"
      "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>"
      "<ds:DigestValue>YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=</ds:DigestValue>"
      "</ds:Reference></ds:SignedInfo>");
}

// Proves: SIG-1
TEST(SignatureElementsTest, TheSignatureValueIsFilledInLast) {
  const SignatureIds ids = {"s", "d", "p"};
  Element signature =
      BuildSignature(*FindForm(v1::XADES_BASELINE_B), ids, Element(kSignedInfo), "der",
                     Element(FindForm(v1::XADES_BASELINE_B)->Name(kSignedProperties)));
  const std::string before = ApexCanonical(signature);
  EXPECT_THAT(before, HasSubstr("<ds:SignatureValue></ds:SignatureValue>"));
  EXPECT_THAT(before, HasSubstr("<ds:X509Certificate>ZGVy</ds:X509Certificate>"));
  EXPECT_THAT(before, HasSubstr("Target=\"#s\""));
  SetSignatureValue("abc", signature);
  EXPECT_EQ(ApexCanonical(signature),
            Replaced(before, "<ds:SignatureValue>", "<ds:SignatureValue>YWJj"));
}

}  // namespace
}  // namespace paraphe::xades::test
