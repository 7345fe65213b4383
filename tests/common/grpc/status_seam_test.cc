#include "common/grpc/status_seam.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "paraphe/v1/rpc_status.pb.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

absl::Status RoundTrip(const absl::Status& status) {
  return FromGrpcStatus(ToGrpcStatus("Test", status));
}

// What gRPC sends when it fails itself, or what another implementation sends.
grpc::Status Foreign(grpc::StatusCode code, const std::string& message,
                     const std::string& details = "") {
  return {code, message, details};
}

TEST(StatusSeamTest, OkStaysOk) {
  EXPECT_TRUE(RoundTrip(absl::OkStatus()).ok());
  EXPECT_TRUE(ToGrpcStatus("Test", absl::OkStatus()).ok());
}

TEST(StatusSeamTest, EveryReasonCrossesWithItsCodeAndMessage) {
  const auto* reasons = v1::ErrorReason_descriptor();
  for (int i = 0; i < reasons->value_count(); ++i) {
    const auto reason = static_cast<v1::ErrorReason>(reasons->value(i)->number());
    if (reason == v1::ERROR_REASON_UNSPECIFIED) continue;
    EXPECT_THAT(RoundTrip(MakeError(reason, "what and where")),
                HasReason(reason, "what and where"));
  }
}

TEST(StatusSeamTest, TheWholePayloadCrosses) {
  v1::ErrorDetail detail;
  detail.set_reason(v1::DEVICE_PIN_WRONG);
  detail.set_recovery(v1::CHANGE_CARD);
  detail.set_session_state("SIGNING");
  detail.mutable_retry_after()->set_seconds(3);
  detail.mutable_position()->set_line(7);
  detail.set_device_code(0xA0);
  detail.set_tries_left(0);
  absl::Status status = MakeError(v1::DEVICE_PIN_WRONG, "wrong PIN");
  SetErrorDetail(detail, status);
  const auto received = GetErrorDetail(RoundTrip(status));
  ASSERT_TRUE(received.has_value());
  EXPECT_EQ(received->SerializeAsString(), detail.SerializeAsString());
}

// A library's status may quote anything: nothing of it leaves, and the peer still gets a reason.
TEST(StatusSeamTest, AStatusWithoutPayloadLeavesAsInternalWithoutItsMessage) {
  EXPECT_THAT(RoundTrip(absl::InvalidArgumentError("a secret")),
              HasReason(v1::INTERNAL, Not(HasSubstr("secret"))));
}

TEST(StatusSeamTest, ALongMessageIsCutAtACharacter) {
  std::string words = "x";
  while (words.size() < 5000) words += "é";
  const absl::Status received = RoundTrip(MakeError(v1::MALFORMED_FILE, words));
  EXPECT_LE(received.message().size(), kMaxStatusMessageBytes);
  EXPECT_THAT(std::string(received.message()), EndsWith("é..."));
}

TEST(StatusSeamTest, AMessageOfExactlyTheBoundIsWhole) {
  const std::string words(kMaxStatusMessageBytes, 'x');
  EXPECT_THAT(RoundTrip(MakeError(v1::MALFORMED_FILE, words)),
              HasReason(v1::MALFORMED_FILE, words));
}

// What a peer says may end on a terminal.
TEST(StatusSeamTest, ControlCharactersOfAPeerAreReplaced) {
  const absl::Status received =
      FromGrpcStatus(Foreign(grpc::StatusCode::UNKNOWN, "a\x1b[2Jb\x7f\xC2\x9Bj\nc\xC2\xA0é"));
  EXPECT_EQ(received.message(), "a?[2Jb??j\nc\xC2\xA0é");
}

TEST(StatusSeamTest, FailuresOfGrpcItselfGetAReason) {
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::UNAVAILABLE, "")),
              HasReason(v1::NOT_REACHABLE));
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::DEADLINE_EXCEEDED, "")),
              HasReason(v1::DEADLINE));
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::RESOURCE_EXHAUSTED, "")),
              HasReason(v1::TOO_LARGE));
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::PERMISSION_DENIED, "")),
              HasReason(v1::NOT_ALLOWED));
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::UNAUTHENTICATED, "")),
              HasReason(v1::NOT_ALLOWED));
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::UNIMPLEMENTED, "")),
              HasReason(v1::INTERNAL));
}

TEST(StatusSeamTest, DetailsThatDoNotParseAreNoDetails) {
  const grpc::Status good = ToGrpcStatus("Test", MakeError(v1::SESSION_UNKNOWN, "no such session"));
  const std::string cut = good.error_details().substr(0, good.error_details().size() - 1);
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::NOT_FOUND, "m", cut)),
              HasReason(v1::INTERNAL));
}

TEST(StatusSeamTest, DetailsOfAnotherCodeAreNoDetails) {
  const grpc::Status good = ToGrpcStatus("Test", MakeError(v1::SESSION_UNKNOWN, "no such session"));
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::UNAVAILABLE, "m", good.error_details())),
              HasReason(v1::NOT_REACHABLE));
}

TEST(StatusSeamTest, ForeignDetailsBesideOursAreSkipped) {
  v1::RpcStatus wire;
  const grpc::Status good = ToGrpcStatus("Test", MakeError(v1::SESSION_UNKNOWN, "no such session"));
  ASSERT_TRUE(wire.ParseFromString(good.error_details()));
  wire.add_details()->set_type_url("type.googleapis.com/google.rpc.RetryInfo");
  wire.mutable_details()->SwapElements(0, 1);
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::NOT_FOUND, "m", wire.SerializeAsString())),
              HasReason(v1::SESSION_UNKNOWN));
}

TEST(StatusSeamTest, AReasonUnspecifiedIsNoDetail) {
  v1::RpcStatus wire;
  wire.set_code(5);
  wire.add_details()->set_type_url(kErrorDetailTypeUrl);
  EXPECT_THAT(FromGrpcStatus(Foreign(grpc::StatusCode::NOT_FOUND, "m", wire.SerializeAsString())),
              HasReason(v1::INTERNAL));
}

// Proves: DOC-6
TEST(StatusSeamTest, BeyondTheBoundOfAnAddressNothingIsLogged) {
  const test::FakeClock clock;
  LogBound bound(clock, "refused calls", {absl::Seconds(10), 1, 9});
  const auto logged = [&](const std::string& peer, const absl::Status& status) {
    testing::internal::CaptureStderr();
    EXPECT_FALSE(ToGrpcStatus("Test", status, {peer, "", ""}, &bound).ok());
    return testing::internal::GetCapturedStderr();
  };
  const absl::Status refusal = MakeError(v1::SESSION_UNKNOWN, "no such session");
  EXPECT_THAT(logged("ipv4:192.0.2.1:1000", refusal), HasSubstr("peer=ipv4:192.0.2.1:1000"));
  EXPECT_EQ(logged("ipv4:192.0.2.1:1001", refusal), "");
  EXPECT_EQ(logged("ipv4:192.0.2.1:1002", absl::InvalidArgumentError("a defect")), "");
  EXPECT_THAT(logged("ipv6:%5B2001:db8::1%5D:1000", absl::InvalidArgumentError("a defect")),
              AllOf(HasSubstr(" defect "), HasSubstr("call_refused")));
  EXPECT_EQ(logged("ipv6:%5B2001:db8::1%5D:1001", refusal), "");
  EXPECT_THAT(logged("unknown", refusal), HasSubstr("peer=unknown"));
}

// The bytes are google.rpc.Status: field 1 varint, field 2 string, field 3 Any.
TEST(StatusSeamTest, TheWireFormIsGoogleRpcStatus) {
  const std::string bytes =
      ToGrpcStatus("Test", MakeError(v1::SESSION_UNKNOWN, "no")).error_details();
  EXPECT_EQ(bytes.substr(0, 7), std::string("\x08\x05\x12\x02no\x1a", 7));
}

}  // namespace
}  // namespace paraphe
