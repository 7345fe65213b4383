#include "document/namespace_scope.h"

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

}  // namespace
}  // namespace paraphe::xml
