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
TEST(VerifierWrappingTest, TheSignedDocumentWrappedInAnotherIsInvalid) {
  const std::string signature = SignatureOf(Good());
  const auto report =
      Verify(absl::StrCat("<evil><payload>1000000</payload>", kDocument, signature, "</evil>"), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->document_reference.invalid());
  EXPECT_FALSE(report->valid());
}

// Proves: EXP-2
TEST(VerifierWrappingTest, TheSignatureMovedToAnotherDocumentIsInvalid) {
  const auto report = Verify(absl::StrCat("<acte>", SignatureOf(Good()), "</acte>"), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->document_reference.invalid());
}

// It need not be the last child: removing it gives the same bytes wherever it stands.
// Proves: EXP-2
TEST(VerifierWrappingTest, TheSignatureMayStandAnywhereAmongTheChildren) {
  const std::string signature = SignatureOf(Good());
  const auto report = Verify(Replaced(kDocument, "<vote", signature + "<vote"), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid()) << report->fault();
}

// The genuine properties elsewhere, evil ones in their place.
// Proves: EXP-2
TEST(VerifierWrappingTest, SignedPropertiesMovedIntoTheDocumentAreRefused) {
  for (const char* id : {"", "evil"}) {
    Forgery forgery;
    const std::string genuine = ApexCanonical(forgery.At("SignedProperties"));
    Forgery::SetText(forgery.At("ClaimedRole"), "Préfet");
    Forgery::SetAttribute(forgery.At("SignedProperties"), kId, id);
    EXPECT_THAT(Verify(Replaced(forgery.Write(), "<vote", genuine + "<vote"), {}),
                HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("not to the SignedProperties")));
  }
}

// Proves: EXP-2
TEST(VerifierWrappingTest, LookAlikesAreData) {
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
