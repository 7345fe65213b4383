// Values that are whole and nothing else; and what other tools write differently and is as good.
#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

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
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

void SpoilText(Forgery& forgery, const char* local, int index,
               const std::function<std::string(std::string)>& change) {
  Element& element = forgery.At(local, index);
  Forgery::SetText(element, change(Forgery::TextOf(element)));
}

// Values are whole and nothing else.
class ValueTest : public ::testing::TestWithParam<std::tuple<const char*, int>> {};

// Proves: EXP-2
TEST_P(ValueTest, TruncatedPaddedOrGarbledIsRefused) {
  const auto [local, index] = GetParam();
  const std::vector<std::function<std::string(std::string)>> changes = {
      [](const std::string& text) { return text.substr(1); },
      [](const std::string& text) { return text.substr(0, text.size() - 1); },
      [](const std::string& text) { return text + "="; },
      [](const std::string& text) { return text + "AAAA"; },
      [](const std::string& text) { return "!" + text; },
      [](const std::string& text) { return text + "\xC2\xA0"; },
      [](const std::string&) { return std::string(); },
  };
  for (const auto& change : changes) {
    Forgery forgery;
    forgery.Resign();
    SpoilText(forgery, local, index, change);
    const auto report = Verify(forgery.Write(), {});
    EXPECT_FALSE(report.ok() && report->valid());
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, ValueTest,
    ::testing::Values(std::tuple("SignatureValue", 0), std::tuple("X509Certificate", 0),
                      std::tuple("DigestValue", 0), std::tuple("DigestValue", 1),
                      std::tuple("DigestValue", 2), std::tuple("DigestValue", 3),
                      std::tuple("IssuerSerialV2", 0)));

// Proves: EXP-2
TEST(VerifierValuesTest, BlanksAreAllowedAsToolsWrapLines) {
  const auto wrapped = [](const std::string& text) {
    return "\n" + text.substr(0, 64) + "\n" + text.substr(64) + " ";
  };
  for (const char* local : {"SignatureValue", "X509Certificate"}) {
    Forgery forgery;
    SpoilText(forgery, local, 0, wrapped);
    const auto report = Verify(forgery.Write(), {});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->valid());
  }
}

// xmlsec1 wraps a SHA-512 digest, which is longer than its lines.
// Proves: EXP-2
TEST(VerifierValuesTest, DigestsMayBeWrappedWhereTheSignatureCoversIt) {
  Forgery forgery(v1::XADES_BASELINE_B, v1::SHA512);
  const auto wrapped = [](const std::string& text) {
    return text.substr(0, 64) + "\n" + text.substr(64);
  };
  for (const int index : {0, 2}) SpoilText(forgery, "DigestValue", index, wrapped);
  const auto unsigned_change = Verify(forgery.Write(), {});
  ASSERT_THAT(unsigned_change, IsOk());
  EXPECT_TRUE(unsigned_change->signature_value.invalid());
  EXPECT_TRUE(unsigned_change->document_reference.valid());
  const auto report = Verify(forgery.Resign().Write(), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid()) << report->fault();
}

// Proves: EXP-2
TEST(VerifierValuesTest, CommentsInValuesAreRefused) {
  Forgery forgery;
  const std::string value = Forgery::TextOf(forgery.At("DigestValue"));
  EXPECT_THAT(
      Verify(Replaced(forgery.Write(), value, value.substr(0, 5) + "<!---->" + value.substr(5)),
             {}),
      HasReason(v1::DOCUMENT_NOT_CANONICAL));
  EXPECT_THAT(Verify(Replaced(forgery.Write(), ">Maire<", ">Maire<!-- -->adjoint<"), {}),
              HasReason(v1::DOCUMENT_NOT_CANONICAL));
}

// Proves: EXP-2
TEST(VerifierValuesTest, ACertificateThatIsNoneIsRefused) {
  Forgery forgery;
  Forgery::SetText(forgery.At("X509Certificate"), EncodeBase64(SignerOf().der + "x"));
  EXPECT_THAT(Verify(forgery.Write(), {}), HasReason(v1::CERTIFICATE_MALFORMED));
}

// What other tools write and is as good: each the twin of a refusal above.
struct Twin {
  const char* name;
  Change change;
};

void PrintTo(const Twin& twin, std::ostream* out) { *out << twin.name; }

class TwinTest : public ::testing::TestWithParam<Twin> {};

// Proves: EXP-2
TEST_P(TwinTest, IsValid) {
  const auto report = VerifyChanged(GetParam().change);
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid()) << report->fault();
}

// Blanks between the elements, as a pretty-printer puts them.
void Indent(Element& element) {
  bool has_elements = false;
  std::vector<ElementNode> children;
  for (ElementNode& node : element.children) {
    if (auto* child = std::get_if<Element>(&node.value)) {
      has_elements = true;
      children.push_back({std::string("\n  ")});
      Indent(*child);
    }
    children.push_back(node);
  }
  if (has_elements) children.push_back({std::string("\n")});
  element.children = std::move(children);
}

void Rename(Element& element, const std::string& from, const std::string& to) {
  if (element.prefix == from) element.prefix = to;
  for (ElementNode& node : element.children) {
    if (auto* child = std::get_if<Element>(&node.value)) Rename(*child, from, to);
  }
}

const Twin kTwins[] = {
    {"nothing changed", [](Forgery&) {}},
    {"indented", [](Forgery& f) { Indent(f.signature()); }},
    {"other prefixes",
     [](Forgery& f) {
       Rename(f.signature(), "ds", "dsig");
       Rename(f.signature(), "xades", "etsi");
     }},
    {"no prefix", [](Forgery& f) { Rename(f.signature(), "ds", ""); }},
    {"Ids on more elements",
     [](Forgery& f) {
       for (const char* local :
            {"SignedInfo", "SignatureValue", "KeyInfo", "Object", "QualifyingProperties",
             "SignedSignatureProperties", "SignedDataObjectProperties"}) {
         f.At(local).Set(kId, absl::StrCat("id-", local));
       }
     }},
    {"a commitment about the document's reference",
     [](Forgery& f) {
       f.At("AllSignedDataObjects").AppendText("#" + *f.At("Reference").Get(kId));
       f.At("AllSignedDataObjects").local = "ObjectReference";
     }},
    {"two roles and two commitments",
     [](Forgery& f) {
       f.At("ClaimedRoles").Append(Xades("ClaimedRole"), "Présidente");
       f.At("SignedDataObjectProperties").Append(f.At("CommitmentTypeIndication"));
     }},
    {"a time with blanks around it",
     [](Forgery& f) { Forgery::SetText(f.At("SigningTime"), "\n 2026-11-22T09:30:00Z\n"); }},
    {"a second certificate named", [](Forgery& f) { Double(f, "Cert"); }},
    {"no data object format", [](Forgery& f) { f.Remove("DataObjectFormat"); }},
    {"no properties of the data", [](Forgery& f) { f.Remove("SignedDataObjectProperties"); }},
    {"KeyName and KeyValue around the certificate",
     [](Forgery& f) {
       Forgery::InsertBefore(f.At("KeyInfo"), "X509Data", Element({"KeyName", kDsNamespace, "ds"}));
       f.At("KeyInfo").Append({"KeyValue", kDsNamespace, "ds"});
     }},
    {"policy implied",
     [](Forgery& f) {
       f.Remove("SignaturePolicyId");
       f.At("SignaturePolicyIdentifier").Append(Xades("SignaturePolicyImplied"));
     }},
};
INSTANTIATE_TEST_SUITE_P(All, TwinTest, ::testing::ValuesIn(kTwins));

// Proves: EXP-2
TEST(VerifierTwinsTest, ReferencesMayComeInTheOtherOrder) {
  Forgery forgery;
  Element first = forgery.Remove("Reference");
  forgery.At("SignedInfo").Append(std::move(first));
  // The properties' digest stands first now; signing again would take the second for it.
  const std::string properties = Forgery::TextOf(forgery.At("DigestValue"));
  const std::string document = Forgery::TextOf(forgery.At("DigestValue", 1));
  forgery.Resign();
  Forgery::SetText(forgery.At("DigestValue", 1), document);
  const std::string digest = Sha256(ApexCanonical(forgery.At("SignedInfo")));
  Forgery::SetText(
      forgery.At("SignatureValue"),
      EncodeBase64(SignerOf().key->SignDigestInfo(
          std::string(
              "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20", 19) +
          digest)));
  const auto report = Verify(forgery.Write(), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid()) << report->fault();
}

}  // namespace
}  // namespace paraphe::xades::test
