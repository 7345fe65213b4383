#include "client/device/pkcs11/session.h"

#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;

class SessionTest : public SessionFixture {};

// Proves: DEV-1
TEST_F(SessionTest, IsClosedOnce) {
  EXPECT_THAT(session_->Close(), IsOk());
  EXPECT_THAT(session_->Close(), IsOk());
  session_.reset();
  EXPECT_EQ(recorder_.CountOf("C_CloseSession"), 1u);
}

// Proves: DEV-1
TEST_F(SessionTest, IsClosedByWhomItWasMovedTo) {
  {
    const Session moved = *std::move(session_);
    session_.reset();
    EXPECT_EQ(recorder_.CountOf("C_CloseSession"), 0u);
  }
  EXPECT_EQ(recorder_.CountOf("C_CloseSession"), 1u);
}

// Proves: DEV-3
TEST_F(SessionTest, OneThatCannotBeOpenedIsNamedAndNotClosed) {
  recorder_.Fail("C_OpenSession", CKR_TOKEN_NOT_PRESENT);
  EXPECT_THAT(Session::Open(module_->functions(), slot_), HasReason(v1::DEVICE_TOKEN_REMOVED));
  EXPECT_EQ(recorder_.CountOf("C_CloseSession"), 0u);
}

class LoginTest : public SessionFixture {};

// Proves: DEV-1
TEST_F(LoginTest, IsTheUsersAndEndsOnce) {
  {
    auto login = Login::Begin(*session_, PinOf(kPin));
    ASSERT_THAT(login, IsOk());
    EXPECT_EQ(recorder_.last_login_user, CKU_USER);
    EXPECT_THAT(login->Close(), IsOk());
  }
  EXPECT_EQ(recorder_.CountOf("C_Logout"), 1u);
}

// Proves: DEV-3
TEST_F(LoginTest, AWrongPinIsNamedAndNothingIsLoggedOut) {
  EXPECT_THAT(Login::Begin(*session_, PinOf("111111")), HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(recorder_.CountOf("C_Logout"), 0u);
}

// Proves: DEV-1
TEST_F(LoginTest, WithoutAPinTheReaderAsksForIt) {
  recorder_.keypad_pin = kPin;
  EXPECT_THAT(Login::Begin(*session_, PinOf("")), IsOk());
  EXPECT_FALSE(recorder_.last_login_had_pin);
}

// Proves: DEV-3
TEST_F(LoginTest, CancelAtTheReaderIsNamed) {
  recorder_.Fail("C_Login", CKR_FUNCTION_CANCELED);
  EXPECT_THAT(Login::Begin(*session_, PinOf(kPin)), HasReason(v1::DEVICE_CANCELLED));
}

// Proves: DEV-3
TEST_F(LoginTest, SomebodyElsesLoginIsNotOurs) {
  recorder_.Fail("C_Login", CKR_USER_ALREADY_LOGGED_IN);
  EXPECT_THAT(Login::Begin(*session_, PinOf("111111")), HasReason(v1::DEVICE_ERROR));
}

}  // namespace
}  // namespace paraphe::pkcs11
