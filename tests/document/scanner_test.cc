#include "document/scanner.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Writes down what it is told.
class Recorder final : public Handler {
 public:
  absl::Status OnStart(const StartTag& tag) override {
    std::string event =
        absl::StrCat("<", Show(tag.name), "@", tag.begin, "-", tag.end, "/", tag.depth);
    for (const NamespaceDeclaration& declaration : tag.declarations) {
      absl::StrAppend(&event, " [", declaration.prefix, "=", declaration.uri, "]");
    }
    for (const Attribute& attribute : tag.attributes) {
      absl::StrAppend(&event, " ", Show(attribute.name), "@", attribute.offset, "=",
                      attribute.value);
    }
    events.push_back(event);
    return absl::OkStatus();
  }
  absl::Status OnEnd(const EndTag& tag) override {
    events.push_back(
        absl::StrCat("</", Show(tag.name), "@", tag.begin, "-", tag.end, "/", tag.depth));
    return absl::OkStatus();
  }
  absl::Status OnText(absl::string_view text, size_t offset) override {
    events.push_back(absl::StrCat("'", text, "'@", offset));
    return absl::OkStatus();
  }

  std::vector<std::string> events;

 private:
  static std::string Show(const Name& name) {
    return absl::StrCat("{", name.namespace_uri, "}", name.prefix, ":", name.local);
  }
};

absl::Status ScanAll(absl::string_view document, const Bounds& bounds = {}) {
  Recorder recorder;
  return Scan(document, bounds, recorder);
}

TEST(ScannerTest, ReportsElementsTextAndPlaces) {
  Recorder recorder;
  ASSERT_THAT(Scan("<a>x<b></b></a>", Bounds(), recorder), IsOk());
  EXPECT_THAT(recorder.events, ElementsAre("<{}:a@0-3/1", "'x'@3", "<{}:b@4-7/2", "</{}:b@7-11/2",
                                           "</{}:a@11-15/1"));
}

TEST(ScannerTest, ReportsNamesDeclarationsAndAttributes) {
  Recorder recorder;
  ASSERT_THAT(Scan("<p:a xmlns:p=\"u:p\" b=\"1\" p:b=\"2\" xml:b=\"3\"></p:a>", Bounds(), recorder),
              HasReason(v1::DOCUMENT_NOT_CANONICAL));  // the twin: xml's namespace sorts before u:p
  recorder.events.clear();
  ASSERT_THAT(Scan("<p:a xmlns:p=\"u:p\" b=\"1\" xml:b=\"3\" p:b=\"2\"></p:a>", Bounds(), recorder),
              IsOk());
  EXPECT_EQ(recorder.events[0],
            "<{u:p}p:a@0-43/1 [p=u:p] {}:b@19=1 {http://www.w3.org/XML/1998/namespace}xml:b@25=3 "
            "{u:p}p:b@35=2");
}

TEST(ScannerTest, ResolvesReferencesInTextAndValues) {
  Recorder recorder;
  ASSERT_THAT(
      Scan("<a b=\"&lt;&quot;&#x9;&#xA;&#xD;&amp;>\">x&amp;&lt;&gt;&#xD;y</a>", Bounds(), recorder),
      IsOk());
  EXPECT_THAT(recorder.events,
              ElementsAre("<{}:a@0-39/1 {}:b@3=<\"\t\n\r&>", "'x&<>\ry'@39", "</{}:a@59-63/1"));
}

TEST(ScannerTest, DefaultNamespaceAppliesToElementsOnlyAndIsUndeclared) {
  Recorder recorder;
  ASSERT_THAT(
      Scan("<a xmlns=\"u:a\" b=\"\"><c xmlns=\"\"><d></d></c><e></e></a>", Bounds(), recorder),
      IsOk());
  EXPECT_THAT(recorder.events,
              ElementsAre("<{u:a}:a@0-20/1 [=u:a] {}:b@15=", "<{}:c@20-32/2 [=]", "<{}:d@32-35/3",
                          "</{}:d@35-39/3", "</{}:c@39-43/2", "<{u:a}:e@43-46/2",
                          "</{u:a}:e@46-50/2", "</{u:a}:a@50-54/1"));
}

TEST(ScannerTest, StopsAtTheHandlersError) {
  class Refuse final : public Handler {
   public:
    absl::Status OnStart(const StartTag&) override { return absl::OkStatus(); }
    absl::Status OnEnd(const EndTag&) override { return absl::OkStatus(); }
    absl::Status OnText(absl::string_view, size_t offset) override {
      return absl::OutOfRangeError(absl::StrCat(offset));
    }
  } refuse;
  EXPECT_EQ(Scan("<a>x</b>", Bounds(), refuse), absl::OutOfRangeError("3"));
}

TEST(ScannerTest, ReportsNothingOfATagThatDiffers) {
  Recorder recorder;
  EXPECT_FALSE(Scan("<a b='1'></a>", Bounds(), recorder).ok());
  EXPECT_THAT(recorder.events, IsEmpty());
}

// Proves: DOC-2
TEST(ScannerTest, MessageHasLineColumnByteAndWords) {
  EXPECT_EQ(ScanAll("<a>\n\xC3\xA9\xC3\xA9<b c='x'></b></a>").message(),
            "2:8 (byte 13): attribute value in single quotes; canonical form uses double quotes");
}

// Proves: DOC-6
TEST(ScannerTest, BoundsActAtTheFirstConstructBeyondThem) {
  const auto expect_beyond = [](absl::string_view document, const Bounds& bounds, size_t offset,
                                const char* words) {
    const absl::Status status = ScanAll(document, bounds);
    EXPECT_THAT(status, HasReason(v1::DOCUMENT_BEYOND_BOUND, HasSubstr(words)));
    EXPECT_EQ(GetErrorDetail(status)->position().byte_offset(), offset);
  };
  Bounds bounds;
  bounds.depth = 2;
  EXPECT_THAT(ScanAll("<a><b></b><b></b></a>", bounds), IsOk());
  expect_beyond("<a><b><c></c></b></a>", bounds, 6, "elements nested too deep; the bound is 2");
  bounds = {};
  bounds.attributes = 1;
  EXPECT_THAT(ScanAll("<p:a xmlns:p=\"u:p\" b=\"\"></p:a>", bounds), IsOk());
  expect_beyond("<a b=\"\" c=\"\"></a>", bounds, 8,
                "too many attributes on one element; the bound is 1");
  bounds = {};
  bounds.namespace_declarations = 1;
  EXPECT_THAT(ScanAll("<p:a xmlns:p=\"u:p\" b=\"\" c=\"\"></p:a>", bounds), IsOk());
  expect_beyond("<p:a xmlns:p=\"u:p\" xmlns:q=\"u:q\"></p:a>", bounds, 19,
                "namespace declarations");
  bounds = {};
  bounds.name_bytes = 4;
  EXPECT_THAT(ScanAll("<p:aa xmlns:p=\"u:p\"></p:aa>", bounds),
              HasReason(v1::DOCUMENT_BEYOND_BOUND));
  EXPECT_THAT(ScanAll("<abcd></abcd>", bounds), IsOk());
  expect_beyond("<abcde></abcde>", bounds, 1, "name too long, in bytes; the bound is 4");
  expect_beyond("<ab:de></ab:de>", bounds, 1, "name too long");
  expect_beyond("<a abcde=\"\"></a>", bounds, 3, "name too long");
  expect_beyond("<a></abcde>", bounds, 5, "name too long");
  bounds = {};
  bounds.namespace_name_bytes = 3;
  EXPECT_THAT(ScanAll("<a xmlns=\"u:a\"></a>", bounds), IsOk());
  expect_beyond("<a xmlns=\"u:ab\"></a>", bounds, 10, "namespace name too long");
  bounds = {};
  bounds.document_bytes = 7;
  EXPECT_THAT(ScanAll("<a></a>", bounds), IsOk());
  expect_beyond("<a>x</a>", bounds, 7, "document of 8 bytes; the bound is 7");
}

}  // namespace
}  // namespace paraphe::xml
