#include "client/agent/signing_checks.h"

#include <string>

#include "common/hash.h"
#include "document/intake.h"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

class CheckReleaseTest : public ::testing::Test {
 protected:
  CheckReleaseTest() {
    v1::SignedAttributes attributes = test::TestAttributes();
    attributes.set_certificate(certificate_.der());
    attributes.mutable_signing_time()->set_seconds(1763805600);
    const std::string document = test::TestDocument();
    plan_ = *xades::SignaturePlan::Create(document, *xml::CheckDocument(document, {}), attributes,
                                          certificate_);
    response_.set_signed_info(plan_->signed_info());
    response_.set_digest_info(plan_->digest_info());
    response_.set_certificate_sha256(certificate_.sha256());
  }
  absl::Status Check() { return CheckRelease(response_, *plan_, certificate_); }

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

  Certificate certificate_ = *Certificate::Parse(test::TestPki::Get().signer().der);
  std::optional<xades::SignaturePlan> plan_;
  v1::SignResponse response_;
};

// Proves: PRES-8
TEST_F(CheckReleaseTest, WhatFollowsIsAccepted) { EXPECT_THAT(Check(), IsOk()); }

// Proves: PRES-8
TEST_F(CheckReleaseTest, EveryBitOfSignedInfoCounts) {
  ExpectEveryBitCounts(response_.mutable_signed_info(), "SignedInfo");
}

// Proves: PRES-8
TEST_F(CheckReleaseTest, EveryBitOfDigestInfoCounts) {
  ExpectEveryBitCounts(response_.mutable_digest_info(), "DigestInfo");
}

// Proves: PRES-8
TEST_F(CheckReleaseTest, EveryBitOfTheCertificatesDigestCounts) {
  ExpectEveryBitCounts(response_.mutable_certificate_sha256(), "certificate");
}

}  // namespace
}  // namespace paraphe::agent
