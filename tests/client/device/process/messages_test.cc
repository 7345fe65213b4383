#include "client/device/process/messages.h"

#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::device {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;

DeviceState SomeState() {
  DeviceState state;
  state.label = "carte \xff";
  state.serial = std::string("\0", 1);
  state.pin_entry = PinEntry::kAtReader;
  state.tries_left = 0;
  state.wrong_pin_before = true;
  state.pin_must_change = true;
  return state;
}

const DeviceCertificate kCertificate = {"\x30\xff", "\x01", "Anne \xff", KeyPresence::kPresent};

// Proves: DEV-1
TEST(MessagesTest, AReaderComesBackAsItWas) {
  ListedReader reader;
  reader.name = "SCR \xff";
  reader.token.emplace();
  reader.token->state = SomeState();
  reader.token->configured = true;
  reader.token->certificates = {kCertificate};
  reader.token->fault = MakeError(v1::DEVICE_KEY_MISSING, "key");
  reader.fault = MakeError(v1::DEVICE_ERROR, "reader \xff");
  v1::HeldReader message;
  ASSERT_TRUE(message.ParseFromString(ReaderToMessage(reader).SerializeAsString()));
  const auto back = ReaderFromMessage(message);
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->name, reader.name);
  EXPECT_THAT(back->fault, HasReason(v1::DEVICE_ERROR, "reader \xff"));
  ASSERT_TRUE(back->token.has_value());
  EXPECT_TRUE(back->token->configured);
  EXPECT_THAT(back->token->fault, HasReason(v1::DEVICE_KEY_MISSING));
  const DeviceState& state = back->token->state;
  EXPECT_EQ(state.label, SomeState().label);
  EXPECT_EQ(state.serial, SomeState().serial);
  EXPECT_EQ(state.pin_entry, PinEntry::kAtReader);
  EXPECT_EQ(state.tries_left, 0u);
  EXPECT_TRUE(state.wrong_pin_before);
  EXPECT_TRUE(state.pin_must_change);
  ASSERT_EQ(back->token->certificates.size(), 1u);
  const DeviceCertificate& certificate = back->token->certificates[0];
  EXPECT_EQ(certificate.der, kCertificate.der);
  EXPECT_EQ(certificate.handle, kCertificate.handle);
  EXPECT_EQ(certificate.label, kCertificate.label);
  EXPECT_EQ(certificate.key, KeyPresence::kPresent);
}

// Proves: DEV-1
TEST(MessagesTest, WhatIsUnsetStaysUnset) {
  const auto back = ReaderFromMessage(ReaderToMessage({}));
  ASSERT_THAT(back, IsOk());
  EXPECT_FALSE(back->token.has_value());
  EXPECT_THAT(back->fault, IsOk());
  EXPECT_EQ(StateFromMessage(StateToMessage({}))->tries_left, std::nullopt);
}

// Proves: DEV-3
TEST(MessagesTest, AFaultKeepsItsReasonItsCodeAndTheTriesLeft) {
  absl::Status status = MakeError(v1::DEVICE_PIN_WRONG, "wrong");
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.set_device_code(0xA0);
  detail.set_tries_left(0);
  SetErrorDetail(detail, status);
  const absl::Status back = FaultFromMessage(FaultToMessage(status));
  EXPECT_EQ(back, status);
  EXPECT_EQ(GetErrorDetail(back)->device_code(), 0xA0u);
  EXPECT_TRUE(GetErrorDetail(back)->has_tries_left());
  EXPECT_FALSE(GetErrorDetail(FaultFromMessage(FaultToMessage(MakeError(v1::DEVICE_ERROR, "no"))))
                   ->has_tries_left());
}

// A module must not say that the signer stopped, or that nothing is wrong. Proves: DEV-1
TEST(MessagesTest, AReasonThatNoDeviceHasIsNotBelieved) {
  for (const int reason : {0, static_cast<int>(v1::ABORTED_BY_SIGNER), 123456, -1}) {
    v1::DeviceFault fault;
    fault.set_reason(static_cast<v1::ErrorReason>(reason));
    EXPECT_THAT(FaultFromMessage(fault), HasReason(v1::DEVICE_ERROR)) << reason;
  }
  EXPECT_THAT(FaultFromMessage(FaultToMessage(absl::InternalError("x"))),
              HasReason(v1::DEVICE_ERROR, "x"));
}

// Proves: DEV-1
TEST(MessagesTest, ValuesThatThereAreNotAreRefused) {
  v1::HeldState state;
  state.set_pin_entry(3);
  EXPECT_THAT(StateFromMessage(state), HasReason(v1::DEVICE_ERROR));
  v1::HeldCertificate certificate;
  certificate.set_key(3);
  EXPECT_THAT(CertificateFromMessage(certificate), HasReason(v1::DEVICE_ERROR));
  v1::HeldReader reader;
  *reader.mutable_token()->add_certificates() = certificate;
  EXPECT_THAT(ReaderFromMessage(reader), HasReason(v1::DEVICE_ERROR));
  *reader.mutable_token()->mutable_state() = state;
  EXPECT_THAT(ReaderFromMessage(reader), HasReason(v1::DEVICE_ERROR));
}

}  // namespace
}  // namespace paraphe::device
