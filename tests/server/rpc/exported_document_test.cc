// What leaves verifies, by the clock and the CAs of that moment.
#include "server/rpc/exported_document.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using paraphe::test::TestPki;
using testing::HasSubstr;

class ExportedDocumentTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk()); }
  // The certificate expires in the next minute.
  void LetItExpire() { world_.clock().Advance(absl::Minutes(4)); }
  void WithdrawTheCas() {
    const std::string other =
        world_.WriteFile("other.pem", paraphe::test::CertBuilder::Ca("Other CA").Build().Pem());
    world_.ReplaceCatalogue([&](ServerSettings& settings) { settings.trusted_ca_files = {other}; });
  }

  SessionWorld world_{nullptr, {nullptr, nullptr, true}};
  TestAgent agent_{world_, TestPki::Get()
                               .Signer("Anne Dupont")
                               .Validity(paraphe::test::DefaultNow() - absl::Hours(1),
                                         paraphe::test::DefaultNow() + absl::Minutes(3))
                               .Build()};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: CERT-6, EXP-2
TEST_F(ExportedDocumentTest, ACertificateThatExpiredSinceItSignedIsNotExported) {
  LetItExpire();
  EXPECT_THAT(world_.Finalize(prepared_), HasReason(v1::CERTIFICATE_REFUSED_AT_EXPORT,
                                                    HasSubstr("The certificate has expired.")));
  EXPECT_THAT(world_.Export(agent_.token()), HasReason(v1::CERTIFICATE_REFUSED_AT_EXPORT));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::SIGNED);
}

// Proves: CERT-6, EXP-2
TEST_F(ExportedDocumentTest, ACaThatWasWithdrawnSinceRefusesTheExportUntilItIsBack) {
  WithdrawTheCas();
  EXPECT_THAT(world_.Finalize(prepared_), HasReason(v1::CERTIFICATE_REFUSED_AT_EXPORT));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::SIGNED);
  world_.ReplaceCatalogue([](ServerSettings&) {});
  EXPECT_THAT(world_.Finalize(prepared_), IsOk()) << "no signature is lost";
}

// Proves: SES-5
TEST_F(ExportedDocumentTest, WhatWasExportedOnceIsGivenAgainByteForByte) {
  const auto first = world_.Finalize(prepared_);
  ASSERT_THAT(first, IsOk());
  LetItExpire();
  WithdrawTheCas();
  const auto again = world_.Finalize(prepared_);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(world_.Export(agent_.token())->signed_document(), first->signed_document());
}

}  // namespace
}  // namespace paraphe::server
