// The judges can say no.
#include "tests/xades/judges.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/xades/signing.h"

namespace paraphe::xades::test {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

std::string Signed() { return SignOrDie(kDocument, FullAttributes(SignerOf()), SignerOf()); }

// Proves: SIG-1 (its judge)
TEST(JudgesTest, XmlsecRefusesAChangedDocumentPropertyOrCa) {
  EXPECT_THAT(XmlsecFault(Signed(), v1::XADES_BASELINE_B, Ca()), IsEmpty());
  EXPECT_THAT(
      XmlsecFault(Replaced(Signed(), "pour=\"12\"", "pour=\"13\""), v1::XADES_BASELINE_B, Ca()),
      Not(IsEmpty()));
  EXPECT_THAT(XmlsecFault(Replaced(Signed(), ">Maire<", ">Mairie<"), v1::XADES_BASELINE_B, Ca()),
              Not(IsEmpty()));
  const TestCert other = ::paraphe::test::CertBuilder::Ca("CA d'essai").Build();
  EXPECT_THAT(XmlsecFault(Signed(), v1::XADES_BASELINE_B, other), Not(IsEmpty()));
}

// Proves: SIG-5 (its judge)
TEST(JudgesTest, SchemaRefusesAMisplacedElement) {
  if (!HasSchemas()) GTEST_SKIP() << "PARAPHE_CORPUS is not set: no official schemas here";
  const std::string signature = SignatureOf(Signed());
  EXPECT_THAT(SchemaFault(signature, v1::XADES_BASELINE_B), IsEmpty());
  EXPECT_THAT(
      SchemaFault(Replaced(signature, "<xades:City>", "<xades:Town></xades:Town><xades:City>"),
                  v1::XADES_BASELINE_B),
      Not(IsEmpty()));
}

// Proves: SIG-6 (its judge)
TEST(JudgesTest, LibxmlCanonicalizes) {
  EXPECT_EQ(LibxmlCanonical("<a  b='1'/>"), "<a b=\"1\"></a>");
}

}  // namespace
}  // namespace paraphe::xades::test
