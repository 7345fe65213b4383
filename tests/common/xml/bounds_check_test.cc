#include "common/xml/bounds_check.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

Bounds Narrow() {
  Bounds bounds;
  bounds.document_bytes = 200;
  bounds.depth = 2;
  bounds.attributes = 2;
  bounds.namespace_declarations = 1;
  bounds.name_bytes = 8;
  return bounds;
}

// Proves: DOC-5, DOC-6
TEST(BoundsCheckTest, AcceptsXmlThatIsNotCanonical) {
  EXPECT_THAT(
      CheckBounds("<?xml version='1.0'?>\n<!-- < > -->\n<a\n b = 'x>y'><b/><![CDATA[<c><d><e>]]>"
                  "<b  c='1'></b ></a>\n<?pi <a> ?>\n",
                  Narrow()),
      IsOk());
}

// Proves: DOC-6
TEST(BoundsCheckTest, RefusesWhatIsBeyondABound) {
  const char* documents[] = {
      "<a><b><c/></b></a>", "<a b='' c='' d=''/>", "<a xmlns:p='u:p' xmlns:q='u:q'/>",
      "<abcdefghi/>",       "<a abcdefghi=''/>",
  };
  for (const char* document : documents) {
    EXPECT_THAT(CheckBounds(document, Narrow()),
                HasReason(v1::DOCUMENT_BEYOND_BOUND, HasSubstr("the bound is")));
  }
  EXPECT_THAT(CheckBounds(std::string(201, ' '), Narrow()), HasReason(v1::DOCUMENT_BEYOND_BOUND));
  EXPECT_THAT(CheckBounds("<a><b/><b/><b></b><b></b></a><a b='' c='' xmlns:p='u:p'/>", Narrow()),
              IsOk());
}

// Proves: DOC-4
TEST(BoundsCheckTest, RefusesDoctypes) {
  EXPECT_THAT(CheckBounds("<?xml version='1.0'?>\n<!DOCTYPE a><a/>", Narrow()),
              HasReason(v1::DOCUMENT_HAS_DTD, HasSubstr("2:1 (byte 22)")));
  EXPECT_THAT(CheckBounds("<!-- <!DOCTYPE a> --><a/>", Narrow()), IsOk());
}

TEST(BoundsCheckTest, RefusesMarkupThatCannotBeWalkedOver) {
  for (const char* document : {"<a", "<a b>", "<a b=>", "<a 'b'>", "<a b='<'>", "<!-- ",
                               "<![CDATA[ ", "<?pi ", "</a", "<>", "<!ELEMENT a>", "<a <b>"}) {
    EXPECT_THAT(CheckBounds(document, Narrow()), HasReason(v1::DOCUMENT_NOT_WELL_FORMED))
        << document;
  }
}

}  // namespace
}  // namespace paraphe::xml
