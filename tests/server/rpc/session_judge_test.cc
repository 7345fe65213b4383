#include "server/rpc/session_judge.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using testing::HasSubstr;

// The judgements themselves: presentation_test.cc, sign_test.cc, exported_document_test.cc.
TEST(RequireAcceptableTest, AnErrorHasASentenceForEachFault) {
  v1::CertificateJudgement judgement;
  judgement.set_acceptable(true);
  EXPECT_THAT(RequireAcceptable(judgement, v1::CERTIFICATE_REFUSED, "refused", "Choose another"),
              IsOk());
  judgement.set_acceptable(false);
  judgement.add_refusals()->set_words_en("It has expired.");
  judgement.add_refusals()->set_words_en("It is a CA's.");
  EXPECT_THAT(RequireAcceptable(judgement, v1::CERTIFICATE_REFUSED, "refused", "Choose another"),
              HasReason(v1::CERTIFICATE_REFUSED,
                        HasSubstr("refused: It has expired. It is a CA's. Choose another")));
}

}  // namespace
}  // namespace paraphe::server
