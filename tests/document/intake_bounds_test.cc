// Hostile shapes, each judged within a bounded time and memory: measured in a process of its own.

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/errors.h"
#include "document/canonicalizer.h"
#include "document/intake.h"

namespace paraphe {
namespace {

constexpr bool kMeasures = !PARAPHE_SANITIZED;  // a sanitizer multiplies both

constexpr size_t kMebibyte = size_t{1} << 20;
constexpr double kMostSeconds = 3.0;

// A sanitizer takes ten times as long, and sees in an eighth what it sees in all.
constexpr size_t Many(size_t count) { return PARAPHE_SANITIZED ? count / 8 : count; }

// What the child process found out.
struct Outcome {
  int reason = -1;  // v1::ErrorReason; 0 for accepted
  double seconds = 0;
  size_t peak_bytes = 0;  // of the whole process, the document included
  size_t document_bytes = 0;
};

// Processor time, so that what else the machine does decides nothing.
double ProcessorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

using MakeDocument = std::function<std::string()>;

using Judge = absl::Status (*)(absl::string_view document, const xml::Bounds& bounds);

absl::Status Check(absl::string_view document, const xml::Bounds& bounds) {
  return xml::CheckDocument(document, bounds).status();
}

absl::Status MakeCanonical(absl::string_view document, const xml::Bounds& bounds) {
  return xml::Canonicalize(document, bounds.document_bytes).status();
}

Outcome JudgeHere(const MakeDocument& make, const xml::Bounds& bounds, Judge judge) {
  const std::string document = make();
  const double begin = ProcessorSeconds();
  const absl::Status status = judge(document, bounds);
  Outcome outcome;
  outcome.seconds = ProcessorSeconds() - begin;
  outcome.reason = ReasonOf(status);
  outcome.document_bytes = document.size();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  outcome.peak_bytes = static_cast<size_t>(usage.ru_maxrss) * 1024;
  return outcome;
}

// The same in a child, whose peak of memory is its own. A crash leaves reason -1.
Outcome JudgeInChild(const MakeDocument& make, const xml::Bounds& bounds, Judge judge) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  const pid_t child = fork();
  if (child == 0) {
    const Outcome outcome = JudgeHere(make, bounds, judge);
    const bool written = write(ends[1], &outcome, sizeof(outcome)) == sizeof(outcome);
    _exit(written ? 0 : 1);
  }
  close(ends[1]);
  Outcome outcome;
  if (read(ends[0], &outcome, sizeof(outcome)) != sizeof(outcome)) outcome = Outcome();
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return outcome;
}

void ExpectJudged(v1::ErrorReason reason, const MakeDocument& make, const xml::Bounds& bounds = {},
                  Judge judge = Check) {
  const Outcome outcome = JudgeInChild(make, bounds, judge);
  EXPECT_EQ(outcome.reason, static_cast<int>(reason));
  testing::Test::RecordProperty(
      "last", absl::StrCat(outcome.seconds, " s, ", outcome.peak_bytes, " bytes"));
  if (!kMeasures) return;
  EXPECT_LT(outcome.seconds, kMostSeconds);
  EXPECT_LT(outcome.peak_bytes, 64 * kMebibyte + 2 * outcome.document_bytes)
      << "document of " << outcome.document_bytes;
}

constexpr v1::ErrorReason kAccepted = v1::ERROR_REASON_UNSPECIFIED;

std::string Repeat(size_t count, absl::string_view text) {
  std::string out;
  out.reserve(count * text.size());
  for (size_t i = 0; i < count; ++i) out.append(text.data(), text.size());
  return out;
}

// "<a", `count` times what `item` makes of a number of eight digits, "></a>".
std::string Items(size_t count, const std::function<std::string(const std::string&)>& item) {
  std::string out = "<a";
  for (size_t i = 0; i < count; ++i) out += item(absl::StrCat(10000000 + i));
  return out + "></a>";
}

std::string InElement(std::string text) { return absl::StrCat("<a>", std::move(text), "</a>"); }

// Bounds that let everything through but the document's size.
xml::Bounds Wide() {
  xml::Bounds bounds;
  bounds.document_bytes = 256 * kMebibyte;
  bounds.attributes = bounds.namespace_declarations = bounds.name_bytes = 1 << 30;
  return bounds;
}

std::string Attribute(const std::string& number) { return absl::StrCat(" b", number, "=\"\""); }
std::string Declaration(const std::string& number) {
  return absl::StrCat(" xmlns:b", number, "=\"u:b\"");
}

// Proves: DOC-6
TEST(IntakeBoundsTest, ManyAttributes) {
  const MakeDocument make = [] { return Items(60000, Attribute); };
  ExpectJudged(v1::DOCUMENT_BEYOND_BOUND, make);
  ExpectJudged(kAccepted, make, Wide());
}

// Proves: DOC-6
TEST(IntakeBoundsTest, ManyAttributesInTheWrongOrder) {
  ExpectJudged(
      v1::DOCUMENT_NOT_CANONICAL,
      [] {
        return Items(60000, [](const std::string& number) {
          return Attribute(std::string(number.rbegin(), number.rend()));
        });
      },
      Wide());
}

// Proves: DOC-6
TEST(IntakeBoundsTest, ManyNamespaceDeclarations) {
  const MakeDocument make = [] { return Items(100000, Declaration); };
  ExpectJudged(v1::DOCUMENT_BEYOND_BOUND, make);
  ExpectJudged(v1::DOCUMENT_NOT_CANONICAL, make, Wide());
}

// Proves: DOC-6
TEST(IntakeBoundsTest, ManyNamespaceDeclarationsInUse) {
  ExpectJudged(
      kAccepted,
      [] {
        std::string out = "<a";
        for (int i = 0; i < 50000; ++i)
          absl::StrAppend(&out, " xmlns:b", 1000000 + i, "=\"u:b", 1000000 + i, "\"");
        for (int i = 0; i < 50000; ++i) absl::StrAppend(&out, " b", 1000000 + i, ":c=\"\"");
        return out + "></a>";
      },
      Wide());
}

// Proves: DOC-6
TEST(IntakeBoundsTest, DeepNesting) {
  ExpectJudged(v1::DOCUMENT_BEYOND_BOUND,
               [] { return Repeat(1000000, "<a>") + Repeat(1000000, "</a>"); });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, DeepNestingWithinAWiderBound) {
  xml::Bounds bounds = Wide();
  bounds.depth = 100000;
  ExpectJudged(
      kAccepted, [] { return Repeat(100000, "<a>") + Repeat(100000, "</a>"); }, bounds);
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongName) {
  const MakeDocument make = [] {
    const std::string name(10000000, 'a');
    return absl::StrCat("<", name, "></", name, ">");
  };
  ExpectJudged(v1::DOCUMENT_BEYOND_BOUND, make);
  ExpectJudged(kAccepted, make, Wide());
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongAttributeValue) {
  ExpectJudged(kAccepted,
               [] { return absl::StrCat("<a b=\"", std::string(50000000, 'x'), "\"></a>"); });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongAttributeValueOfReferences) {
  ExpectJudged(kAccepted,
               [] { return absl::StrCat("<a b=\"", Repeat(Many(10000000), "&amp;"), "\"></a>"); });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongAttributeValueWithOneReference) {
  ExpectJudged(kAccepted,
               [] { return absl::StrCat("<a b=\"&amp;", std::string(50000000, 'x'), "\"></a>"); });
}

// Proves: DOC-6, DOC-7
TEST(IntakeBoundsTest, LongNamespaceName) {
  ExpectJudged(v1::DOCUMENT_BEYOND_BOUND, [] {
    return absl::StrCat("<a xmlns=\"u:?", std::string(50000000, 'x'), "\"></a>");
  });
}

// Proves: DOC-6, DOC-7
TEST(IntakeBoundsTest, LongId) {
  const MakeDocument make = [] {
    return absl::StrCat("<a xml:id=\"", std::string(50000000, 'x'), "\"></a>");
  };
  ExpectJudged(kAccepted, make);
}

// Proves: DOC-6
TEST(IntakeBoundsTest, ManyElements) {
  ExpectJudged(kAccepted, [] { return InElement(Repeat(Many(5000000), "<a></a>")); });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, ManyElementsWithNamespacesAndAttributes) {
  ExpectJudged(kAccepted, [] {
    return InElement(
        Repeat(Many(1000000), "<p:a xmlns:p=\"u:p\" b=\"1\" p:c=\"&amp;\">&lt;</p:a>"));
  });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, ManyFullStartTags) {
  ExpectJudged(kAccepted, [] {
    std::string tag = "<a";
    for (int i = 0; i < 256; ++i)
      absl::StrAppend(&tag, " xmlns:b", 100 + i, "=\"u:b", 100 + i, "\"");
    for (int i = 0; i < 1024; ++i) {
      absl::StrAppend(&tag, " b", 100 + i / 4, ":c", 1000 + i, "=\"\"");
    }
    return InElement(Repeat(Many(50 * kMebibyte / tag.size()), tag + "></a>"));
  });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongTextIsAccepted) {
  ExpectJudged(kAccepted, [] { return InElement(std::string(60 * kMebibyte, 'x')); });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongTextBeyondAsciiIsAccepted) {
  ExpectJudged(kAccepted, [] { return InElement(Repeat(20 * kMebibyte, "\xE2\x82\xAC")); });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongTextOfReferencesIsAccepted) {
  ExpectJudged(kAccepted, [] { return InElement(Repeat(Many(12 * kMebibyte), "&amp;")); });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongTextWithOneReferenceIsAccepted) {
  ExpectJudged(kAccepted, [] { return InElement("&amp;" + std::string(60 * kMebibyte, 'x')); });
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongUnclosedDocuments) {
  for (const absl::string_view begin : {"<a>", "<a b=\""}) {
    const MakeDocument make = [&] { return absl::StrCat(begin, std::string(100000000, '0')); };
    ExpectJudged(v1::DOCUMENT_BEYOND_BOUND, make);
    ExpectJudged(v1::DOCUMENT_NOT_WELL_FORMED, make, Wide());
  }
  ExpectJudged(
      v1::DOCUMENT_BEYOND_BOUND, [] { return Repeat(33333333, "<a>"); }, Wide());
}

// Proves: DOC-6
TEST(IntakeBoundsTest, LongUnclosedConstructs) {
  for (const absl::string_view begin : {"<a b='&", "<a><!--", "<a><![CDATA[", "<a>&#", "<a></a"}) {
    SCOPED_TRACE(std::string(begin));
    ExpectJudged(
        v1::DOCUMENT_NOT_WELL_FORMED,
        [&] { return absl::StrCat(begin, std::string(20000000, '0')); }, Wide());
  }
}

// Proves: DOC-6
TEST(IntakeBoundsTest, ManyComments) {
  ExpectJudged(v1::DOCUMENT_NOT_CANONICAL,
               [] { return InElement(Repeat(8 * kMebibyte, "<!---->")); });
}

// Proves: DOC-6, DOC-7
TEST(IntakeBoundsTest, ManyIds) {
  const auto make = [](int count) {
    return [count] {
      std::string out = "<a>";
      out.reserve(static_cast<size_t>(count) * 24);
      for (int i = 0; i < count; ++i) absl::StrAppend(&out, "<a Id=\"", i, "\"></a>");
      return out + "</a>";
    };
  };
  ExpectJudged(kAccepted, make(1000000));
  ExpectJudged(v1::DOCUMENT_BEYOND_BOUND, make(2500000));
}

// Proves: DOC-6
TEST(IntakeBoundsTest, MuchOnOneLineBeforeTheError) {
  ExpectJudged(v1::DOCUMENT_NOT_CANONICAL,
               [] { return InElement(std::string(60 * kMebibyte, 'x') + ">"); });
  ExpectJudged(v1::DOCUMENT_BAD_ENCODING,
               [] { return InElement(Repeat(20 * kMebibyte, "\xE2\x82\xAC") + "\xFF"); });
}

void ExpectCanonicalized(v1::ErrorReason reason, const MakeDocument& make) {
  ExpectJudged(reason, make, {}, MakeCanonical);
}

// Proves: DOC-5, DOC-6
TEST(IntakeBoundsTest, CanonicalizingKeepsThemToo) {
  ExpectCanonicalized(v1::DOCUMENT_BEYOND_BOUND, [] { return Items(60000, Attribute); });
  ExpectCanonicalized(v1::DOCUMENT_BEYOND_BOUND, [] { return Items(100000, Declaration); });
  ExpectCanonicalized(v1::DOCUMENT_BEYOND_BOUND, [] { return Repeat(1000000, "<a>"); });
  ExpectCanonicalized(v1::DOCUMENT_BEYOND_BOUND,
                      [] { return absl::StrCat("<", std::string(10000000, 'a'), "/>"); });
  ExpectCanonicalized(kAccepted, [] { return InElement(std::string(60 * kMebibyte, 'x')); });
  ExpectCanonicalized(kAccepted,
                      [] { return absl::StrCat("<a b='", std::string(50000000, 'x'), "'/>"); });
  ExpectCanonicalized(v1::DOCUMENT_NOT_WELL_FORMED,
                      [] { return InElement(std::string(60 * kMebibyte, '&')); });
  ExpectCanonicalized(v1::DOCUMENT_NOT_WELL_FORMED,
                      [] { return "<a>" + std::string(60 * kMebibyte, 'x'); });
}

// Proves: DOC-5, DOC-6
TEST(IntakeBoundsTest, CanonicalizingManyElements) {
  ExpectCanonicalized(kAccepted, [] { return InElement(Repeat(Many(5000000), "<b/>")); });
  ExpectCanonicalized(kAccepted, [] {
    std::string element = "<b";
    for (int i = 1999; i > 1000; --i) absl::StrAppend(&element, " a", i, "='1'");
    return InElement(Repeat(Many(5000), element + "/>"));
  });
}

}  // namespace
}  // namespace paraphe
