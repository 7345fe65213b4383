#include "document/canonical_tag.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "document/names.h"
#include "tests/document/refusal.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::ExpectRefused;
using test::IsOk;
using test::Refusal;
using test::ScanAll;

TEST(CanonicalTagTest, ResolvesNamesAndAddsDeclarationsToTheScope) {
  const absl::string_view document = "<p:a xmlns:p=\"u:p\" b=\"\" xml:lang=\"\" p:c=\"\" q:d=\"\">";
  NamespaceScope scope;
  scope.Push("q", "u:q");
  Cursor cursor{document};
  Tag tag;
  ASSERT_THAT(ReadTag(cursor, Bounds(), &tag), IsOk());
  ASSERT_THAT(CheckCanonicalTag(document, &scope, &tag), IsOk());
  EXPECT_EQ(tag.namespace_uri, "u:p");
  ASSERT_EQ(tag.attributes.size(), 4u);
  EXPECT_EQ(tag.attributes[0]->namespace_uri, "");
  EXPECT_EQ(tag.attributes[1]->namespace_uri, kXmlNamespace);
  EXPECT_EQ(tag.attributes[2]->namespace_uri, "u:p");
  EXPECT_EQ(tag.attributes[3]->namespace_uri, "u:q");
  EXPECT_EQ(scope.size(), 2u);
  EXPECT_EQ(scope[scope.Find("p")].uri, "u:p");
}

// Proves: DOC-7
TEST(CanonicalTagTest, RefusesNamespaceNamesThatCannotBeVerifiedEverywhere) {
  constexpr v1::ErrorReason kNamespace = v1::DOCUMENT_RELATIVE_NAMESPACE;
  const Refusal refusals[] = {
      {"<a xmlns=\"rel\"></a>", kNamespace, 10, "not an absolute URI"},
      {"<p:a xmlns:p=\"../rel\"></p:a>", kNamespace, 14, "not an absolute URI"},
      {"<p:a xmlns:p=\"u:\xC3\xA9\"></p:a>", kNamespace, 14, "not an absolute URI"},
      {"<p:a xmlns:p=\"u:a b\"></p:a>", kNamespace, 14, "not an absolute URI"},
      {"<p:a xmlns:p=\"u:?a&amp;b\"></p:a>", kNamespace, 19, "verifiers write differently"},
      {"<p:a xmlns:p='http://[\"]/'></p:a>", kNamespace, 14, "verifiers write differently"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
  EXPECT_THAT(ScanAll("<p:a xmlns:p=\"u:?a=b\"></p:a>"), IsOk());
}

}  // namespace
}  // namespace paraphe::xml
