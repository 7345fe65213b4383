#include "document/xml_encoding.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <iconv.h>

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOkAndHolds;
using ::testing::HasSubstr;

constexpr size_t kLimit = 1 << 20;

std::string Transcode(absl::string_view text, const char* encoding) {
  iconv_t converter = iconv_open(encoding, "UTF-8");
  std::string in(text);
  std::string out(text.size() * 4 + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  size_t from_left = in.size();
  size_t to_left = out.size();
  EXPECT_NE(iconv(converter, &from, &from_left, &to, &to_left), static_cast<size_t>(-1))
      << encoding;
  iconv(converter, nullptr, nullptr, &to, &to_left);
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

std::string Declare(absl::string_view encoding, absl::string_view content) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"", encoding, "\"?><a>", content, "</a>");
}

absl::StatusOr<std::string> Convert(absl::string_view bytes, size_t limit = kLimit) {
  std::string storage;
  const auto text = ToUtf8(bytes, limit, &storage);
  if (!text.ok()) return text.status();
  return std::string(*text);
}

// Proves: DOC-5
TEST(XmlEncodingTest, ConvertsDeclaredEncodings) {
  for (const char* encoding :
       {"ISO-8859-1", "iso-8859-15", "windows-1252", "UTF-8", "IBM037", "ISO-LATIN-1"}) {
    const std::string text = Declare(encoding, "\xC3\xA9t\xC3\xA9");
    const bool alias = absl::string_view(encoding) == "ISO-LATIN-1";
    EXPECT_THAT(Convert(Transcode(text, alias ? "ISO-8859-1" : encoding)), IsOkAndHolds(text))
        << encoding;
  }
  const std::string japanese =
      "\xE5\x8D\x81\xE6\x97\xA5";  // 十日: bytes like = and < in ISO-2022-JP
  for (const char* encoding : {"Shift_JIS", "EUC-JP", "ISO-2022-JP", "GB18030"}) {
    const std::string text = Declare(encoding, japanese);
    EXPECT_THAT(Convert(Transcode(text, encoding)), IsOkAndHolds(text)) << encoding;
  }
}

// Proves: DOC-5
TEST(XmlEncodingTest, ConvertsWhatTheFirstBytesTell) {
  const std::string plain = "<a>\xC3\xA9\xF0\x9F\x98\x80</a>";
  const std::string declared = Declare("UTF-16", "\xC3\xA9");
  for (const char* encoding : {"UTF-16LE", "UTF-16BE", "UCS-4LE", "UCS-4BE"}) {
    for (const std::string& text : {plain, declared, Declare("UTF-8", "x")}) {
      EXPECT_THAT(Convert(Transcode(text, encoding)), IsOkAndHolds(text)) << encoding;
      EXPECT_THAT(Convert(Transcode("\xEF\xBB\xBF" + text, encoding)), IsOkAndHolds(text))
          << encoding;
    }
  }
  EXPECT_THAT(Convert("\xEF\xBB\xBF" + plain), IsOkAndHolds(plain));
  EXPECT_THAT(Convert(Transcode("<?xml version=\"1.0\"?><a></a>", "IBM037")),
              IsOkAndHolds("<?xml version=\"1.0\"?><a></a>"));
}

// What begins like a declaration is not always one.
TEST(XmlEncodingTest, OtherInstructionsDeclareNoEncoding) {
  for (const char* begin : {"<?xml-stylesheet", "<?xml\xC3\x90", "<?xmlversion"}) {
    const std::string text = absl::StrCat(begin, " encoding=\"windows-1252\"?><a>\xE2\x82\xAC</a>");
    EXPECT_THAT(Convert(text), IsOkAndHolds(text));
  }
  EXPECT_THAT(Convert("<?xml\tversion=\"1.0\" encoding=\"windows-1252\"?><a>\x80</a>"),
              IsOkAndHolds(HasSubstr("\xE2\x82\xAC")));
}

// Proves: DOC-5
TEST(XmlEncodingTest, ConvertsCharactersAcrossSlices) {
  std::string content = "x";
  while (content.size() < 300000) content += "\xF0\x9F\x98\x80\xC3\xA9";
  const std::string text = Declare("UTF-16", content);
  EXPECT_THAT(Convert(Transcode(text, "UTF-16LE"), kLimit), IsOkAndHolds(text));
}

// Proves: DOC-5
TEST(XmlEncodingTest, RefusesContradictions) {
  EXPECT_THAT(Convert("\xEF\xBB\xBF" + Declare("ISO-8859-1", "")),
              HasReason(v1::DOCUMENT_BAD_ENCODING, HasSubstr("declares another")));
  EXPECT_THAT(Convert(Transcode(Declare("ISO-8859-1", ""), "UTF-16LE")),
              HasReason(v1::DOCUMENT_BAD_ENCODING));
  EXPECT_THAT(Convert(Declare("UTF-16", "")),
              HasReason(v1::DOCUMENT_BAD_ENCODING, HasSubstr("declares encoding UTF-16")));
  EXPECT_THAT(Convert(Declare("IBM037", "")), HasReason(v1::DOCUMENT_BAD_ENCODING));
}

// Proves: DOC-5
TEST(XmlEncodingTest, RefusesUnknownEncodingsAndBytesOutsideThem) {
  EXPECT_THAT(Convert(Declare("no-such", "")),
              HasReason(v1::DOCUMENT_BAD_ENCODING, HasSubstr("no-such")));
  EXPECT_THAT(Convert(Declare("a b", "")),
              HasReason(v1::DOCUMENT_BAD_ENCODING, HasSubstr("not a name")));
  EXPECT_THAT(Convert(Declare("../../x", "")),
              HasReason(v1::DOCUMENT_BAD_ENCODING, HasSubstr("not a name")));
  EXPECT_THAT(Convert(Declare("US-ASCII", "\xE9")),
              HasReason(v1::DOCUMENT_BAD_ENCODING, HasSubstr("byte 44: not US-ASCII, which")));
  EXPECT_THAT(Convert(Transcode(Declare("Shift_JIS", ""), "Shift_JIS") + "\xFF\xFF"),
              HasReason(v1::DOCUMENT_BAD_ENCODING));
  const std::string half = Transcode(Declare("UTF-16", ""), "UTF-16LE") + "x";
  EXPECT_THAT(Convert(half),
              HasReason(v1::DOCUMENT_BAD_ENCODING, HasSubstr("byte 92: not UTF-16LE")));
  const std::string lone =
      Transcode(Declare("UTF-16", ""), "UTF-16LE") + std::string("\x3D\xD8x\0x\0", 6);
  EXPECT_THAT(Convert(lone), HasReason(v1::DOCUMENT_BAD_ENCODING));
}

// Proves: DOC-5
TEST(XmlEncodingTest, RefusesADeclarationThatItsEncodingReadsOtherwise) {
  EXPECT_THAT(Convert("<?xml version=\"1.0\" encoding=\"UTF.7\"?><a/>"),
              IsOkAndHolds("<?xml version=\"1.0\" encoding=\"UTF.7\"?><a/>"));
  // The converter of UTF-7 drops what is no character of it.
  using std::string_literals::operator""s;
  EXPECT_THAT(Convert("<?xml version=\"1.0\001\000\" encoding=\"UTF.7\"?><a/>"s),
              HasReason(v1::DOCUMENT_BAD_ENCODING));
}

// Proves: DOC-6
TEST(XmlEncodingTest, RefusesToGrowBeyondTheLimit) {
  const std::string text = Declare("ISO-8859-1", std::string(100, '\xE9'));
  EXPECT_THAT(Convert(text, 200), HasReason(v1::DOCUMENT_BEYOND_BOUND));
  EXPECT_TRUE(Convert(text, 300).ok());
}

}  // namespace
}  // namespace paraphe::xml
