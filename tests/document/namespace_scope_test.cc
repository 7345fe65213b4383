#include "document/namespace_scope.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace paraphe::xml {
namespace {

TEST(NamespaceScopeTest, TheNewestBindingOfAPrefixIsInForce) {
  NamespaceScope scope;
  EXPECT_EQ(scope.Find("p"), NamespaceScope::kNone);
  scope.Push("p", "u:1");
  scope.Push("", "u:2");
  scope.Push("p", "u:3");
  ASSERT_EQ(scope.Find("p"), 2u);
  EXPECT_EQ(scope[2].uri, "u:3");
  EXPECT_EQ(scope.HiddenBy(2), "u:1");
  EXPECT_EQ(scope.HiddenBy(0), "");
  EXPECT_EQ(scope[scope.Find("")].uri, "u:2");
}

TEST(NamespaceScopeTest, PoppingBringsHiddenBindingsBack) {
  NamespaceScope scope;
  scope.Push("p", "u:1");
  scope.Push("p", "u:2");
  scope.Push("q", "u:3");
  scope.PopTo(1);
  EXPECT_EQ(scope.size(), 1u);
  EXPECT_EQ(scope.Find("q"), NamespaceScope::kNone);
  EXPECT_EQ(scope[scope.Find("p")].uri, "u:1");
  scope.PopTo(0);
  EXPECT_EQ(scope.Find("p"), NamespaceScope::kNone);
}

// As many as are no longer looked through one by one, and back again.
TEST(NamespaceScopeTest, ManyBindingsAreFoundAndPopped) {
  std::vector<std::string> prefixes;
  for (int i = 0; i < 100; ++i) prefixes.push_back("p" + std::to_string(i % 40));
  NamespaceScope scope;
  for (size_t size = 0; size < prefixes.size(); ++size) {
    scope.Push(prefixes[size], prefixes[size]);
    ASSERT_EQ(scope.Find(prefixes[size]), size);
    ASSERT_EQ(scope.HiddenBy(size), size >= 40 ? prefixes[size] : "");
    ASSERT_EQ(scope.Find("p0"), size / 40 * 40);
  }
  for (size_t size = prefixes.size(); size > 0; --size) {
    ASSERT_EQ(scope.Find(prefixes[size - 1]), size - 1);
    ASSERT_EQ(scope.Find("p0"), (size - 1) / 40 * 40);
    scope.PopTo(size - 1);
    ASSERT_EQ(scope.Find(prefixes[size - 1]), size > 40 ? size - 1 - 40 : NamespaceScope::kNone);
  }
  scope.Push("q", "u:q");
  EXPECT_EQ(scope.Find("q"), 0u);
}

}  // namespace
}  // namespace paraphe::xml
