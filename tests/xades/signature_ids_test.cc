#include "xades/signature_ids.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe::xades {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Proves: SIG-5
TEST(SignatureIdsTest, FollowFromTheSeed) {
  const SignatureIds ids = DeriveIds("seed", {});
  // The first 8 bytes of SHA-256("seed").
  EXPECT_EQ(ids.signature, "signature-19b25856e1c150ca");
  EXPECT_EQ(ids.document_reference, "document-19b25856e1c150ca");
  EXPECT_EQ(ids.signed_properties, "signed-properties-19b25856e1c150ca");
  EXPECT_NE(DeriveIds("seed ", {}).signature, ids.signature);
}

// Proves: SIG-5, DOC-7
TEST(SignatureIdsTest, AnyOneThatIsTakenChangesAllThree) {
  for (const std::string taken : {"signature-19b25856e1c150ca", "document-19b25856e1c150ca",
                                  "signed-properties-19b25856e1c150ca"}) {
    const SignatureIds ids = DeriveIds("seed", {"a", taken, "z"});
    // The first 8 bytes of SHA-256(SHA-256("seed")).
    EXPECT_EQ(ids.signature, "signature-a7e130694166cdb9");
    EXPECT_EQ(ids.document_reference, "document-a7e130694166cdb9");
    EXPECT_EQ(ids.signed_properties, "signed-properties-a7e130694166cdb9");
  }
  EXPECT_EQ(DeriveIds("seed", {"19b25856e1c150ca"}).signature, "signature-19b25856e1c150ca");
}

// Proves: SIG-5
TEST(SignatureIdsTest, OnlyIdsOfThisFormCanEverBeTaken) {
  EXPECT_THAT(IdsOfThisForm({"document-0011223344556677", "o1", "signature-001122334455667",
                             "signature-00112233445566778", "signed-properties-ffffffffffffffff"}),
              ElementsAre("document-0011223344556677", "signed-properties-ffffffffffffffff"));
  EXPECT_THAT(IdsOfThisForm({}), IsEmpty());
}

}  // namespace
}  // namespace paraphe::xades
