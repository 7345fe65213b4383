// Signatures in documents of every shape: their own namespaces, ids and texts stay theirs.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/xades/judges.h"
#include "tests/xades/signing.h"
#include "xades/signature_finder.h"
#include "xades/verifier.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct Shape {
  const char* name;
  std::string document;
};

void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

// A root with as many namespaces as the bounds allow, each in use and none of them ours.
std::string ManyNamespaces() {
  std::string declarations;
  std::string attributes;
  for (int i = 0; i < 256; ++i) {
    absl::StrAppendFormat(&declarations, " xmlns:p%03d=\"urn:n:%03d\"", i, i);
    absl::StrAppendFormat(&attributes, " p%03d:k=\"\"", i);
  }
  return absl::StrCat("<p000:r", declarations, attributes, "></p000:r>");
}

const Shape kShapes[] = {
    {"no namespace", "<r><a></a></r>"},
    {"empty root", "<r></r>"},
    {"empty root, default namespace", "<r xmlns=\"urn:x\"></r>"},
    {"default namespace is XMLDSig's", "<r xmlns=\"http://www.w3.org/2000/09/xmldsig#\"></r>"},
    {"default namespace is XAdES's", "<r xmlns=\"http://uri.etsi.org/01903/v1.3.2#\"></r>"},
    {"ds is something else", "<ds:r xmlns:ds=\"urn:x\"><ds:a></ds:a></ds:r>"},
    {"xades is something else", "<xades:r xmlns:xades=\"urn:x\"></xades:r>"},
    {"ds and xades are swapped",
     "<ds:r xmlns:ds=\"http://uri.etsi.org/01903/v1.3.2#\" "
     "xmlns:xades=\"http://www.w3.org/2000/09/xmldsig#\" xades:k=\"\"></ds:r>"},
    {"ds is XMLDSig's", "<ds:r xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:r>"},
    {"ds is XMLDSig's, for an attribute",
     "<r xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" ds:k=\"v\"></r>"},
    {"xades is XAdES's", "<xades:r xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\"></xades:r>"},
    {"both are theirs",
     "<ds:r xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" "
     "xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" xades:k=\"\"></ds:r>"},
    {"XMLDSig under another prefix",
     "<sig:r xmlns:sig=\"http://www.w3.org/2000/09/xmldsig#\"><sig:Object></sig:Object></sig:r>"},
    {"many prefixes, root in none",
     "<r xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" xmlns:c=\"urn:c\" a:k=\"\" b:k=\"\" c:k=\"\">"
     "<a:x xmlns:a=\"urn:other\"></a:x></r>"},
    {"ds rebound in the depths",
     "<r><ds:a xmlns:ds=\"urn:x\"><ds:b xmlns:ds=\"urn:y\"></ds:b></ds:a></r>"},
    {"default namespace undeclared", "<r xmlns=\"urn:x\"><a xmlns=\"\"><b></b></a></r>"},
    {"text after the last child", "<r><a></a> puis du texte &amp; &lt;fin&gt;\n</r>"},
    {"text only", "<r>texte&#xD;\n</r>"},
    {"xml attributes", "<r xml:base=\"http://x/\" xml:lang=\"fr\" xml:space=\"preserve\"> </r>"},
    {"xml:id", "<r xml:id=\"a\"><b xml:id=\"c\"></b></r>"},
    {"many ids", "<r Id=\"a\"><b ID=\"b\"></b><b id=\"c\"></b></r>"},
    {"look-alikes",
     "<r><Signature Id=\"s\"></Signature><SignedProperties Id=\"p\"></SignedProperties></r>"},
    {"a root named SignedProperties",
     "<x:SignedProperties xmlns:x=\"http://uri.etsi.org/01903/v1.3.2#\" "
     "Id=\"p\"></x:SignedProperties>"},
    {"attributes to escape", "<r k=\"&quot;&#xA;&#x9;&amp;&lt;>'\"></r>"},
    {"a namespace of 60,000 characters",
     "<r xmlns=\"urn:" + std::string(60000, 'x') + "\"><a></a></r>"},
    {"256 namespaces", ManyNamespaces()},
    {"prefixes before and after ours",
     "<ds:r xmlns:dr=\"urn:a\" xmlns:ds=\"urn:d\" xmlns:dt=\"urn:z\" dr:k=\"\" dt:k=\"\"></ds:r>"},
    {"ids like ours",
     "<r Id=\"signature-0011223344556677\"><a Id=\"document-0011223344556677\"></a>"
     "<b Id=\"signed-properties-0011223344556677\"></b></r>"},
    {"beyond the basic plane", "<r>𝄞<é à=\"ü\"></é></r>"},
};

class SignatureBuilderNamespacesTest : public ::testing::TestWithParam<Shape> {};

// ds:Signature as a document of its own, with the declarations that it takes from around it.
std::string Alone(absl::string_view signed_document) {
  const auto found = FindSignature(signed_document, {}, 1 << 20);
  EXPECT_THAT(found, IsOk());
  return found.ok() ? ApexCanonical(found->element) : "";
}

// Proves: SIG-5, SIG-6
TEST_P(SignatureBuilderNamespacesTest, EveryFormSignsAndVerifies) {
  const std::string document = GetParam().document;
  for (const auto form : {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    const std::string signed_document =
        SignOrDie(document, FullAttributes(SignerOf(), form), SignerOf());
    EXPECT_EQ(SignOrDie(document, FullAttributes(SignerOf(), form), SignerOf()), signed_document);
    EXPECT_EQ(LibxmlCanonical(signed_document), signed_document);
    EXPECT_THAT(XmlsecFault(signed_document, form, Ca()), IsEmpty());
    EXPECT_THAT(RemoveSignature(signed_document), IsOkAndHolds(document));
    const auto report = Verify(signed_document, {});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->valid()) << report->fault();
  }
}

// Proves: SIG-5
TEST_P(SignatureBuilderNamespacesTest, OfficialSchemaAccepts) {
  if (!HasSchemas()) GTEST_SKIP() << "PARAPHE_CORPUS is not set: no official schemas here";
  for (const auto form : {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    EXPECT_THAT(SchemaFault(Alone(SignOrDie(GetParam().document, FullAttributes(SignerOf(), form),
                                            SignerOf())),
                            form),
                IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(All, SignatureBuilderNamespacesTest, ::testing::ValuesIn(kShapes));

// Proves: SIG-6
TEST(SignatureBuilderNamespacesTest, SignatureIsTheLastChild) {
  const std::string signed_document =
      SignOrDie("<r><a></a>texte</r>", LeastAttributes(SignerOf()), SignerOf());
  EXPECT_TRUE(absl::StartsWith(signed_document, "<r><a></a>texte<ds:Signature "));
  EXPECT_TRUE(absl::EndsWith(signed_document, "</ds:Signature></r>"));
}

// Proves: SIG-6
TEST(SignatureBuilderNamespacesTest, WhatTheRootDeclaresIsNotDeclaredAgain) {
  const std::string signed_document =
      SignOrDie("<ds:r xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:r>",
                LeastAttributes(SignerOf()), SignerOf());
  EXPECT_THAT(signed_document.substr(10), HasSubstr("<ds:Signature Id="));
  EXPECT_THAT(SignatureOf(signed_document), Not(HasSubstr("xmlns:ds=")));
}

}  // namespace
}  // namespace paraphe::xades::test
