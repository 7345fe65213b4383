#include "server/rpc/admission.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"

#include "server/rpc/received_call.h"
#include "tests/server/testing/session_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::IsOk;
using paraphe::test::SessionWorld;

// In slices of so many bytes, as a network brings them.
grpc::ByteBuffer InSlices(const std::string& bytes, size_t size = size_t{1} << 30) {
  std::vector<grpc::Slice> slices;
  for (size_t at = 0; at < bytes.size(); at += size) slices.emplace_back(bytes.substr(at, size));
  return {slices.data(), slices.size()};
}

std::optional<PrepareHead> Head(const std::string& bytes) {
  grpc::ByteBuffer buffer = InSlices(bytes);
  return ReadPrepareHead(buffer);
}

v1::PrepareRequest Request() {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_document(std::string(100'000, 'd'));
  request.set_idempotency_key("once");
  request.set_hash_algorithm(v1::SHA512);
  return request;
}

// Proves: SES-7
TEST(AdmissionTest, TheHeadIsReadHoweverTheMessageIsCut) {
  const std::string bytes = Request().SerializeAsString();
  for (const size_t size : {size_t{1}, size_t{7}, size_t{4096}, bytes.size()}) {
    grpc::ByteBuffer buffer = InSlices(bytes, size);
    const auto head = ReadPrepareHead(buffer);
    ASSERT_TRUE(head.has_value()) << size;
    EXPECT_EQ(head->application, "mairie");
    EXPECT_EQ(head->idempotency_key, "once");
    EXPECT_EQ(head->session_id, "");
    EXPECT_EQ(head->document_bytes, 100'000u);
    v1::PrepareRequest whole;
    ASSERT_THAT(ParseMessage(buffer, whole), IsOk()) << "the bytes were used up";
    EXPECT_EQ(whole.SerializeAsString(), bytes);
  }
}

TEST(AdmissionTest, WhatIsNoPrepareHasNoHead) {
  const std::string bytes = Request().SerializeAsString();
  EXPECT_FALSE(Head(bytes.substr(0, bytes.size() - 1)).has_value());
  EXPECT_FALSE(Head("\xff\xff\xff garbage").has_value());
  EXPECT_FALSE(Head(absl::StrCat(bytes, "\x0b")).has_value()) << "a group";
  EXPECT_FALSE(Head(absl::StrCat(bytes, "\x12\xff\xff\xff\xff\x0f")).has_value()) << "4 GiB";
  grpc::ByteBuffer none;
  EXPECT_FALSE(ReadPrepareHead(none).has_value());
}

// Whatever a message is cut to, the rest is read or is not.
TEST(AdmissionTest, NoPrefixMisleads) {
  v1::PrepareRequest request = Request();
  request.set_document("d");
  const std::string bytes = request.SerializeAsString();
  for (size_t size = 0; size < bytes.size(); ++size) {
    v1::PrepareRequest part;
    const bool parses = part.ParseFromString(bytes.substr(0, size));
    const auto head = Head(bytes.substr(0, size));
    EXPECT_TRUE(parses || !head.has_value()) << size;
    EXPECT_EQ(head.value_or(PrepareHead()).application, head.has_value() ? part.application() : "");
  }
}

// It would keep one of gRPC's threads from its work.
TEST(AdmissionTest, AMessageOfVeryManyFieldsIsNotPassedThrough) {
  std::string few, many;
  for (int i = 0; i < 200; ++i) few += std::string("\x78\x01");  // field 15
  for (int i = 0; i < 300; ++i) many += std::string("\x78\x01");
  EXPECT_TRUE(Head(few).has_value());
  EXPECT_FALSE(Head(many).has_value());
}

TEST(AdmissionTest, TheStoreIsNotAskedAboutNamesThatCannotBe) {
  v1::PrepareRequest request = Request();
  request.set_application(std::string("a\0b", 3));
  EXPECT_FALSE(Head(request.SerializeAsString()).has_value());
  request.set_application(std::string(2000, 'a'));
  EXPECT_FALSE(Head(request.SerializeAsString()).has_value());
  request = Request();
  request.set_idempotency_key(std::string(65, 'k'));
  EXPECT_FALSE(Head(request.SerializeAsString()).has_value());
}

// Proves: SES-7
TEST(AdmissionTest, OnlyWhatAmendsASessionIsOfAnOpenOne) {
  v1::PrepareRequest request = Request();
  grpc::ByteBuffer opens = InSlices(request.SerializeAsString());
  EXPECT_EQ(ClassOfPrepare(opens), TaskClass::kNewSession);
  request.set_session_id("s");
  grpc::ByteBuffer amends = InSlices(request.SerializeAsString());
  EXPECT_EQ(ClassOfPrepare(amends), TaskClass::kOpenSession);
  grpc::ByteBuffer garbage = InSlices("\xff");
  EXPECT_EQ(ClassOfPrepare(garbage), TaskClass::kNewSession);
}

// Proves: SES-7
TEST(AdmissionTest, AnAmendmentNeedsNoRoomForASession) {
  SessionWorld full([](ServerSettings& settings) { settings.store_bounds.open_sessions = 1; });
  const v1::PrepareResponse session = full.PrepareOrDie();
  v1::PrepareRequest amendment;
  amendment.set_session_id(session.session_id());
  amendment.set_caller_token(session.caller_token());
  amendment.set_success_url("https://mairie.example/autre");
  EXPECT_THAT(full.Prepare(amendment), IsOk());
}

}  // namespace
}  // namespace paraphe::server
