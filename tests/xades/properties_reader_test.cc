// The closed grammar of SignedProperties: properties that are known, each once, about the document.
#include "xades/properties_reader.h"

#include <functional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/xades/attack.h"
#include "tests/xades/forgery.h"
#include "xades/verifier.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::HasReason;
using ::testing::HasSubstr;

class PropertiesReaderTest : public ::testing::TestWithParam<Attack> {};

// Proves: EXP-2
TEST_P(PropertiesReaderTest, IsRefusedByName) {
  EXPECT_THAT(VerifyChanged(GetParam().change),
              HasReason(GetParam().reason, HasSubstr(GetParam().words)));
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
    {"two SigningTimes", kUnsupported, "signing certificate is not named where",
     [](Forgery& f) { Double(f, "SigningTime"); }},
    {"two SigningCertificateV2", kMalformed, "one SigningCertificateV2 too many",
     [](Forgery& f) { Double(f, "SigningCertificateV2"); }},
    {"both versions of SigningCertificate", kUnsupported, "SigningCertificate",
     [](Forgery& f) {
       Element old = f.At("SigningCertificateV2");
       old.local = "SigningCertificate";
       f.At("SignedSignatureProperties").Append(old);
     }},
    {"no signing certificate", kUnsupported, "signing certificate is not named",
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
    {"an identifier of the data's form", kUnsupported, "ObjectIdentifier",
     [](Forgery& f) {
       Forgery::InsertBefore(f.At("DataObjectFormat"), "MimeType",
                             Element(Xades("ObjectIdentifier")));
     }},
    {"a second that does not exist", kMalformed, "SigningTime",
     [](Forgery& f) { Forgery::SetText(f.At("SigningTime"), "2026-11-22T09:30:60Z"); }},
    {"an element in a role", kMalformed, "only text",
     [](Forgery& f) {
       f.At("ClaimedRole").Append({"b", "urn:x", "x"}, "Maire");
     }},
    {"two data object formats", kUnsupported, "several DataObjectFormat",
     [](Forgery& f) { Double(f, "DataObjectFormat"); }},
    {"a qualifier of the commitment", kUnsupported, "CommitmentTypeQualifiers",
     [](Forgery& f) {
       f.At("CommitmentTypeIndication").Append(Xades("CommitmentTypeQualifiers"));
     }},
    {"a time without its zone", kUnsupported, "SigningTime",
     [](Forgery& f) { Forgery::SetText(f.At("SigningTime"), "2026-11-22T09:30:00"); }},
    {"an attribute on a property", kUnsupported, "unexpected attribute",
     [](Forgery& f) { f.At("City").Set("lang", "fr"); }},
    {"an attribute of another namespace", kUnsupported, "unexpected attribute",
     [](Forgery& f) {
       f.At("Reference").attributes.push_back({"Id", "x", "x", "urn:x"});
     }},
    {"another version of XAdES", kUnsupported, "no QualifyingProperties",
     [](Forgery& f) {
       f.At("QualifyingProperties").namespace_uri = "http://uri.etsi.org/01903/v1.1.1#";
       f.At("QualifyingProperties").prefix = "x";
     }},
    {"a data object format about something else", kMalformed, "DataObjectFormat",
     [](Forgery& f) { Forgery::SetAttribute(f.At("DataObjectFormat"), "ObjectReference", "#o1"); }},
    {"the document's reference has no Id", kMalformed, "DataObjectFormat",
     [](Forgery& f) {
       std::erase_if(f.At("Reference").attributes, [](auto& a) { return a.local == kId; });
     }},
    {"a commitment about something else", kMalformed, "CommitmentTypeIndication",
     [](Forgery& f) {
       f.At("AllSignedDataObjects").AppendText("#o1");
       f.At("AllSignedDataObjects").local = "ObjectReference";
     }},
};
INSTANTIATE_TEST_SUITE_P(Properties, PropertiesReaderTest, ::testing::ValuesIn(kProperties));

// Proves: SIG-5, EXP-2
TEST(PropertiesOfTs101903Test, HasNoStreetAddress) {
  Forgery forgery(v1::XADES_1_3_2);
  Forgery::InsertBefore(forgery.At("SignatureProductionPlace"), "StateOrProvince",
                        Element(Xades("StreetAddress")));
  EXPECT_THAT(Verify(forgery.Resign().Write(), {}),
              HasReason(kUnsupported, HasSubstr("StreetAddress")));
}

}  // namespace
}  // namespace paraphe::xades::test
