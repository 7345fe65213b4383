#include "client/device/pkcs11/token.h"

#include <algorithm>

#include "tests/client/device/pkcs11/device_fixture.h"
#include "tests/client/testing/card_service_socket.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::SoftHsm;
using ::testing::AllOf;
using ::testing::HasSubstr;

class TokenTest : public DeviceFixture {
 protected:
  std::string SerialOf(const v1::DeviceConfig& config) {
    absl::StatusOr<DevicePtr> device = Open(config);
    EXPECT_THAT(device, IsOk());
    return device.ok() ? (*device)->Describe()->serial : "";
  }
};

v1::DeviceConfig BySerial(const std::string& serial) {
  v1::DeviceConfig config;
  config.set_serial(serial);
  return config;
}

// Proves: DEV-1
TEST_F(TokenTest, OnlyTokenNeedsNoName) { EXPECT_EQ(SerialOf({}), serial_); }

// Proves: DEV-1
TEST_F(TokenTest, IsFoundBySerialAndByLabelAmongSeveral) {
  const std::string second = hsm_.AddTokenOrDie("autre", "1234");
  ASSERT_NE(second, serial_);
  EXPECT_EQ(SerialOf(BySerial(serial_)), serial_);
  EXPECT_EQ(SerialOf(BySerial(second)), second);
  EXPECT_EQ(SerialOf(SoftHsm::Config("carte")), serial_);
  EXPECT_EQ(SerialOf(SoftHsm::Config("autre")), second);
}

// Proves: DEV-3
TEST_F(TokenTest, SeveralWithoutNameAreAmbiguousAndListed) {
  const std::string second = hsm_.AddTokenOrDie("autre", "1234");
  EXPECT_THAT(Open(v1::DeviceConfig()),
              HasReason(v1::DEVICE_TOKEN_AMBIGUOUS, AllOf(HasSubstr(serial_), HasSubstr(second))));
}

// Proves: DEV-3
TEST_F(TokenTest, SeveralOfOneLabelAreAmbiguous) {
  recorder_.edit_token_info = [](CK_TOKEN_INFO& info) { std::fill_n(info.label, 32, 'x'); };
  hsm_.AddTokenOrDie("autre", "1234");
  EXPECT_THAT(Open(SoftHsm::Config(std::string(32, 'x'))), HasReason(v1::DEVICE_TOKEN_AMBIGUOUS));
}

// Proves: DEV-3
TEST_F(TokenTest, AbsentOneIsNamedAndTheOthersAreListed) {
  EXPECT_THAT(Open(SoftHsm::Config("cart")),
              HasReason(v1::DEVICE_TOKEN_ABSENT, AllOf(HasSubstr("\"cart\""), HasSubstr(serial_))));
  EXPECT_THAT(Open(BySerial(serial_ + "0")), HasReason(v1::DEVICE_TOKEN_ABSENT));
}

// Proves: DEV-3
TEST_F(TokenTest, NoTokenAtAllIsAbsent) {
  recorder_.edit_token_info = [](CK_TOKEN_INFO& info) { info.flags &= ~CKF_TOKEN_INITIALIZED; };
  EXPECT_THAT(Open(v1::DeviceConfig()),
              HasReason(v1::DEVICE_TOKEN_ABSENT, HasSubstr("can be used")));
}

// Proves: DEV-3
TEST_F(TokenTest, ReadersWithoutCardAreNamedSo) {
  recorder_.edit_slots = [](bool occupied_only, std::vector<CK_SLOT_ID>& slots) {
    if (occupied_only) slots.clear();
  };
  recorder_.edit_slot_info = [](CK_SLOT_INFO& info) { info.flags &= ~CKF_TOKEN_PRESENT; };
  EXPECT_THAT(Open(), HasReason(v1::DEVICE_CARD_ABSENT, HasSubstr("put it in")));
}

// Proves: DEV-3
TEST_F(TokenTest, CardThatTheModuleDoesNotKnowIsNamedWithItsReader) {
  recorder_.edit_slots = [](bool occupied_only, std::vector<CK_SLOT_ID>& slots) {
    if (occupied_only) slots.clear();
  };
  EXPECT_THAT(Open(), HasReason(v1::DEVICE_TOKEN_ABSENT,
                                AllOf(HasSubstr("does not know"), HasSubstr("SoftHSM slot"))));
}

// Proves: DEV-3
TEST_F(TokenTest, NoReaderAndNoCardServiceAreToldApart) {
  recorder_.edit_slots = [](bool, std::vector<CK_SLOT_ID>& slots) { slots.clear(); };
  test::CardServiceSocket service;
  EXPECT_THAT(Open(), HasReason(v1::DEVICE_READER_ABSENT, HasSubstr("plug one in")));
  service.Stop();
  EXPECT_THAT(Open(), HasReason(v1::DEVICE_CARD_SERVICE_ABSENT, HasSubstr("pcscd")));
}

// Proves: DEV-1
TEST_F(TokenTest, AModuleThatListsReadersWithoutEndIsRefused) {
  recorder_.edit_slots = [](bool, std::vector<CK_SLOT_ID>& slots) { slots.resize(100000); };
  EXPECT_THAT(Open(), HasReason(v1::DEVICE_ERROR, HasSubstr("more than 1024 readers")));
}

// Proves: DEV-1
TEST_F(TokenTest, PaddingWithNulIsNotPartOfTheLabel) {
  recorder_.edit_token_info = [](CK_TOKEN_INFO& info) {
    std::replace(info.label, info.label + sizeof(info.label), CK_UTF8CHAR{' '}, CK_UTF8CHAR{0});
  };
  EXPECT_THAT(Open(SoftHsm::Config("carte")), IsOk());
}

// Proves: DEV-3
TEST_F(TokenTest, ControlCharactersOfALabelAreEscapedInTheList) {
  recorder_.edit_token_info = [](CK_TOKEN_INFO& info) { info.label[0] = 0x1b; };
  const absl::Status status = Open(BySerial("none")).status();
  EXPECT_THAT(status, HasReason(v1::DEVICE_TOKEN_ABSENT, HasSubstr("\\x1b")));
  EXPECT_EQ(status.message().find('\x1b'), absl::string_view::npos);
}

// Proves: DEV-1
TEST_F(TokenTest, WithoutTheMechanismIsRefused) {
  recorder_.edit_mechanism_info = [](CK_MECHANISM_INFO& info) { info.flags &= ~CKF_SIGN; };
  EXPECT_THAT(Open(), HasReason(v1::DEVICE_ERROR, HasSubstr("CKM_RSA_PKCS")));
}

// Proves: DEV-1
TEST_F(TokenTest, SlotNumberMeansNothing) {
  // The first token of the list changes as tokens are added; the configuration stays.
  for (const char* label : {"b", "c", "d"}) hsm_.AddTokenOrDie(label, "1234");
  EXPECT_EQ(SerialOf(SoftHsm::Config("carte")), serial_);
}

}  // namespace
}  // namespace paraphe::pkcs11
