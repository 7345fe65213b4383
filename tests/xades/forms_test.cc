#include "xades/forms.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe::xades {
namespace {

using ::testing::SizeIs;

// Proves: SIG-5
TEST(FormsTest, EachFormHasTheNamesOfItsStandard) {
  const FormInfo* baseline = FindForm(v1::XADES_BASELINE_B);
  ASSERT_NE(baseline, nullptr);
  EXPECT_EQ(baseline->namespace_uri, "http://uri.etsi.org/01903/v1.3.2#");
  EXPECT_EQ(baseline->properties_type, "http://uri.etsi.org/01903#SignedProperties");
  EXPECT_EQ(baseline->signing_certificate, "SigningCertificateV2");
  EXPECT_EQ(baseline->production_place, "SignatureProductionPlaceV2");
  EXPECT_EQ(baseline->signer_role, "SignerRoleV2");
  EXPECT_TRUE(baseline->v2_properties);

  const FormInfo* old = FindForm(v1::XADES_1_3_2);
  ASSERT_NE(old, nullptr);
  EXPECT_EQ(old->namespace_uri, "http://uri.etsi.org/01903/v1.3.2#");
  EXPECT_EQ(old->signing_certificate, "SigningCertificate");
  EXPECT_FALSE(old->v2_properties);

  const FormInfo* oldest = FindForm(v1::XADES_1_2_2);
  ASSERT_NE(oldest, nullptr);
  EXPECT_EQ(oldest->namespace_uri, "http://uri.etsi.org/01903/v1.2.2#");
  EXPECT_EQ(oldest->properties_type, "http://uri.etsi.org/01903/v1.2.2#SignedProperties");
  EXPECT_EQ(oldest->signer_role, "SignerRole");
}

// Proves: SIG-5
TEST(FormsTest, ThereIsNoOtherForm) {
  EXPECT_THAT(AllForms(), SizeIs(v1::SignatureForm_ARRAYSIZE - 1));
  EXPECT_EQ(FindForm(v1::SIGNATURE_FORM_UNSPECIFIED), nullptr);
  EXPECT_EQ(FindForm(static_cast<v1::SignatureForm>(99)), nullptr);
}

}  // namespace
}  // namespace paraphe::xades
