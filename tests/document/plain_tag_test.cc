#include "document/plain_tag.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "document/names.h"
#include "tests/document/two_ways.h"

namespace paraphe::xml {
namespace {

// In an element that declares p and the default namespace; u:p, u:q and u:r were accepted before.
class PlainTagTest : public testing::Test {
 protected:
  PlainTagTest() {
    scope_.Push("p", "u:p");
    scope_.Push("", "u:0");
    for (const char* name : {"u:p", "u:q", "u:r"}) accepted_.Add(name);
  }

  // `document` is kept: what is read are views of it.
  bool Read(const std::string& document, const Bounds& bounds = {}) {
    document_ = document;
    return ReadPlainTag({document_}, bounds, accepted_, &scope_, &tag_);
  }

  NamespaceScope scope_;
  AcceptedNamespaces accepted_;
  CheckedTag tag_;
  std::string document_;
};

// Proves: DOC-2
TEST_F(PlainTagTest, ReadsNamesDeclarationsAndAttributes) {
  ASSERT_TRUE(Read("<p:a-1 xmlns:q=\"u:q\" b=\"it's > \xC3\xA9\" xml:lang=\"\" q:b=\"1\">x"));
  EXPECT_EQ(tag_.qname, "p:a-1");
  EXPECT_EQ(tag_.name.prefix, "p");
  EXPECT_EQ(tag_.name.local, "a-1");
  EXPECT_EQ(tag_.name.namespace_uri, "u:p");
  EXPECT_EQ(document_.substr(tag_.end), "x");
  ASSERT_EQ(tag_.declarations.size(), 1u);
  EXPECT_EQ(tag_.declarations[0].prefix, "q");
  ASSERT_EQ(tag_.attributes.size(), 3u);
  EXPECT_EQ(tag_.attributes[0].name.namespace_uri, "");
  EXPECT_EQ(tag_.attributes[0].value, "it's > \xC3\xA9");
  EXPECT_EQ(tag_.attributes[0].offset, document_.find(" b=") + 1);
  EXPECT_EQ(tag_.attributes[1].name.namespace_uri, kXmlNamespace);
  EXPECT_EQ(tag_.attributes[2].name.namespace_uri, "u:q");
  EXPECT_EQ(scope_.size(), 3u);
}

TEST_F(PlainTagTest, TheDefaultNamespaceIsThatOfElementsOnly) {
  ASSERT_TRUE(Read("<a b=\"\">"));
  EXPECT_EQ(tag_.name.namespace_uri, "u:0");
  EXPECT_EQ(tag_.attributes[0].name.namespace_uri, "");
}

// Proves: DOC-2
TEST_F(PlainTagTest, WhateverElseGoesTheLongWay) {
  for (const char* document : {
           "<a",
           "<a b",
           "<a b=\"1\"",
           "<a  b=\"1\">",
           "<a b=\"1\" >",
           "<a b = \"1\">",
           "<a b='1'>",
           "<a/>",
           "<a b=\"1\"/>",
           "<a\tb=\"1\">",
           "<1a>",
           "<:a>",
           "<a:>",
           "<p:a:b>",
           "<p:1>",
           "<\xC3\xA9>",
           "<a b=\"&amp;\">",
           "<a b=\"<\">",
           "<a b=\"\n\">",
           "<a b=\"\xFF\">",
           "<a c=\"\" b=\"\">",
           "<a b=\"\" b=\"\">",
           "<a p:b=\"\" b=\"\">",  // in no order, or twice
           "<q:a>",
           "<a q:b=\"\">",
           "<xmlns:a>",  // not declared
           "<a xmlns:q=\"u:q\">",
           "<p:a xmlns:p=\"u:p\">",  // superfluous
           "<q:a xmlns:q=\"u:new\">",
           "<a xmlns=\"\">",
           "<q:a xmlns:q=\"\">",
           "<q:a xmlns:xml=\"u:q\">",
           "<q:a xmlns:xmlns=\"u:q\">",
           "<r:a xmlns:r=\"u:r\" xmlns:q=\"u:q\" q:b=\"\">",  // in no order
           "<q:a xmlns:q=\"u:q\" xmlns:q=\"u:r\">",
           "<q:a b=\"\" xmlns:q=\"u:q\">",
       }) {
    EXPECT_FALSE(Read(document)) << document;
    EXPECT_EQ(scope_.size(), 2u) << document;
  }
  EXPECT_TRUE(Read("<q:a xmlns:q=\"u:q\" xmlns:r=\"u:r\" b=\"\" c=\"\" q:b=\"\" r:b=\"\">"));
}

// Proves: DOC-6
TEST_F(PlainTagTest, WhatIsBeyondABoundGoesTheLongWay) {
  Bounds bounds;
  bounds.name_bytes = 4;
  bounds.attributes = 1;
  bounds.namespace_declarations = 1;
  bounds.namespace_name_bytes = 3;
  EXPECT_TRUE(Read("<p:ab b=\"\">", bounds));
  EXPECT_FALSE(Read("<p:abc>", bounds));
  EXPECT_FALSE(Read("<a b=\"\" c=\"\">", bounds));
  EXPECT_FALSE(Read("<a abcde=\"\">", bounds));
  bounds.name_bytes = 10;
  EXPECT_TRUE(Read("<q:a xmlns:q=\"u:q\">", bounds));
  scope_.PopTo(2);
  EXPECT_FALSE(Read("<q:a xmlns:q=\"u:q\" xmlns:r=\"u:r\" r:b=\"\">", bounds));
  bounds.namespace_name_bytes = 2;
  EXPECT_FALSE(Read("<q:a xmlns:q=\"u:q\">", bounds));
}

TEST_F(PlainTagTest, ManyDeclarationsGoTheLongWay) {
  std::string document = "<a";
  std::string attributes;
  for (int i = 100; i < 165; ++i) {
    absl::StrAppend(&document, " xmlns:n", i, "=\"u:q\"");
    absl::StrAppend(&attributes, " n", i, ":b", i, "=\"\"");
  }
  EXPECT_FALSE(Read(document + attributes + ">"));
  test::TagCount count;
  EXPECT_EQ(test::CompareTags("<a xmlns=\"u:q\">" + document + attributes + ">", &count), "");
  EXPECT_EQ(count.all, 2u);
}

TEST(AcceptedNamespacesTest, RemembersTheNewestFewAndNeverTheEmptyName) {
  AcceptedNamespaces accepted;
  EXPECT_FALSE(accepted.Has("u:1"));
  accepted.Add("u:1");
  accepted.Add("");
  EXPECT_TRUE(accepted.Has("u:1"));
  EXPECT_FALSE(accepted.Has(""));
  const std::string many = "u:2abcdefghijklmnop";
  for (size_t size = 4; size <= many.size(); ++size) {
    accepted.Add(absl::string_view(many).substr(0, size));
  }
  EXPECT_TRUE(accepted.Has(many));
  EXPECT_FALSE(accepted.Has("u:1"));
}

}  // namespace
}  // namespace paraphe::xml
