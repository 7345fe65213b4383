#include "client/cli/input.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::cli {
namespace {

using test::HasReason;
using test::IsOk;
using test::IsOkAndHolds;
using ::testing::HasSubstr;

TEST(InputTest, AFileIsReadByteForByte) {
  const test::TempDir dir;
  EXPECT_THAT(ReadInput(dir.WriteFileOrDie("a.xml", "<a>\r\n</a>")),
              IsOkAndHolds(std::string("<a>\r\n</a>")));
  EXPECT_THAT(ReadInput(dir.Join("none.xml")),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("none.xml")));
}

TEST(InputTest, AtFileNamesTheFile) {
  v1::SourcePosition position;
  position.set_line(3);
  EXPECT_THAT(
      AtFile("a.xml", MakeErrorAt(v1::DOCUMENT_NOT_CANONICAL, position, "3:14 (byte 88): x")),
      HasReason(v1::DOCUMENT_NOT_CANONICAL, "a.xml:3:14 (byte 88): x"));
  EXPECT_THAT(AtFile("a.xml", MakeError(v1::SIGNATURE_ABSENT, "x")),
              HasReason(v1::SIGNATURE_ABSENT, "a.xml: x"));
  EXPECT_THAT(AtFile("a.xml", absl::OkStatus()), IsOk());
}

}  // namespace
}  // namespace paraphe::cli
