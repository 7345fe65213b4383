#include "client/device/pkcs11/readers.h"

#include <string>
#include <vector>

#include "tests/client/device/pkcs11/device_fixture.h"
#include "tests/client/testing/card_service_socket.h"

namespace paraphe::pkcs11 {
namespace {

using device::ListedReader;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class ReadersTest : public DeviceFixture {
 protected:
  absl::StatusOr<std::vector<ListedReader>> Read(const v1::DeviceConfig& config = {}) {
    ASSIGN_OR_RETURN(const std::unique_ptr<Module> module, Module::Create(recorder_.functions()));
    return ReadReaders(module->functions(), config);
  }
  // The reader of the token with that label.
  ListedReader With(const std::string& label, const v1::DeviceConfig& config = {}) {
    const auto readers = Read(config);
    EXPECT_THAT(readers, IsOk());
    for (const ListedReader& reader : *readers) {
      if (reader.token.has_value() && reader.token->state.label == label) return reader;
    }
    ADD_FAILURE() << "no token " << label;
    return {};
  }
};

// Proves: DEV-1
TEST_F(ReadersTest, ShowsTokensAndTheirCertificatesWithoutLogin) {
  const ListedReader reader = With(kTokenLabel);
  ASSERT_THAT(reader.fault, IsOk());
  EXPECT_THAT(reader.name, HasSubstr("SoftHSM"));
  EXPECT_EQ(reader.token->state.serial, serial_);
  ASSERT_THAT(reader.token->certificates, SizeIs(1));
  EXPECT_EQ(reader.token->certificates[0].der, test::TestPki::Get().signer().der);
  EXPECT_EQ(recorder_.CountOf("C_Login"), 0u);
}

// Proves: DEV-1
TEST_F(ReadersTest, MarksTheTokenThatTheConfigurationNames) {
  hsm_.AddTokenOrDie("autre", "1234");
  const v1::DeviceConfig config = test::SoftHsm::Config(kTokenLabel);
  EXPECT_TRUE(With(kTokenLabel, config).token->configured);
  EXPECT_FALSE(With("autre", config).token->configured);
  EXPECT_TRUE(With("autre").token->configured);
}

// Proves: DEV-1
TEST_F(ReadersTest, WhatFailsAboutOneIsSaidThere) {
  recorder_.Fail("C_OpenSession", CKR_DEVICE_ERROR);
  EXPECT_THAT(With(kTokenLabel).token->fault, HasReason(v1::DEVICE_ERROR));
  // SoftHSM always has a token that is not initialised.
  const auto readers = Read();
  ASSERT_THAT(readers, IsOk());
  EXPECT_THAT(readers->back().token->fault,
              HasReason(v1::DEVICE_TOKEN_ABSENT, HasSubstr("never initialised")));
  EXPECT_FALSE(readers->back().token->configured);
}

// Proves: DEV-1
TEST_F(ReadersTest, AnEmptyReaderIsListed) {
  recorder_.edit_slot_info = [](CK_SLOT_INFO& info) { info.flags &= ~CKF_TOKEN_PRESENT; };
  const auto readers = Read();
  ASSERT_THAT(readers, IsOk());
  EXPECT_FALSE(readers->front().token.has_value());
  EXPECT_THAT(readers->front().fault, IsOk());
}

// Proves: DEV-3
TEST_F(ReadersTest, NoReaderIsAnError) {
  recorder_.edit_slots = [](bool, std::vector<CK_SLOT_ID>& slots) { slots.clear(); };
  test::CardServiceSocket service;
  EXPECT_THAT(Read(), HasReason(v1::DEVICE_READER_ABSENT));
  service.Stop();
  EXPECT_THAT(Read(), HasReason(v1::DEVICE_CARD_SERVICE_ABSENT));
}

}  // namespace
}  // namespace paraphe::pkcs11
