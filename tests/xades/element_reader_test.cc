#include "xades/element_reader.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::xades {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::testing::HasSubstr;

constexpr ElementName kParent = {"p", "urn:1", ""};
constexpr ElementName kA = {"a", "urn:1", ""};
constexpr ElementName kB = {"b", "urn:1", ""};
constexpr ElementName kOtherA = {"a", "urn:2", ""};

// p with these children, a blank between them.
Element Parent(std::initializer_list<ElementName> children) {
  Element parent(kParent);
  for (const ElementName& name : children) {
    parent.AppendText("\n ");
    parent.Append(name);
  }
  return parent;
}

// Whether `parent` holds one a and then one b.
absl::Status ReadAThenB(const Element& parent) {
  absl::StatusOr<ElementReader> reader = ElementReader::Of(parent);
  if (!reader.ok()) return reader.status();
  for (const ElementName& name : {kA, kB}) {
    const auto child = reader->Require(name);
    if (!child.ok()) return child.status();
    EXPECT_TRUE((*child)->Is(name));
  }
  return reader->End();
}

// Proves: EXP-2
TEST(ElementReaderTest, ReadsChildrenInTheirOrder) {
  EXPECT_THAT(ReadAThenB(Parent({kA, kB})), IsOk());
}

// Proves: EXP-2
TEST(ElementReaderTest, AMissingChildIsNamed) {
  EXPECT_THAT(ReadAThenB(Parent({})), HasReason(v1::SIGNATURE_MALFORMED, "p: a is missing"));
  EXPECT_THAT(ReadAThenB(Parent({kA})), HasReason(v1::SIGNATURE_MALFORMED, "p: b is missing"));
  EXPECT_THAT(ReadAThenB(Parent({kB})),
              HasReason(v1::SIGNATURE_MALFORMED, "p: a expected, b found"));
}

// Proves: EXP-2
TEST(ElementReaderTest, ADoubledChildIsNamedWhereverItStands) {
  EXPECT_THAT(ReadAThenB(Parent({kA, kA, kB})),
              HasReason(v1::SIGNATURE_MALFORMED, "p: one a too many"));
  EXPECT_THAT(ReadAThenB(Parent({kA, kB, kA})),
              HasReason(v1::SIGNATURE_MALFORMED, "p: one a too many"));
  EXPECT_THAT(ReadAThenB(Parent({kA, kB, kB})),
              HasReason(v1::SIGNATURE_MALFORMED, "p: one b too many"));
}

// Proves: EXP-2
TEST(ElementReaderTest, AnUnknownOrMisplacedChildIsUnsupported) {
  EXPECT_THAT(ReadAThenB(Parent({kB, kA})),
              HasReason(v1::SIGNATURE_UNSUPPORTED, "p: unknown or misplaced element b"));
  EXPECT_THAT(ReadAThenB(Parent({kOtherA, kA, kB})), HasReason(v1::SIGNATURE_UNSUPPORTED));
  EXPECT_THAT(ReadAThenB(Parent({kA, kB, kOtherA})), HasReason(v1::SIGNATURE_UNSUPPORTED));
}

// Proves: EXP-2
TEST(ElementReaderTest, AnOptionalChildIsTakenOnlyWhereItIsNext) {
  const Element parent = Parent({kA, kB});
  auto reader = ElementReader::Of(parent);
  ASSERT_THAT(reader, IsOk());
  EXPECT_EQ(reader->Optional(kB), nullptr);
  EXPECT_NE(reader->Optional(kA), nullptr);
  EXPECT_NE(reader->Optional(kB), nullptr);
  EXPECT_EQ(reader->Optional(kB), nullptr);
  EXPECT_THAT(reader->End(), IsOk());
}

// Proves: EXP-2
TEST(ElementReaderTest, TextBetweenElementsMayOnlyBeBlank) {
  Element parent = Parent({kA, kB});
  parent.AppendText(" \t\r\n");
  EXPECT_THAT(ReadAThenB(parent), IsOk());
  parent.AppendText("x");
  EXPECT_THAT(ReadAThenB(parent), HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("text")));
  Element no_break_space = Parent({kA, kB});
  no_break_space.AppendText("\u00A0");
  EXPECT_THAT(ReadAThenB(no_break_space), HasReason(v1::SIGNATURE_MALFORMED));
}

// Proves: EXP-2
TEST(ElementReaderTest, OnlyTheAttributesThatAreNamedMayBeThere) {
  Element element(kParent);
  element.Set("Id", "x");
  EXPECT_THAT(ElementReader::Of(element, {"Id", "Type"}), IsOk());
  EXPECT_THAT(ElementReader::Of(element, {"Type"}),
              HasReason(v1::SIGNATURE_UNSUPPORTED, "p: unexpected attribute Id"));
  element.attributes = {{"Id", "x", "q", "urn:2"}};
  EXPECT_THAT(ElementReader::Of(element, {"Id"}), HasReason(v1::SIGNATURE_UNSUPPORTED));
}

// Proves: EXP-2
TEST(ElementReaderTest, ReadTextTakesNothingButText) {
  Element element(kParent);
  element.AppendText("a ");
  element.AppendText("b");
  EXPECT_THAT(ReadText(element), IsOkAndHolds(std::string("a b")));
  EXPECT_THAT(ReadText(Element(kParent)), IsOkAndHolds(std::string()));
  element.Append(kA);
  EXPECT_THAT(ReadText(element), HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("only text")));
}

// Proves: EXP-2
TEST(ElementReaderTest, ReadEmptyTakesNothingButBlanks) {
  Element element(kParent);
  element.AppendText(" \n");
  EXPECT_THAT(ReadEmpty(element), IsOk());
  element.Append(kA);
  EXPECT_THAT(ReadEmpty(element), HasReason(v1::SIGNATURE_UNSUPPORTED, HasSubstr("element a")));
}

// Proves: EXP-2
TEST(ElementReaderTest, AnAttributeThatMustBeThereIsNamed) {
  Element element(kParent);
  element.Set("URI", "");
  EXPECT_THAT(RequireAttribute(element, "URI"), IsOkAndHolds(std::string()));
  EXPECT_THAT(RequireAttribute(element, "Id"),
              HasReason(v1::SIGNATURE_MALFORMED, "p: attribute Id is missing"));
}

// Proves: EXP-2
TEST(ElementReaderTest, AnAlgorithmIsQuotedWhereItsNameIsPlain) {
  EXPECT_EQ(AlgorithmInWords("http://x#rsa-pss"), "the algorithm \"http://x#rsa-pss\"");
  for (const std::string& odd : {std::string(), std::string("a b"), std::string("a\nb"),
                                 std::string("a\"b"), std::string("é"), std::string(129, 'a')}) {
    EXPECT_EQ(AlgorithmInWords(odd), "an algorithm whose name is no URI");
  }
}

}  // namespace
}  // namespace paraphe::xades
