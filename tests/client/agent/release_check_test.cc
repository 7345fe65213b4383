#include "client/agent/release_check.h"

#include <string>

#include "common/hash.h"
#include "document/intake.h"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

class ReleaseCheckTest : public ::testing::Test {
 protected:
  ReleaseCheckTest() {
    v1::SignedAttributes attributes = test::TestAttributes();
    attributes.set_certificate(test::TestPki::Get().signer().der);
    attributes.mutable_signing_time()->set_seconds(1763805600);
    const std::string document = test::TestDocument();
    plan_ = *xades::SignaturePlan::Create(document, *xml::CheckDocument(document, {}), attributes,
                                          *Certificate::Parse(attributes.certificate()));
    sha256_ = Sha256(attributes.certificate());
    response_.set_signed_info(plan_->signed_info());
    response_.set_digest_info(plan_->digest_info());
    response_.set_certificate_sha256(sha256_);
  }
  absl::Status Check() { return CheckRelease(response_, *plan_, sha256_); }

  // Flips each bit alone; every one must be seen.
  void ExpectEveryBitCounts(std::string* part, const char* name) {
    for (size_t bit = 0; bit < part->size() * 8; ++bit) {
      char& byte = (*part)[bit / 8];
      const char before = byte;
      byte = static_cast<char>(byte ^ (1 << (bit % 8)));
      EXPECT_THAT(Check(), HasReason(v1::SERVER_ANSWER_MISMATCH, HasSubstr(name))) << bit;
      byte = before;
    }
    EXPECT_THAT(Check(), IsOk());
  }

  std::optional<xades::SignaturePlan> plan_;
  std::string sha256_;
  v1::SignResponse response_;
};

// Proves: PRES-8
TEST_F(ReleaseCheckTest, WhatFollowsIsAccepted) { EXPECT_THAT(Check(), IsOk()); }

// Proves: PRES-8
TEST_F(ReleaseCheckTest, EveryBitOfSignedInfoCounts) {
  ExpectEveryBitCounts(response_.mutable_signed_info(), "SignedInfo");
}

// Proves: PRES-8
TEST_F(ReleaseCheckTest, EveryBitOfDigestInfoCounts) {
  ExpectEveryBitCounts(response_.mutable_digest_info(), "DigestInfo");
}

// Proves: PRES-8
TEST_F(ReleaseCheckTest, EveryBitOfTheCertificatesDigestCounts) {
  ExpectEveryBitCounts(response_.mutable_certificate_sha256(), "certificate");
}

}  // namespace
}  // namespace paraphe::agent
