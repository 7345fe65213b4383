#include "server/rpc/answer_bytes.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/rpc/received_call.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::IsOk;

v1::PresentResponse Answer(size_t document_bytes) {
  v1::PresentResponse answer;
  answer.set_session_token("jeton");
  answer.set_document(std::string(document_bytes, '\xff'));
  answer.set_table(std::string(kLeastKept, 't'));
  answer.set_html("<p>é</p>");
  return answer;
}

grpc::ByteBuffer Written(v1::PresentResponse answer) {
  grpc::ByteBuffer bytes;
  EXPECT_THAT(SerializeAnswer(answer, LargeFieldsOf(answer), bytes), IsOk());
  return bytes;
}

// Proves: PRES-1
TEST(AnswerBytesTest, AnyDocumentComesBackWithTheRestOfTheAnswer) {
  for (const size_t size : {size_t{0}, size_t{1}, kLeastKept - 1, kLeastKept, size_t{1} << 21}) {
    grpc::ByteBuffer bytes = Written(Answer(size));
    EXPECT_EQ(bytes.Length(), Answer(size).ByteSizeLong()) << size;
    v1::PresentResponse read;
    ASSERT_THAT(ParseMessage(bytes, read), IsOk()) << size;
    EXPECT_TRUE(read.SerializeAsString() == Answer(size).SerializeAsString()) << size;
  }
}

// Proves: EXP-1
TEST(AnswerBytesTest, SignedDocumentsAreSentAsDocumentsAre) {
  v1::FinalizeResponse answer;
  answer.set_status(v1::ST_OK);
  answer.set_signed_document(std::string(kLeastKept, 's'));
  const v1::FinalizeResponse sent = answer;
  grpc::ByteBuffer bytes;
  ASSERT_THAT(SerializeAnswer(answer, LargeFieldsOf(answer), bytes), IsOk());
  v1::FinalizeResponse read;
  ASSERT_THAT(ParseMessage(bytes, read), IsOk());
  EXPECT_TRUE(read.SerializeAsString() == sent.SerializeAsString());
}

TEST(AnswerBytesTest, WhatIsLargeIsNotCopied) {
  v1::PresentResponse answer = Answer(kLeastKept);
  const char* const document = answer.document().data();
  const char* const table = answer.table().data();
  grpc::ByteBuffer bytes;
  ASSERT_THAT(SerializeAnswer(answer, LargeFieldsOf(answer), bytes), IsOk());
  std::vector<grpc::Slice> slices;
  ASSERT_TRUE(bytes.Dump(&slices).ok());
  ASSERT_EQ(slices.size(), 5u) << "the rest; a head and what it is of, twice";
  EXPECT_EQ(reinterpret_cast<const char*>(slices[2].begin()), document);
  EXPECT_EQ(slices[2].size(), kLeastKept);
  EXPECT_EQ(reinterpret_cast<const char*>(slices[4].begin()), table);
  EXPECT_EQ(answer.document(), "") << "it is no longer the answer's";
}

// What goes out holds its own bytes.
TEST(AnswerBytesTest, BytesOutliveTheAnswer) {
  grpc::ByteBuffer bytes = Written(Answer(kLeastKept));
  grpc::ByteBuffer second = bytes;
  bytes.Clear();
  v1::PresentResponse read;
  ASSERT_THAT(ParseMessage(second, read), IsOk());
  EXPECT_TRUE(read.document() == Answer(kLeastKept).document());
}

TEST(AnswerBytesTest, AnswerWithoutADocumentHasNoField) {
  v1::PrepareResponse answer;
  EXPECT_TRUE(LargeFieldsOf(answer).empty());
  answer.set_ticket("billet");
  grpc::ByteBuffer bytes;
  ASSERT_THAT(SerializeAnswer(answer, LargeFieldsOf(answer), bytes), IsOk());
  v1::PrepareResponse read;
  ASSERT_THAT(ParseMessage(bytes, read), IsOk());
  EXPECT_EQ(read.ticket(), "billet");
}

}  // namespace
}  // namespace paraphe::server
