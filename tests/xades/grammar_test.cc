// The closed lists: algorithms, transforms, canonicalisations, signed properties.
#include <functional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/testing/matchers.h"
#include "tests/xades/attack.h"
#include "tests/xades/forgery.h"
#include "tests/xades/signing.h"
#include "xades/base64.h"
#include "xades/verifier.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::HasReason;
using ::testing::HasSubstr;

class GrammarTest : public ::testing::TestWithParam<Attack> {};

// Proves: EXP-2
TEST_P(GrammarTest, IsRefusedByName) {
  EXPECT_THAT(VerifyChanged(GetParam().change),
              HasReason(GetParam().reason, HasSubstr(GetParam().words)));
}

void SetAlgorithm(Forgery& forgery, const char* local, int index, absl::string_view uri) {
  Forgery::SetAttribute(forgery.At(local, index), kAlgorithm, uri);
}

void AddTransform(Forgery& forgery, int list, absl::string_view uri) {
  forgery.At("Transforms", list).Append(kTransform).Set(kAlgorithm, uri);
}

// A closed list of algorithms, exact transforms and canonicalisations.
const Attack kAlgorithms[] = {
    {"inclusive C14N of SignedInfo", kUnsupported, "CanonicalizationMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "CanonicalizationMethod", 0,
                    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
     }},
    {"exclusive C14N with comments", kUnsupported, "CanonicalizationMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "CanonicalizationMethod", 0,
                    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments");
     }},
    {"InclusiveNamespaces in CanonicalizationMethod", kUnsupported, "InclusiveNamespaces",
     [](Forgery& f) {
       f.At("CanonicalizationMethod")
           .Append({"InclusiveNamespaces", kExclusiveC14n, "ec"})
           .Set("PrefixList", "x");
     }},
    {"no Algorithm", kMalformed, "Algorithm is missing",
     [](Forgery& f) { f.At("CanonicalizationMethod").attributes.clear(); }},
    {"HMAC with the public key", kUnsupported, "SignatureMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "SignatureMethod", 0, "http://www.w3.org/2000/09/xmldsig#hmac-sha1");
     }},
    {"RSA with MD5", kUnsupported, "SignatureMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "SignatureMethod", 0, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5");
     }},
    {"RSA-PSS", kUnsupported, "SignatureMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "SignatureMethod", 0,
                    "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1");
     }},
    {"a digest method as signature method", kUnsupported, "SignatureMethod",
     [](Forgery& f) { SetAlgorithm(f, "SignatureMethod", 0, FindHash(v1::SHA256)->digest_uri); }},
    {"HMACOutputLength", kUnsupported, "HMACOutputLength",
     [](Forgery& f) {
       f.At("SignatureMethod").Append({"HMACOutputLength", kDsNamespace, "ds"}, "0");
     }},
    {"MD5 digest", kUnsupported, "DigestMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "DigestMethod", 0, "http://www.w3.org/2001/04/xmldsig-more#md5");
     }},
    {"SHA-1 for one reference", kUnsupported, "mixes hash algorithms",
     [](Forgery& f) {
       SetAlgorithm(f, "DigestMethod", 0, FindHash(v1::SHA1)->digest_uri);
       Forgery::SetText(f.At("DigestValue"), EncodeBase64(*ComputeHash(v1::SHA1, kDocument)));
     }},
    {"no enveloped-signature", kUnsupported, "transforms",
     [](Forgery& f) { f.Remove("Transform"); }},
    {"no canonicalisation", kUnsupported, "transforms",
     [](Forgery& f) { f.Remove("Transform", 1); }},
    {"no transform of the properties", kUnsupported, "transforms",
     [](Forgery& f) { f.Remove("Transform", 2); }},
    {"transforms in the other order", kUnsupported, "transforms",
     [](Forgery& f) {
       AddTransform(f, 0, kEnvelopedSignature);
       f.Remove("Transform");
     }},
    {"the same transform twice", kUnsupported, "transforms",
     [](Forgery& f) { AddTransform(f, 0, kExclusiveC14n); }},
    {"XSLT", kUnsupported, "transforms",
     [](Forgery& f) { AddTransform(f, 0, "http://www.w3.org/TR/1999/REC-xslt-19991116"); }},
    {"XPath in place of the enveloped signature", kUnsupported, "transforms",
     [](Forgery& f) {
       SetAlgorithm(f, "Transform", 0, "http://www.w3.org/TR/1999/REC-xpath-19991116");
     }},
    {"a parameter in a transform", kUnsupported, "XPath",
     [](Forgery& f) {
       f.At("Transform").Append({"XPath", kDsNamespace, "ds"}, "not(ancestor::x)");
     }},
    {"inclusive C14N of the document", kUnsupported, "transforms",
     [](Forgery& f) {
       SetAlgorithm(f, "Transform", 1, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
     }},
    {"inclusive C14N of the properties", kUnsupported, "transforms",
     [](Forgery& f) {
       SetAlgorithm(f, "Transform", 2, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
     }},
    {"InclusiveNamespaces in a transform", kUnsupported, "InclusiveNamespaces",
     [](Forgery& f) {
       f.At("Transform", 1).Append({"InclusiveNamespaces", kExclusiveC14n, "ec"});
     }},
    {"base64 transform of the properties", kUnsupported, "transforms",
     [](Forgery& f) {
       SetAlgorithm(f, "Transform", 2, "http://www.w3.org/2000/09/xmldsig#base64");
     }},
};
INSTANTIATE_TEST_SUITE_P(Algorithms, GrammarTest, ::testing::ValuesIn(kAlgorithms));

// Proves: EXP-2, SIG-3
TEST(AlgorithmsTest, TheReferenceToThePropertiesMayNotUseAnotherHash) {
  Forgery forgery;
  SetAlgorithm(forgery, "DigestMethod", 1, FindHash(v1::SHA1)->digest_uri);
  Forgery::SetText(forgery.At("DigestValue", 1), EncodeBase64(std::string(20, 'x')));
  EXPECT_THAT(Verify(forgery.Write(), {}),
              HasReason(kUnsupported, HasSubstr("mixes hash algorithms")));
}

// Properties: known ones only, each once.
const Attack kProperties[] = {
    {"an unknown signed property", kUnsupported, "Extra",
     [](Forgery& f) {
       f.At("SignedSignatureProperties").Append({"Extra", "urn:x", "x"});
     }},
    {"an unknown property of the data", kUnsupported, "AllDataObjectsTimeStamp",
     [](Forgery& f) {
       f.At("SignedDataObjectProperties").Append(Xades("AllDataObjectsTimeStamp"));
     }},
    {"two SigningTimes", kMalformed, "signing certificate is not named where",
     [](Forgery& f) { Double(f, "SigningTime"); }},
    {"two SigningCertificateV2", kMalformed, "one SigningCertificateV2 too many",
     [](Forgery& f) { Double(f, "SigningCertificateV2"); }},
    {"both versions of SigningCertificate", kUnsupported, "SigningCertificate",
     [](Forgery& f) {
       Element old = f.At("SigningCertificateV2");
       old.local = "SigningCertificate";
       f.At("SignedSignatureProperties").Append(old);
     }},
    {"two Certs", kMalformed, "one Cert too many", [](Forgery& f) { Double(f, "Cert"); }},
    {"no signing certificate", kMalformed, "signing certificate is not named",
     [](Forgery& f) { f.Remove("SigningCertificateV2"); }},
    {"two policies", kMalformed, "one SignaturePolicyIdentifier too many",
     [](Forgery& f) { Double(f, "SignaturePolicyIdentifier"); }},
    {"policy implied and named", kUnsupported, "SignaturePolicyId",
     [](Forgery& f) {
       Forgery::InsertBefore(f.At("SignaturePolicyIdentifier"), "SignaturePolicyId",
                             Element(Xades("SignaturePolicyImplied")));
     }},
    {"a policy implied that says something", kUnsupported, "SignaturePolicyImplied",
     [](Forgery& f) {
       f.Remove("SignaturePolicyId");
       f.At("SignaturePolicyIdentifier")
           .Append(Xades("SignaturePolicyImplied"))
           .Append({"Extra", "urn:x", "x"});
     }},
    {"a policy with transforms", kUnsupported, "Transforms",
     [](Forgery& f) {
       Forgery::InsertBefore(f.At("SignaturePolicyId"), "SigPolicyHash", Element(kTransforms));
     }},
    {"a notice to the user", kUnsupported, "SPURI",
     [](Forgery& f) { f.At("SPURI").local = "SPUserNotice"; }},
    {"a notice to the user beside the address", kUnsupported, "SPURI",
     [](Forgery& f) { f.At("SigPolicyQualifier").Append(Xades("SPUserNotice")); }},
    {"two identifiers of the policy", kMalformed, "one Identifier too many",
     [](Forgery& f) { Double(f, "Identifier"); }},
    {"documents about the policy", kUnsupported, "DocumentationReferences",
     [](Forgery& f) { f.At("SigPolicyId").Append(Xades("DocumentationReferences")); }},
    {"the old place in the baseline form", kUnsupported, "SignatureProductionPlace",
     [](Forgery& f) { f.At("SignatureProductionPlaceV2").local = "SignatureProductionPlace"; }},
    {"the old role in the baseline form", kUnsupported, "SignerRole",
     [](Forgery& f) { f.At("SignerRoleV2").local = "SignerRole"; }},
    {"certified roles", kUnsupported, "CertifiedRolesV2",
     [](Forgery& f) { f.At("SignerRoleV2").Append(Xades("CertifiedRolesV2")); }},
    {"a description of the data", kUnsupported, "Description",
     [](Forgery& f) {
       Forgery::InsertBefore(f.At("DataObjectFormat"), "MimeType", Element(Xades("Description")));
     }},
    {"a second that does not exist", kMalformed, "SigningTime",
     [](Forgery& f) { Forgery::SetText(f.At("SigningTime"), "2026-11-22T09:30:60Z"); }},
    {"an element in a role", kMalformed, "only text",
     [](Forgery& f) {
       f.At("ClaimedRole").Append({"b", "urn:x", "x"}, "Maire");
     }},
    {"no data object format", kMalformed, "DataObjectFormat is missing",
     [](Forgery& f) { f.Remove("DataObjectFormat"); }},
    {"no properties of the data", kMalformed, "SignedDataObjectProperties is missing",
     [](Forgery& f) { f.Remove("SignedDataObjectProperties"); }},
    {"two data object formats", kMalformed, "one DataObjectFormat too many",
     [](Forgery& f) { f.At("SignedDataObjectProperties").Append(f.At("DataObjectFormat")); }},
    {"a qualifier of the commitment", kUnsupported, "CommitmentTypeQualifiers",
     [](Forgery& f) {
       f.At("CommitmentTypeIndication").Append(Xades("CommitmentTypeQualifiers"));
     }},
    {"a time without its zone", kMalformed, "SigningTime",
     [](Forgery& f) { Forgery::SetText(f.At("SigningTime"), "2026-11-22T09:30:00"); }},
    {"an attribute on a property", kUnsupported, "unexpected attribute",
     [](Forgery& f) { f.At("City").Set("lang", "fr"); }},
    {"an attribute of another namespace", kUnsupported, "unexpected attribute",
     [](Forgery& f) {
       f.At("Reference").attributes.push_back({"Id", "x", "x", "urn:x"});
     }},
    {"another version of XAdES", kMalformed, "no QualifyingProperties",
     [](Forgery& f) {
       f.At("QualifyingProperties").namespace_uri = "http://uri.etsi.org/01903/v1.1.1#";
       f.At("QualifyingProperties").prefix = "x";
     }},
};
INSTANTIATE_TEST_SUITE_P(Properties, GrammarTest, ::testing::ValuesIn(kProperties));

// Proves: SIG-5, EXP-2
TEST(GrammarOfTs101903Test, HasNoStreetAddress) {
  Forgery forgery(v1::XADES_1_3_2);
  Forgery::InsertBefore(forgery.At("SignatureProductionPlace"), "StateOrProvince",
                        Element(Xades("StreetAddress")));
  EXPECT_THAT(Verify(forgery.Resign().Write(), {}),
              HasReason(kUnsupported, HasSubstr("StreetAddress")));
}

}  // namespace
}  // namespace paraphe::xades::test
