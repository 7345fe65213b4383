#include "document/bounds.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/text_file.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::xml {
namespace {

using ::testing::HasSubstr;

// Parses a configuration whose limits are `limits`, and takes them.
class BoundsTest : public testing::Test {
 protected:
  Bounds Take(const std::string& limits) {
    EXPECT_TRUE(file_.Parse("limits {\n" + limits + "\n}", config_));
    return TakeLimits(config_.limits(), file_);
  }

  v1::ServerConfig config_;
  TextFile file_;
};

// Proves: DOC-6
TEST_F(BoundsTest, WhatIsLeftOutKeepsItsDefault) {
  const Bounds bounds = Take("depth: 7");
  EXPECT_EQ(bounds.depth, 7u);
  EXPECT_EQ(bounds.document_bytes, size_t{64} << 20);
  EXPECT_EQ(bounds.attributes, 1024u);
  EXPECT_EQ(bounds.namespace_declarations, 256u);
  EXPECT_EQ(bounds.name_bytes, 1024u);
  EXPECT_TRUE(file_.faults().empty());
}

// Proves: DOC-6
TEST_F(BoundsTest, TakesEachLimitUpToTheMost) {
  const Bounds bounds = Take(
      "document_bytes: 1073741824 depth: 4096 attributes_per_element: 16384 "
      "namespace_declarations_per_element: 4095 name_bytes: 16383");
  EXPECT_EQ(bounds.document_bytes, size_t{1} << 30);
  EXPECT_EQ(bounds.depth, 4096u);
  EXPECT_EQ(bounds.attributes, 16384u);
  EXPECT_EQ(bounds.namespace_declarations, 4095u);
  EXPECT_EQ(bounds.name_bytes, 16383u);
  EXPECT_TRUE(file_.faults().empty());
}

// Proves: DOC-6
TEST_F(BoundsTest, ALimitAboveTheMostIsAFaultAtItsPlace) {
  Take(
      "document_bytes: 1073741825\ndepth: 4097\nattributes_per_element: 16385\n"
      "namespace_declarations_per_element: 4097\nname_bytes: 16385");
  ASSERT_EQ(file_.faults().size(), 5u);
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(file_.faults()[i].line, i + 2);
    EXPECT_THAT(file_.faults()[i].message, HasSubstr("at most "));
  }
}

}  // namespace
}  // namespace paraphe::xml
