#include "render/table_name.h"

#include "gtest/gtest.h"

namespace paraphe {
namespace {

TablePrefixes Prefixes() {
  v1::Table table;
  v1::Prefix* prefix = table.add_prefixes();
  prefix->set_prefix("p");
  prefix->set_uri("urn:p");
  return PrefixesOf(table);
}

TEST(TableNameTest, ResolvesPrefixesThatTheTableDeclares) {
  EXPECT_EQ(ResolveName(Prefixes(), "a"), (ExpandedName{"", "a"}));
  EXPECT_EQ(ResolveName(Prefixes(), "p:a"), (ExpandedName{"urn:p", "a"}));
  EXPECT_EQ(ResolveName(Prefixes(), "xml:lang"),
            (ExpandedName{"http://www.w3.org/XML/1998/namespace", "lang"}));
  for (const char* name : {"", "q:a", "p:", ":a", "p:a:b", "1", "a b"}) {
    EXPECT_FALSE(ResolveName(Prefixes(), name).has_value()) << name;
  }
}

TEST(TableNameTest, PathsBeginWithTheParent) {
  const auto path = ResolvePath(Prefixes(), "a/p:b");
  ASSERT_TRUE(path.has_value());
  EXPECT_EQ(*path, (std::vector<ExpandedName>{{"urn:p", "b"}, {"", "a"}}));
  EXPECT_TRUE(ResolvePath(Prefixes(), "")->empty());
  EXPECT_FALSE(ResolvePath(Prefixes(), "a//b").has_value());
  EXPECT_FALSE(ResolvePath(Prefixes(), "/a").has_value());
}

}  // namespace
}  // namespace paraphe
