#include "document/intake.h"

#include <string>

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
using ::testing::Pair;

constexpr absl::string_view kSignatureNamespace = "http://www.w3.org/2000/09/xmldsig#";

absl::StatusOr<DocumentFacts> Check(absl::string_view document) {
  return CheckDocument(document, Bounds());
}

void ExpectRefusedAt(absl::string_view document, size_t offset, v1::ErrorReason reason,
                     const std::string& words) {
  SCOPED_TRACE(std::string(document));
  const absl::Status status = Check(document).status();
  EXPECT_THAT(status, HasReason(reason, HasSubstr(words)));
  ASSERT_TRUE(GetErrorDetail(status).has_value());
  EXPECT_EQ(GetErrorDetail(status)->position().byte_offset(), offset);
}

// Proves: DOC-1
TEST(IntakeTest, TellsWhatASignerNeedsToKnow) {
  const auto facts = Check("<p:a xmlns=\"u:d\" xmlns:p=\"u:p\" Id=\"z\"></p:a>");
  EXPECT_THAT(
      facts, HasReason(v1::DOCUMENT_NOT_CANONICAL));  // the twin: the default namespace is not used
  const auto good = Check(
      "<p:a xmlns:p=\"u:p\" xmlns:q=\"u:q\" Id=\"z\" q:b=\"\"><c ID=\"y\" "
      "xml:id=\"x\"></c>t</p:a>");
  ASSERT_THAT(good, IsOk());
  EXPECT_EQ(good->root_namespace_uri, "u:p");
  EXPECT_EQ(good->root_local_name, "a");
  EXPECT_THAT(good->root_namespaces, ElementsAre(Pair("p", "u:p"), Pair("q", "u:q")));
  EXPECT_EQ(good->insertion_offset, 73u);
  EXPECT_THAT(good->ids, ElementsAre("x", "y", "z"));
}

// Proves: DOC-1
TEST(IntakeTest, FactsOfTheSmallestDocument) {
  const auto facts = Check("<a></a>");
  ASSERT_THAT(facts, IsOk());
  EXPECT_EQ(facts->root_namespace_uri, "");
  EXPECT_THAT(facts->root_namespaces, IsEmpty());
  EXPECT_EQ(facts->insertion_offset, 3u);
  EXPECT_THAT(facts->ids, IsEmpty());
}

// Proves: DOC-2
TEST(IntakeTest, RefusesWhatTheScannerRefuses) {
  EXPECT_THAT(Check(""), HasReason(v1::DOCUMENT_EMPTY));
  EXPECT_THAT(Check("<a b='1'></a>"),
              HasReason(v1::DOCUMENT_NOT_CANONICAL, HasSubstr("1:6 (byte 5): ")));
}

// Proves: DOC-3
TEST(IntakeTest, RefusesSignedDocumentsAtAnyDepthAndUnderAnyPrefix) {
  const std::string inner = absl::StrCat(" xmlns:ds=\"", kSignatureNamespace, "\"></ds:Signature>");
  constexpr v1::ErrorReason kSigned = v1::DOCUMENT_ALREADY_SIGNED;
  ExpectRefusedAt(absl::StrCat("<a><ds:Signature", inner, "</a>"), 3, kSigned,
                  "holds a signature already");
  ExpectRefusedAt(absl::StrCat("<a><b><c><ds:Signature", inner, "</c></b></a>"), 9, kSigned,
                  "already");
  ExpectRefusedAt(
      absl::StrCat("<a><x:Signature xmlns:x=\"", kSignatureNamespace, "\"></x:Signature></a>"), 3,
      kSigned, "already");
  ExpectRefusedAt(
      absl::StrCat("<a><Signature xmlns=\"", kSignatureNamespace, "\"></Signature></a>"), 3,
      kSigned, "already");
  ExpectRefusedAt(absl::StrCat("<ds:Signature", inner), 0, kSigned, "already");
  ExpectRefusedAt(absl::StrCat("<ds:a xmlns:ds=\"", kSignatureNamespace,
                               "\"><ds:Signature></ds:Signature></ds:a>"),
                  52, kSigned, "already");
}

// Proves: DOC-3
TEST(IntakeTest, LookAlikesOfSignaturesAreData) {
  const std::string documents[] = {
      "<a><Signature></Signature></a>",
      "<a><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig\"></ds:Signature></a>",
      "<a><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#x\"></ds:Signature></a>",
      "<a><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/XMLDSIG#\"></ds:Signature></a>",
      absl::StrCat("<a><ds:signature xmlns:ds=\"", kSignatureNamespace, "\"></ds:signature></a>"),
      absl::StrCat("<a><ds:SignatureValue xmlns:ds=\"", kSignatureNamespace,
                   "\"></ds:SignatureValue></a>"),
      absl::StrCat("<a xmlns:ds=\"", kSignatureNamespace, "\" ds:Signature=\"\"></a>"),
      "<a b=\"ds:Signature\" c=\"&lt;ds:Signature>\">&lt;ds:Signature "
      "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"&gt;</a>",
  };
  for (const std::string& document : documents) EXPECT_THAT(Check(document), IsOk()) << document;
}

// Proves: DOC-4
TEST(IntakeTest, RefusesXinclude) {
  for (const char* year : {"2001", "2003"}) {
    ExpectRefusedAt(absl::StrCat("<a><x:include xmlns:x=\"http://www.w3.org/", year,
                                 "/XInclude\" href=\"b.xml\"></x:include></a>"),
                    3, v1::DOCUMENT_HAS_XINCLUDE, "XInclude element");
    ExpectRefusedAt(absl::StrCat("<a><fallback xmlns=\"http://www.w3.org/", year,
                                 "/XInclude\"></fallback></a>"),
                    3, v1::DOCUMENT_HAS_XINCLUDE, "XInclude element");
  }
  EXPECT_THAT(Check("<a><include href=\"b.xml\"></include></a>"), IsOk());
}

// Proves: DOC-4
TEST(IntakeTest, RefusesDoctypesAndInstructions) {
  EXPECT_THAT(Check("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a></a>"),
              HasReason(v1::DOCUMENT_HAS_DTD));
  EXPECT_THAT(Check("<a><?xml-stylesheet href=\"b\"?></a>"),
              HasReason(v1::DOCUMENT_HAS_INSTRUCTION));
}

// Proves: DOC-4
TEST(IntakeTest, WhatLooksLikeAReferenceIsData) {
  EXPECT_THAT(
      Check(
          "<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" href=\"file:///etc/passwd\" "
          "xsi:schemaLocation=\"u:a http://127.0.0.1:1/a.xsd\" "
          "xml:base=\"http://127.0.0.1:1/\"></a>"),
      IsOk());
}

// Proves: DOC-7
TEST(IntakeTest, RefusesRepeatedIds) {
  constexpr v1::ErrorReason kRepeated = v1::DOCUMENT_DUPLICATE_ID;
  ExpectRefusedAt("<a><b Id=\"x\"></b><c Id=\"x\"></c></a>", 20, kRepeated,
                  "the value of the one at 1:7; make it unique");
  ExpectRefusedAt("<a><b Id=\"x\"></b><c xml:id=\"x\"></c></a>", 20, kRepeated, "1:7");
  ExpectRefusedAt("<a ID=\"x\" Id=\"x\"></a>", 10, kRepeated, "1:4");
  ExpectRefusedAt("<a xml:id=\"x\"><b xml:id=\" x \"></b></a>", 17, kRepeated, "1:4");
  ExpectRefusedAt("<a Id=\"&amp;\"><b Id=\"&amp;\"></b></a>", 17, kRepeated, "1:4");
  // Of several, the first that repeats another.
  ExpectRefusedAt("<a Id=\"z\"><b Id=\"a\"></b><b Id=\"z\"></b><b Id=\"a\"></b></a>", 27, kRepeated,
                  "1:4");
}

// Proves: DOC-7
TEST(IntakeTest, DifferentIdsAndOtherAttributesMayBeAlike) {
  const char* documents[] = {
      "<a Id=\"x\"><b Id=\"y\"></b></a>",
      "<a Id=\"x\"><b Id=\"X\"></b></a>",
      "<a Id=\"x\"><b Ref=\"x\"></b><b iD=\"x\"></b></a>",
      "<a xmlns:p=\"u:p\" Id=\"x\" p:Id=\"x\"></a>",
      "<a><Id>x</Id><Id>x</Id></a>",
      "<a Id=\"x\"><b Id=\"x \"></b></a>",
  };
  for (const char* document : documents) EXPECT_THAT(Check(document), IsOk()) << document;
}

// Proves: DOC-7, SIG-5
TEST(IntakeTest, AnAttributeIdIsDataAndNoIdOfASignature) {
  const auto facts = Check(
      "<lot id=\"2\"><ligne id=\"1\"></ligne><ligne Id=\"1\" id=\"1\"></ligne>"
      "<ligne id=\"&amp;\" xml:id=\"a\"></ligne><ligne id=\"&amp;\"></ligne></lot>");
  ASSERT_THAT(facts, IsOk());
  EXPECT_THAT(facts->ids, ElementsAre("&", "&", "1", "1", "1", "2", "a"));
  ExpectRefusedAt("<lot><ligne Id=\"1\"></ligne><ligne Id=\"1\"></ligne></lot>", 34,
                  v1::DOCUMENT_DUPLICATE_ID, "1:13");
}

// Proves: DOC-7
TEST(IntakeTest, RefusesXmlIdsThatAreNoNames) {
  for (const char* value : {"", "1a", "a b", "a:b", "#a"}) {
    ExpectRefusedAt(absl::StrCat("<a xml:id=\"", value, "\"></a>"), 3, v1::DOCUMENT_NOT_WELL_FORMED,
                    "xml:id is not a name");
  }
  EXPECT_THAT(Check("<a Id=\"1a\"><b xml:id=\"\xC3\xA9.1-\"></b></a>"), IsOk());
}

// Proves: DOC-6, DOC-7
TEST(IntakeTest, RefusesMoreIdsThanTheBound) {
  Bounds bounds;
  bounds.ids = 2;
  EXPECT_THAT(CheckDocument("<a Id=\"1\"><b Id=\"2\"></b></a>", bounds), IsOk());
  EXPECT_THAT(CheckDocument("<a Id=\"1\"><b id=\"2\"></b><b id=\"2\"></b></a>", bounds),
              HasReason(v1::DOCUMENT_BEYOND_BOUND));
  EXPECT_THAT(CheckDocument("<a Id=\"1\"><b Id=\"2\"></b><b Id=\"3\"></b></a>", bounds),
              HasReason(v1::DOCUMENT_BEYOND_BOUND, HasSubstr("too many ids; the bound is 2")));
}

// Counts start tags, and refuses one.
class Counter final : public Handler {
 public:
  explicit Counter(int refused) : refused_(refused) {}
  absl::Status OnStart(const StartTag&) override {
    return ++count_ == refused_ ? MakeError(v1::TABLE_UNMAPPED, "this one") : absl::OkStatus();
  }
  absl::Status OnEnd(const EndTag&) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view, size_t) override { return absl::OkStatus(); }
  int count() const { return count_; }

 private:
  const int refused_;
  int count_ = 0;
};

// Proves: DOC-1
TEST(IntakeTest, AnotherReaderSeesTheSamePass) {
  Counter counter(0);
  const auto facts = CheckDocument("<a Id=\"z\"><b></b><c></c></a>", Bounds(), counter);
  ASSERT_THAT(facts, IsOk());
  EXPECT_THAT(facts->ids, ElementsAre("z"));
  EXPECT_EQ(counter.count(), 3);
}

// Proves: DOC-2, DOC-7
TEST(IntakeTest, ItsOwnRefusalCountsBeforeThatOfAnotherReader) {
  Counter second(2);
  EXPECT_THAT(CheckDocument("<a><b></b></a>", Bounds(), second), HasReason(v1::TABLE_UNMAPPED));
  Counter again(2);
  EXPECT_THAT(CheckDocument("<a><b></b><c></b></a>", Bounds(), again),
              HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
  Counter ids(2);
  EXPECT_THAT(CheckDocument("<a Id=\"1\"><b Id=\"1\"></b></a>", Bounds(), ids),
              HasReason(v1::DOCUMENT_DUPLICATE_ID));
}

// Proves: DOC-1
TEST(IntakeTest, TheRootIsFoundWhateverFollows) {
  const auto root = FindRoot("<p:a xmlns:p=\"u:p\"><b></c>", Bounds());
  ASSERT_THAT(root, IsOk());
  EXPECT_EQ(root->root_namespace_uri, "u:p");
  EXPECT_EQ(root->root_local_name, "a");
  EXPECT_THAT(FindRoot("", Bounds()), HasReason(v1::DOCUMENT_EMPTY));
  EXPECT_THAT(FindRoot("<p:a></p:a>", Bounds()), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
}

}  // namespace
}  // namespace paraphe::xml
