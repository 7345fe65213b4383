// The closed grammar down to SignedProperties: elements doubled, left out or moved, references that
// resolve to something else, algorithms, transforms and canonicalizations outside the closed lists.
#include "xades/signature_reader.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base64.h"
#include "common/hash.h"
#include "tests/testing/matchers.h"
#include "tests/xades/attack.h"
#include "tests/xades/forgery.h"
#include "tests/xades/signing.h"
#include "xades/verifier.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::HasReason;
using ::testing::HasSubstr;

class SignatureReaderTest : public ::testing::TestWithParam<Attack> {};

// Proves: EXP-2
TEST_P(SignatureReaderTest, IsRefusedByName) {
  EXPECT_THAT(VerifyChanged(GetParam().change),
              HasReason(GetParam().reason, HasSubstr(GetParam().words)));
}

// One of each element, in its place.
const Attack kCardinality[] = {
    {"two SignedInfo, the evil one last", kMalformed, "one SignedInfo too many",
     [](Forgery& f) { DoubleWithoutIds(f, "SignedInfo"); }},
    {"two SignedInfo, the evil one first", kMalformed, "one SignedInfo too many",
     [](Forgery& f) {
       Element copy = f.At("SignedInfo");
       WithoutIds(copy);
       Forgery::InsertBefore(f.signature(), "SignatureValue", std::move(copy));
     }},
    {"no SignedInfo", kMalformed, "SignedInfo expected",
     [](Forgery& f) { f.Remove("SignedInfo"); }},
    {"two SignatureValue", kMalformed, "one SignatureValue too many",
     [](Forgery& f) { Double(f, "SignatureValue"); }},
    {"two KeyInfo", kMalformed, "one KeyInfo too many", [](Forgery& f) { Double(f, "KeyInfo"); }},
    {"no KeyInfo", kUnsupported, "no KeyInfo", [](Forgery& f) { f.Remove("KeyInfo"); }},
    {"empty KeyInfo", kUnsupported, "holds no X509Certificate",
     [](Forgery& f) { f.Remove("X509Data"); }},
    {"empty X509Data", kUnsupported, "holds no X509Certificate",
     [](Forgery& f) { f.Remove("X509Certificate"); }},
    {"RetrievalMethod", kUnsupported, "holds no X509Certificate",
     [](Forgery& f) { f.At("X509Data").local = "RetrievalMethod"; }},
    {"two Objects, the evil one last", kUnsupported, "several Object",
     [](Forgery& f) { DoubleWithoutIds(f, "Object"); }},
    {"an empty Object first", kUnsupported, "several Object",
     [](Forgery& f) { Forgery::InsertBefore(f.signature(), "Object", Element(kObject)); }},
    {"an empty Object", kUnsupported, "no QualifyingProperties",
     [](Forgery& f) { f.At("Object").children.clear(); }},
    {"Manifest in Object", kUnsupported, "Manifest",
     [](Forgery& f) {
       f.At("Object").Append({"Manifest", kDsNamespace, "ds"});
     }},
    {"two QualifyingProperties", kMalformed, "one QualifyingProperties too many",
     [](Forgery& f) { DoubleWithoutIds(f, "QualifyingProperties"); }},
    {"two SignedProperties, the evil one last", kMalformed, "one SignedProperties too many",
     [](Forgery& f) { DoubleWithoutIds(f, "SignedProperties"); }},
    {"two SignedProperties, the evil one first", kMalformed, "one SignedProperties too many",
     [](Forgery& f) {
       Element copy = f.At("SignedProperties");
       Forgery::SetAttribute(copy, kId, "evil");
       Forgery::InsertBefore(f.At("QualifyingProperties"), "SignedProperties", std::move(copy));
     }},
    {"no SignedProperties", kMalformed, "SignedProperties is missing",
     [](Forgery& f) { f.Remove("SignedProperties"); }},
    {"SignedProperties beside QualifyingProperties", kUnsupported, "SignedProperties",
     [](Forgery& f) {
       Element copy = f.At("SignedProperties");
       WithoutIds(copy);
       f.At("Object").Append(std::move(copy));
     }},
    {"UnsignedProperties twice", kMalformed, "one UnsignedProperties too many",
     [](Forgery& f) {
       f.At("QualifyingProperties").Append(Xades("UnsignedProperties"));
       f.At("QualifyingProperties").Append(Xades("UnsignedProperties"));
     }},
    {"one Reference", kMalformed, "Reference is missing",
     [](Forgery& f) { f.Remove("Reference", 1); }},
    {"three References", kUnsupported, "one reference must be to the whole document",
     [](Forgery& f) { DoubleWithoutIds(f, "Reference"); }},
    {"a third Reference, to the network", kUnsupported,
     "one reference must be to the whole document",
     [](Forgery& f) {
       DoubleWithoutIds(f, "Reference");
       Forgery::SetAttribute(f.At("Reference", 2), kUri, "http://evil.example/doc.xml");
     }},
    {"two CanonicalizationMethods", kMalformed, "one CanonicalizationMethod too many",
     [](Forgery& f) { Double(f, "CanonicalizationMethod"); }},
    {"two SignatureMethods", kMalformed, "one SignatureMethod too many",
     [](Forgery& f) { Double(f, "SignatureMethod"); }},
    {"two DigestMethods", kMalformed, "one DigestMethod too many",
     [](Forgery& f) { Double(f, "DigestMethod"); }},
    {"two DigestValues", kMalformed, "one DigestValue too many",
     [](Forgery& f) { f.ParentOf("DigestValue").Append(f.At("DigestValue")); }},
    {"no Transforms of the document", kUnsupported, "do not leave the signature out",
     [](Forgery& f) { f.Remove("Transforms"); }},
    {"text in SignedInfo", kMalformed, "text",
     [](Forgery& f) { f.At("SignedInfo").AppendText("x"); }},
    {"an element in DigestValue", kMalformed, "an element where only text",
     [](Forgery& f) { f.At("DigestValue").Append(kObject); }},
    {"an element of another namespace", kMalformed, "SignatureMethod expected",
     [](Forgery& f) {
       f.At("SignatureMethod").namespace_uri = "urn:x";
       f.At("SignatureMethod").prefix = "x";
     }},
    {"an unknown element before the one that must come", kUnsupported, "Extra",
     [](Forgery& f) {
       Forgery::InsertBefore(f.signature(), "KeyInfo", Element({"Extra", "urn:x", "x"}));
     }},
    {"an unknown element in Signature", kUnsupported, "Extra",
     [](Forgery& f) {
       f.signature().Append({"Extra", "urn:x", "x"});
     }},
};
INSTANTIATE_TEST_SUITE_P(Cardinality, SignatureReaderTest, ::testing::ValuesIn(kCardinality));

void SetUri(Forgery& forgery, int reference, absl::string_view uri) {
  Forgery::SetAttribute(forgery.At("Reference", reference), kUri, uri);
}

// Each reference resolves to the one intended element.
const Attack kReferences[] = {
    {"to an element of the document by Id", kUnsupported,
     "one reference must be to the whole document", [](Forgery& f) { SetUri(f, 0, "#o1"); }},
    {"to the document twice", kUnsupported, "one reference must be to the whole document",
     [](Forgery& f) { SetUri(f, 1, ""); }},
    {"to the network", kUnsupported, "one reference must be to the whole document",
     [](Forgery& f) { SetUri(f, 0, "http://evil.example/doc.xml"); }},
    {"to a file", kUnsupported, "one reference must be to the whole document",
     [](Forgery& f) { SetUri(f, 0, "file:///etc/passwd"); }},
    {"by XPointer to the document", kUnsupported, "one reference must be to the whole document",
     [](Forgery& f) { SetUri(f, 0, "#xpointer(/)"); }},
    {"with no URI", kMalformed, "URI is missing",
     [](Forgery& f) { f.At("Reference").attributes.clear(); }},
    {"properties by XPointer", kMalformed, "not to the SignedProperties",
     [](Forgery& f) {
       SetUri(f, 1, absl::StrCat("#xpointer(id('", *f.At("SignedProperties").Get(kId), "'))"));
     }},
    {"to another element than the properties", kMalformed, "not to the SignedProperties",
     [](Forgery& f) { SetUri(f, 1, "#o1"); }},
    {"to the properties in another document", kMalformed, "not to the SignedProperties",
     [](Forgery& f) {
       SetUri(f, 1, absl::StrCat("other.xml#", *f.At("SignedProperties").Get(kId)));
     }},
    {"properties with no Id", kMalformed, "Id is missing",
     [](Forgery& f) { WithoutIds(f.At("SignedProperties")); }},
    {"properties with an empty Id", kMalformed, "not to the SignedProperties",
     [](Forgery& f) {
       Forgery::SetAttribute(f.At("SignedProperties"), kId, "");
       SetUri(f, 1, "#");
     }},
    {"Target elsewhere", kMalformed, "Target",
     [](Forgery& f) { Forgery::SetAttribute(f.At("QualifyingProperties"), kTarget, "#o1"); }},
    {"no Target", kMalformed, "Target",
     [](Forgery& f) { f.At("QualifyingProperties").attributes.clear(); }},
    {"signature with no Id", kMalformed, "Id is missing",
     [](Forgery& f) { f.signature().attributes.clear(); }},
    {"wrong Type", kMalformed, "Type",
     [](Forgery& f) {
       Forgery::SetAttribute(f.At("Reference", 1), kType,
                             "http://www.w3.org/2000/09/xmldsig#Object");
     }},
    {"Type of the document's reference", kUnsupported, "has a Type",
     [](Forgery& f) {
       f.At("Reference").Set(kType, "http://www.w3.org/2000/09/xmldsig#Manifest");
     }},
};
INSTANTIATE_TEST_SUITE_P(References, SignatureReaderTest, ::testing::ValuesIn(kReferences));

void SetAlgorithm(Forgery& forgery, const char* local, int index, absl::string_view uri) {
  Forgery::SetAttribute(forgery.At(local, index), kAlgorithm, uri);
}

void AddTransform(Forgery& forgery, int list, absl::string_view uri) {
  forgery.At("Transforms", list).Append(kTransform).Set(kAlgorithm, uri);
}

// A closed list of algorithms, exact transforms and canonicalisations.
const Attack kAlgorithms[] = {
    {"a canonicalization that is none", kUnsupported, "CanonicalizationMethod",
     [](Forgery& f) { SetAlgorithm(f, "CanonicalizationMethod", 0, "urn:x"); }},
    {"a canonicalization with a tail", kUnsupported, "CanonicalizationMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "CanonicalizationMethod", 0, absl::StrCat(kExclusiveC14n, "x"));
     }},
    {"InclusiveNamespaces without a list", kMalformed, "PrefixList",
     [](Forgery& f) {
       f.At("CanonicalizationMethod").Append({"InclusiveNamespaces", kExclusiveC14n, "ec"});
     }},
    {"InclusiveNamespaces of inclusive canonicalization", kUnsupported, "InclusiveNamespaces",
     [](Forgery& f) {
       SetAlgorithm(f, "CanonicalizationMethod", 0, kInclusiveC14n);
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
    {"RSA-PSS with parameters", kUnsupported, "SignatureMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "SignatureMethod", 0, "http://www.w3.org/2007/05/xmldsig-more#rsa-pss");
     }},
    {"ECDSA with RIPEMD", kUnsupported, "SignatureMethod",
     [](Forgery& f) {
       SetAlgorithm(f, "SignatureMethod", 0,
                    "http://www.w3.org/2007/05/xmldsig-more#ecdsa-ripemd160");
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
    {"no enveloped-signature", kUnsupported, "do not leave the signature out",
     [](Forgery& f) { f.Remove("Transform"); }},
    {"enveloped-signature of the properties", kUnsupported, "leave the signature out",
     [](Forgery& f) { SetAlgorithm(f, "Transform", 2, kEnvelopedSignature); }},
    {"transforms in the other order", kUnsupported, "behind its canonicalization",
     [](Forgery& f) {
       AddTransform(f, 0, kEnvelopedSignature);
       f.Remove("Transform");
     }},
    {"the same transform twice", kUnsupported, "behind its canonicalization",
     [](Forgery& f) { AddTransform(f, 0, kExclusiveC14n); }},
    {"XSLT", kUnsupported, "Transform",
     [](Forgery& f) {
       SetAlgorithm(f, "Transform", 1, "http://www.w3.org/TR/1999/REC-xslt-19991116");
     }},
    {"an XPath that says nothing", kUnsupported, "XPath",
     [](Forgery& f) { SetAlgorithm(f, "Transform", 0, kXpathTransform); }},
    {"an XPath that leaves more out", kUnsupported, "XPath",
     [](Forgery& f) {
       SetAlgorithm(f, "Transform", 0, kXpathTransform);
       f.At("Transform").Append(kXpath, "not(ancestor-or-self::ds:Signature or self::x)");
     }},
    {"an XPath filter that takes the signature in", kUnsupported, "XPath",
     [](Forgery& f) {
       SetAlgorithm(f, "Transform", 0, kXpathFilter2);
       f.At("Transform")
           .Append(kXpathOfFilter2, "/descendant::ds:Signature")
           .Set(kFilter, "intersect");
     }},
    {"a parameter in a transform", kUnsupported, "XPath",
     [](Forgery& f) { f.At("Transform").Append(kXpath, "not(ancestor::x)"); }},
    {"base64 transform of the properties", kUnsupported, "Transform",
     [](Forgery& f) {
       SetAlgorithm(f, "Transform", 2, "http://www.w3.org/2000/09/xmldsig#base64");
     }},
};
INSTANTIATE_TEST_SUITE_P(Algorithms, SignatureReaderTest, ::testing::ValuesIn(kAlgorithms));

// Proves: EXP-2, SIG-3
TEST(SignatureReaderValuesTest, SomeReferencesMayUseAnotherHashButNoWeakOne) {
  Forgery forgery;
  SetAlgorithm(forgery, "DigestMethod", 0, FindHash(v1::SHA512)->digest_uri);
  Forgery::SetText(forgery.At("DigestValue"), EncodeBase64(*ComputeHash(v1::SHA512, kDocument)));
  EXPECT_TRUE(Verify(forgery.Resign().Write(), {})->valid());
  SetAlgorithm(forgery, "DigestMethod", 0, FindHash(v1::SHA1)->digest_uri);
  Forgery::SetText(forgery.At("DigestValue"), EncodeBase64(*ComputeHash(v1::SHA1, kDocument)));
  EXPECT_TRUE(Verify(forgery.Resign().Write(), {})->algorithms.invalid());

  Forgery of_properties;
  SetAlgorithm(of_properties, "DigestMethod", 1, FindHash(v1::SHA1)->digest_uri);
  Forgery::SetText(of_properties.At("DigestValue", 1), EncodeBase64(std::string(20, 'x')));
  EXPECT_TRUE(Verify(of_properties.Write(), {})->algorithms.invalid());
}

// Proves: EXP-2, SIG-3
TEST(SignatureReaderValuesTest, ADigestOfAnotherLengthIsRefusedByName) {
  for (const int index : {0, 1, 2, 3}) {
    Forgery forgery;
    Forgery::SetText(forgery.At("DigestValue", index), EncodeBase64("short"));
    EXPECT_THAT(Verify(forgery.Write(), {}), HasReason(kMalformed, HasSubstr("DigestValue")));
  }
}

// Proves: EXP-2
TEST(SignatureReaderValuesTest, AnEmptySignatureOrCertificateIsRefusedByName) {
  for (const char* local : {"SignatureValue", "X509Certificate"}) {
    Forgery forgery;
    Forgery::SetText(forgery.At(local), "");
    EXPECT_THAT(Verify(forgery.Write(), {}), HasReason(kMalformed, HasSubstr(local)));
  }
}

}  // namespace
}  // namespace paraphe::xades::test
