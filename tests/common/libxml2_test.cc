#include "common/libxml2.h"

#include <string>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

void ParseBadDocument() {
  const std::string bad = "<a>\n<b></a>";
  const UniqueXmlDoc document(
      xmlReadMemory(bad.data(), static_cast<int>(bad.size()), nullptr, nullptr, 0));
  EXPECT_EQ(document, nullptr);
}

TEST(LibxmlErrorsTest, KeepsTheFirstErrorAndStandardErrorClean) {
  testing::internal::CaptureStderr();
  {
    const LibxmlErrors errors;
    ParseBadDocument();
    EXPECT_GE(errors.count(), 1u);
    EXPECT_EQ(errors.first().domain, XML_FROM_PARSER);
    EXPECT_EQ(errors.first().code, XML_ERR_TAG_NAME_MISMATCH);
    EXPECT_EQ(errors.first().line, 2);
    EXPECT_GT(errors.first().column, 0);
    EXPECT_FALSE(errors.first().message.empty());
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(LibxmlErrorsTest, TheInnerCollectorCollects) {
  const LibxmlErrors outer;
  {
    const LibxmlErrors inner;
    ParseBadDocument();
    EXPECT_GE(inner.count(), 1u);
  }
  EXPECT_EQ(outer.count(), 0u);
  ParseBadDocument();
  EXPECT_GE(outer.count(), 1u);
}

}  // namespace
}  // namespace paraphe
