#include "document/tag_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "document/names.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

TagItem Declaration(absl::string_view prefix, absl::string_view uri) {
  TagItem item;
  item.is_declaration = true;
  item.declared_prefix = prefix;
  item.value = uri;
  return item;
}

TagItem Attribute(absl::string_view name, absl::string_view uri) {
  TagItem item;
  item.name = {name, {}, name};
  item.namespace_uri = uri;
  return item;
}

TEST(TagRulesTest, AttributesAreOrderedByNamespaceThenLocalName) {
  TagItem items[] = {Attribute("b", "u:b"), Attribute("c", "u:a"), Attribute("d", ""),
                     Attribute("a", "u:b")};
  Tag tag;
  for (TagItem& item : items) tag.attributes.push_back(&item);
  SortAttributes(&tag);
  std::string order;
  for (const TagItem* item : tag.attributes) order += std::string(item->name.local);
  EXPECT_EQ(order, "dcab");
  EXPECT_THAT(CheckAttributesDiffer("", tag), IsOk());
  tag.attributes.push_back(tag.attributes.back());
  EXPECT_THAT(CheckAttributesDiffer("", tag),
              HasReason(v1::DOCUMENT_NOT_WELL_FORMED, HasSubstr("b is there twice")));
}

// Proves: DOC-2, DOC-7
TEST(TagRulesTest, DeclarationsKeepTheRulesOfNamespaces) {
  for (const auto& item :
       {Declaration("p", ""), Declaration("xmlns", "u:a"), Declaration("xml", "u:a"),
        Declaration("p", kXmlNamespace), Declaration("", kXmlnsNamespace)}) {
    EXPECT_THAT(CheckNamespaceName("", item, 0), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
  }
  for (const auto& item : {Declaration("", ""), Declaration("xml", kXmlNamespace),
                           Declaration("p", "u:a"), Declaration("p", "u:?a&b")}) {
    EXPECT_THAT(CheckNamespaceName("", item, 0), IsOk());
  }
  EXPECT_THAT(CheckNamespaceName("", Declaration("p", "a"), 0),
              HasReason(v1::DOCUMENT_RELATIVE_NAMESPACE));
}

// Proves: DOC-7
TEST(TagRulesTest, DocumentsToBeSignedHoldNoNamesThatVerifiersWriteDifferently) {
  EXPECT_THAT(CheckDeclaration("", Declaration("p", "u:?a&b"), 0),
              HasReason(v1::DOCUMENT_RELATIVE_NAMESPACE, HasSubstr("write differently")));
  EXPECT_THAT(CheckDeclaration("", Declaration("p", "u:?a=b"), 0), IsOk());
}

TEST(TagRulesTest, NamespaceNamesAreQuotedAsByLibxml2) {
  EXPECT_EQ(QuoteNamespaceName("u:a'"), "\"u:a'\"");
  EXPECT_EQ(QuoteNamespaceName("u:&\""), "'u:&#38;\"'");
  EXPECT_EQ(QuoteNamespaceName("'\""), "\"'&quot;\"");
}

}  // namespace
}  // namespace paraphe::xml
