// Signature wrapping: documents that another verifier might take for signed.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/xades/forgery.h"
#include "tests/xades/signing.h"
#include "xades/verifier.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

std::string Good() { return Forgery().Write(); }

// Proves: EXP-2
TEST(WrappingTest, NoSignatureIsSaidSo) {
  EXPECT_THAT(Verify(kDocument, {}), HasReason(v1::SIGNATURE_ABSENT));
  EXPECT_THAT(Verify("<Signature></Signature>", {}), HasReason(v1::SIGNATURE_ABSENT));
  EXPECT_THAT(Verify("<r><ds:Signature xmlns:ds=\"urn:x\"></ds:Signature></r>", {}),
              HasReason(v1::SIGNATURE_ABSENT));
}

// Proves: EXP-2
TEST(WrappingTest, SeveralSignaturesAreAmbiguous) {
  const std::string signature = SignatureOf(Good());
  std::string other = signature;
  for (const char* attribute : {" Id=\""}) {
    for (size_t at = other.find(attribute); at != std::string::npos;
         at = other.find(attribute, at + 8)) {
      other.insert(at + 5, "b");
    }
  }
  EXPECT_THAT(Verify(Replaced(Good(), "</acte>", other + "</acte>"), {}),
              HasReason(v1::SIGNATURE_AMBIGUOUS));
  EXPECT_THAT(Verify(Replaced(Good(), "<vote", other + "<vote"), {}),
              HasReason(v1::SIGNATURE_AMBIGUOUS));
  EXPECT_THAT(Verify(Replaced(Good(), " &amp; budget", other), {}),
              HasReason(v1::SIGNATURE_AMBIGUOUS));
}

// Proves: EXP-2
TEST(WrappingTest, ASignatureInTheSignatureIsAmbiguous) {
  for (const char* parent : {"Object", "QualifyingProperties", "KeyInfo"}) {
    Forgery forgery;
    forgery.At(parent).Append({"Any", "urn:x", "x"}).Append(kSignature);
    EXPECT_THAT(Verify(forgery.Write(), {}), HasReason(v1::SIGNATURE_AMBIGUOUS));
  }
}

// Proves: EXP-2
TEST(WrappingTest, TheSignatureIsAChildOfTheDocumentElement) {
  const std::string signature = SignatureOf(Good());
  EXPECT_THAT(Verify(absl::StrCat("<a><b>", signature, "</b></a>"), {}),
              HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("child of the document element")));
  EXPECT_THAT(Verify(signature, {}),
              HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("child of the document element")));
}

// Proves: EXP-2
TEST(WrappingTest, TheSignedDocumentWrappedInAnotherIsInvalid) {
  const std::string signature = SignatureOf(Good());
  const auto report =
      Verify(absl::StrCat("<evil><payload>1000000</payload>", kDocument, signature, "</evil>"), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->document_reference.invalid());
  EXPECT_FALSE(report->valid());
}

// Proves: EXP-2
TEST(WrappingTest, TheSignatureMovedToAnotherDocumentIsInvalid) {
  const auto report = Verify(absl::StrCat("<acte>", SignatureOf(Good()), "</acte>"), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->document_reference.invalid());
}

// It need not be the last child: removing it gives the same bytes wherever it stands.
// Proves: EXP-2
TEST(WrappingTest, TheSignatureMayStandAnywhereAmongTheChildren) {
  const std::string signature = SignatureOf(Good());
  const auto report = Verify(Replaced(kDocument, "<vote", signature + "<vote"), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid()) << report->fault();
}

// The genuine properties elsewhere, evil ones in their place.
// Proves: EXP-2
TEST(WrappingTest, SignedPropertiesMovedIntoTheDocumentAreRefused) {
  for (const char* id : {"", "evil"}) {
    Forgery forgery;
    const std::string genuine = ApexCanonical(forgery.At("SignedProperties"));
    Forgery::SetText(forgery.At("ClaimedRole"), "Préfet");
    Forgery::SetAttribute(forgery.At("SignedProperties"), kId, id);
    EXPECT_THAT(Verify(Replaced(forgery.Write(), "<vote", genuine + "<vote"), {}),
                HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("not to the SignedProperties")));
  }
}

// Proves: EXP-2, DOC-7
TEST(WrappingTest, DuplicateIdsAreRefused) {
  Forgery forgery;
  const std::string id = *forgery.At("SignedProperties").Get(kId);
  for (const std::string attribute : {"Id", "ID", "id", "xml:id"}) {
    const std::string other = absl::StrCat("<x ", attribute, "=\"", id, "\"></x>");
    EXPECT_THAT(Verify(Replaced(forgery.Write(), "<vote", other + "<vote"), {}),
                HasReason(v1::DOCUMENT_DUPLICATE_ID));
    EXPECT_THAT(Verify(Replaced(forgery.Write(), "</acte>", other + "</acte>"), {}),
                HasReason(v1::DOCUMENT_DUPLICATE_ID));
  }
  Forgery in_signature;
  in_signature.At("KeyInfo").Set(kId, id);
  EXPECT_THAT(Verify(in_signature.Write(), {}), HasReason(v1::DOCUMENT_DUPLICATE_ID));
}

// Proves: EXP-2
TEST(WrappingTest, LookAlikesAreData) {
  Forgery forgery;
  forgery.document() =
      "<r><Signature><SignedInfo></SignedInfo></Signature>&lt;ds:Signature&gt;"
      "<a k=\"&lt;ds:Signature>\"></a></r>";
  forgery.RedigestDocument().Resign();
  const auto report = Verify(forgery.Write(), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid()) << report->fault();
}

}  // namespace
}  // namespace paraphe::xades::test
