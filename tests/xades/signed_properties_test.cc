#include "xades/signed_properties.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base64.h"
#include "common/hash.h"
#include "tests/xades/signing.h"

namespace paraphe::xades::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

SignaturePlan Plan(const v1::SignedAttributes& attributes) {
  return PlanOrDie(kDocument, attributes);
}

// Proves: SIG-2, ATT-2
TEST(SignedPropertiesTest, SignsExactlyTheValues) {
  const std::string properties = Plan(FullAttributes(SignerOf())).signed_properties();
  for (const char* part :
       {"<xades:SigningTime>2026-11-22T09:30:00Z</xades:SigningTime>",
        "<xades:Identifier "
        "Qualifier=\"OIDAsURN\">urn:oid:1.2.250.1.131.1.5.18.21.1.7</xades:Identifier>",
        "<xades:Description>Politique de signature \"actes\" &lt;v1&gt; &amp; "
        "suite</xades:Description>",
        "<xades:SPURI>https://example.fr/politique.pdf?v=1&amp;l=fr</xades:SPURI>",
        "<xades:SignatureProductionPlaceV2><xades:City>Saint-Étienne</xades:City>"
        "<xades:StreetAddress>1 place de l'Hôtel de Ville</xades:StreetAddress>"
        "<xades:StateOrProvince>Auvergne-Rhône-Alpes</xades:StateOrProvince>"
        "<xades:PostalCode>42000</xades:PostalCode><xades:CountryName>FR</xades:CountryName>",
        "<xades:SignerRoleV2><xades:ClaimedRoles><xades:ClaimedRole>Maire</xades:ClaimedRole>",
        "<xades:MimeType>application/xml</xades:MimeType>",
        "<xades:CommitmentTypeId><xades:Identifier>http://uri.etsi.org/01903/v1.2.2#ProofOfApproval"
        "</xades:Identifier></xades:CommitmentTypeId><xades:AllSignedDataObjects>"}) {
    EXPECT_THAT(properties, HasSubstr(part));
  }
  EXPECT_THAT(properties, HasSubstr(EncodeBase64(Sha256(SignerOf().der))));
  EXPECT_THAT(properties, HasSubstr(EncodeBase64(Sha256("policy"))));
}

// Proves: SIG-2, ATT-4
TEST(SignedPropertiesTest, WritesNothingForWhatIsEmpty) {
  v1::SignedAttributes attributes = LeastAttributes(SignerOf());
  attributes.mutable_place();
  const std::string properties = Plan(attributes).signed_properties();
  for (const char* name : {"SigningTime", "SignaturePolicyIdentifier", "SignatureProductionPlace",
                           "SignerRole", "CommitmentTypeIndication"}) {
    EXPECT_THAT(properties, Not(HasSubstr(name)));
  }
}

// Proves: SIG-2
TEST(SignedPropertiesTest, NamesAnOidAsSuchAndNothingElse) {
  v1::SignedAttributes attributes = FullAttributes(SignerOf());
  attributes.mutable_policy()->set_identifier("https://example.fr/politique");
  attributes.set_commitment_type("urn:oid:1.2.840.113549.1.9.16.6.1");
  const std::string properties = Plan(attributes).signed_properties();
  EXPECT_THAT(properties,
              HasSubstr("<xades:Identifier>https://example.fr/politique</xades:Identifier>"));
  EXPECT_THAT(properties, HasSubstr("<xades:Identifier Qualifier=\"OIDAsURN\">"
                                    "urn:oid:1.2.840.113549.1.9.16.6.1</xades:Identifier>"));
}

// Proves: SIG-5
TEST(SignedPropertiesTest, TheOldFormsNameIssuerAndSerial) {
  for (const auto form : {v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    const SignaturePlan plan = Plan(FullAttributes(SignerOf(), form));
    EXPECT_THAT(plan.signed_properties(),
                HasSubstr("<ds:X509IssuerName xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
                          "CN=CA d'essai,O=Paraphe Test,C=FR</ds:X509IssuerName>"));
    EXPECT_THAT(plan.signed_properties(), Not(HasSubstr("V2>")));
  }
  const SignaturePlan oldest = Plan(FullAttributes(SignerOf(), v1::XADES_1_2_2));
  EXPECT_THAT(oldest.signed_info(),
              HasSubstr("\"http://uri.etsi.org/01903/v1.2.2#SignedProperties\""));
}

}  // namespace
}  // namespace paraphe::xades::test
