#include "document/exclusive_namespaces.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOk;

// Reads start tags as if each stood in the one before.
class ExclusiveNamespacesTest : public testing::Test {
 protected:
  absl::Status Enter(absl::string_view tag) {
    Cursor cursor{tag};
    const absl::Status read = ReadTag(cursor, Bounds(), &tag_);
    return read.ok() ? namespaces_.Enter(tag, &tag_) : read;
  }

  std::string Rendered(absl::string_view tag) {
    EXPECT_THAT(Enter(tag), IsOk());
    CanonicalOutput out(tag, 1000);
    namespaces_.WriteRendered(tag, &out);
    return std::move(out).Take();
  }

  ExclusiveNamespaces namespaces_;
  Tag tag_;
};

// Proves: DOC-5
TEST_F(ExclusiveNamespacesTest, RendersADeclarationWhereItIsFirstUsed) {
  EXPECT_EQ(Rendered("<a xmlns:q='u:q' xmlns:p='u:p'>"), "");
  EXPECT_EQ(Rendered("<q:b p:c=''>"), " xmlns:p=\"u:p\" xmlns:q=\"u:q\"");
  EXPECT_EQ(Rendered("<q:b>"), "");
  EXPECT_EQ(Rendered("<q:b xmlns:q='u:r' xmlns='u:d'>"), " xmlns:q=\"u:r\"");
  EXPECT_EQ(Rendered("<c>"), " xmlns=\"u:d\"");
  EXPECT_EQ(Rendered("<c xmlns=''>"), " xmlns=\"\"");
}

// Proves: DOC-5
TEST_F(ExclusiveNamespacesTest, GoesBackToTheStateOutsideAnElement) {
  EXPECT_EQ(Rendered("<a xmlns:p='u:p'>"), "");
  const NamespaceMark outside = namespaces_.mark();
  EXPECT_EQ(Rendered("<p:b>"), " xmlns:p=\"u:p\"");
  namespaces_.PopTo(outside);
  EXPECT_EQ(Rendered("<p:b>"), " xmlns:p=\"u:p\"");
}

TEST_F(ExclusiveNamespacesTest, RefusesWhatNamespacesForbid) {
  EXPECT_THAT(Enter("<p:a>"), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
  EXPECT_THAT(Enter("<a xmlns:p='u:p' xmlns:p='u:p'>"), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
  EXPECT_THAT(Enter("<a xmlns='a'>"), HasReason(v1::DOCUMENT_RELATIVE_NAMESPACE));
}

}  // namespace
}  // namespace paraphe::xml
