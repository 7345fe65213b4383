#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <iconv.h>

#include "tests/document/document_generator.h"
#include "tests/document/step_pieces.h"

namespace paraphe::test {
namespace {

struct StepInput {
  const GeneratedDocument& document;
  Random& random;
};

const Span* PickSpan(const StepInput& in, Piece piece) {
  std::vector<const Span*> spans;
  for (const Span& span : in.document.spans) {
    if (span.piece == piece) spans.push_back(&span);
  }
  return spans.empty() ? nullptr : spans[Below(spans.size(), in.random)];
}

std::string Text(const StepInput& in, const Span& span) {
  return in.document.bytes.substr(span.begin, span.end - span.begin);
}

std::string Replace(const StepInput& in, size_t begin, size_t end, const std::string& by) {
  return in.document.bytes.substr(0, begin) + by + in.document.bytes.substr(end);
}

template <size_t kSize>
const std::string& PickOne(const std::string (&choices)[kSize], Random& random) {
  return choices[Below(kSize, random)];
}

// Every step gives the document changed, or as it was where there is nothing to aim at.
std::string InsertAnywhere(const StepInput& in) {
  const size_t at = Below(in.document.bytes.size() + 1, in.random);
  return Replace(in, at, at, PickOne(kInsertions, in.random));
}

std::string InsertInto(const StepInput& in, Piece piece) {
  const Span* span = PickSpan(in, piece);
  if (span == nullptr) return in.document.bytes;
  const size_t at = span->begin + Below(span->end - span->begin + 1, in.random);
  return Replace(in, at, at, PickOne(kInsertions, in.random));
}

std::string InsertIntoValue(const StepInput& in) { return InsertInto(in, Piece::kValue); }
std::string InsertIntoText(const StepInput& in) { return InsertInto(in, Piece::kText); }

std::string InsertBehind(const StepInput& in, Piece piece, const std::string& text) {
  const Span* span = PickSpan(in, piece);
  return span == nullptr ? in.document.bytes : Replace(in, span->end, span->end, text);
}

std::string InsertItem(const StepInput& in) {
  return InsertBehind(in, Below(2, in.random) == 0 ? Piece::kElementName : Piece::kAttribute,
                      PickOne(kInsertions, in.random));
}

std::string InsertContent(const StepInput& in) {
  return InsertBehind(in, Below(2, in.random) == 0 ? Piece::kStartTag : Piece::kEndTag,
                      PickOne(kInsertions, in.random));
}

std::string SwapItems(const StepInput& in) {
  const Span* first =
      PickSpan(in, Below(2, in.random) == 0 ? Piece::kAttribute : Piece::kDeclaration);
  if (first == nullptr) return in.document.bytes;
  for (const Span& second : in.document.spans) {
    if (second.begin != first->end) continue;
    if (second.piece != Piece::kAttribute && second.piece != Piece::kDeclaration) continue;
    return Replace(in, first->begin, second.end, Text(in, second) + Text(in, *first));
  }
  return in.document.bytes;
}

std::string RepeatItem(const StepInput& in) {
  const Span* item =
      PickSpan(in, Below(2, in.random) == 0 ? Piece::kAttribute : Piece::kDeclaration);
  return item == nullptr ? in.document.bytes : Replace(in, item->end, item->end, Text(in, *item));
}

// To another start tag, where it may be superfluous, out of order, or a second one.
std::string CopyItem(const StepInput& in) {
  const Span* item =
      PickSpan(in, Below(2, in.random) == 0 ? Piece::kAttribute : Piece::kDeclaration);
  return item == nullptr ? in.document.bytes
                         : InsertBehind(in, Piece::kElementName, Text(in, *item));
}

std::string DropItem(const StepInput& in) {
  const Span* item =
      PickSpan(in, Below(2, in.random) == 0 ? Piece::kAttribute : Piece::kDeclaration);
  return item == nullptr ? in.document.bytes : Replace(in, item->begin, item->end, "");
}

std::string RenamePrefix(const StepInput& in) {
  static const std::string kNames[] = {" p:a",   " q:a", " a:a",     " z:b",
                                       " xml:a", " b",   " xmlns:p", " xmlns"};
  const Span* item = PickSpan(in, Piece::kAttribute);
  if (item == nullptr) return in.document.bytes;
  const size_t equals = in.document.bytes.find('=', item->begin);
  return Replace(in, item->begin, equals, PickOne(kNames, in.random));
}

std::string ChangeNamespace(const StepInput& in) {
  const Span* item = PickSpan(in, Piece::kDeclaration);
  if (item == nullptr) return in.document.bytes;
  const size_t quote = in.document.bytes.find('"', item->begin);
  return Replace(in, quote + 1, item->end - 1, PickOne(kNamespaceNames, in.random));
}

std::string SingleQuotes(const StepInput& in) {
  const Span* value = PickSpan(in, Piece::kValue);
  if (value == nullptr) return in.document.bytes;
  return Replace(in, value->begin - 1, value->end + 1, "'" + Text(in, *value) + "'");
}

std::string EmptyElement(const StepInput& in) {
  const std::string& bytes = in.document.bytes;
  std::vector<Span> empty;
  for (size_t i = 0; i + 1 < in.document.spans.size(); ++i) {
    const Span& start = in.document.spans[i];
    const Span& end = in.document.spans[i + 1];
    if (start.piece == Piece::kStartTag && end.piece == Piece::kEndTag && start.end == end.begin) {
      empty.push_back({start.piece, start.begin, end.end});
    }
  }
  if (empty.empty()) return bytes;
  const Span& span = empty[Below(empty.size(), in.random)];
  const std::string start = bytes.substr(span.begin, bytes.rfind("</", span.end) - span.begin - 1);
  static const std::string kEnds[] = {"/>", " />", "\n/>", "/ >"};
  return Replace(in, span.begin, span.end, start + PickOne(kEnds, in.random));
}

std::string SpellCharacter(const StepInput& in) {
  const Span* span = PickSpan(in, Below(2, in.random) == 0 ? Piece::kValue : Piece::kText);
  if (span == nullptr || span->begin == span->end) return in.document.bytes;
  const size_t at = span->begin + Below(span->end - span->begin, in.random);
  const auto byte = static_cast<unsigned char>(in.document.bytes[at]);
  if (byte >= 0x80) return in.document.bytes;
  return Replace(in, at, at + 1,
                 Below(2, in.random) == 0 ? absl::StrCat("&#", byte, ";")
                                          : absl::StrCat("&#x", absl::Hex(byte), ";"));
}

std::string Around(const StepInput& in) {
  static const std::string kBefore[] = {"\xEF\xBB\xBF",
                                        " ",
                                        "\n",
                                        "<!-- c -->",
                                        "<!-- c -->\n",
                                        "<?xml version=\"1.0\"?>",
                                        "x",
                                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
                                        "<?xml version='1.1'?>",
                                        "<?xml version=\"1.0\" standalone=\"yes\"?>",
                                        "\xEF\xBB\xBF<?xml version=\"1.0\"?>",
                                        "\n<?xml version=\"1.0\"?>",
                                        "<![CDATA[]]>",
                                        "<",
                                        "</a>",
                                        "&amp;"};
  static const std::string kAfter[] = {
      "\n",           " ",     "\r\n",         "<!-- c -->",         "\n<!-- c -->", "x",
      "<a></a>",      "&amp;", "<![CDATA[]]>", std::string(1, '\0'), "\xFF",         "</a>",
      "\xEF\xBB\xBF", "<"};
  return Below(2, in.random) == 0 ? PickOne(kBefore, in.random) + in.document.bytes
                                  : in.document.bytes + PickOne(kAfter, in.random);
}

std::string Transcode(const std::string& text, const char* encoding) {
  iconv_t converter = iconv_open(encoding, "UTF-8");
  std::string out(text.size() * 4 + 16, '\0');
  char* from = const_cast<char*>(text.data());
  char* to = out.data();
  size_t from_left = text.size();
  size_t to_left = out.size();
  const size_t failed = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  if (failed == static_cast<size_t>(-1)) return text;
  out.resize(out.size() - to_left);
  return out;
}

std::string OtherEncoding(const StepInput& in) {
  static const std::string kEncodings[] = {"UTF-16LE",   "UTF-16BE", "UTF-16",
                                           "ISO-8859-1", "IBM037",   "WINDOWS-1252",
                                           "UTF-32LE",   "UTF-32BE", "SHIFT_JIS"};
  const std::string& encoding = PickOne(kEncodings, in.random);
  static const std::string kDeclared[] = {"", "<?xml version=\"1.0\"?>",
                                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"};
  const size_t kind = Below(4, in.random);
  const std::string declaration =
      kind < 3 ? kDeclared[kind]
               : absl::StrCat("<?xml version=\"1.0\" encoding=\"", encoding, "\"?>");
  return Transcode(declaration + in.document.bytes, encoding.c_str());
}

std::string FlipByte(const StepInput& in) {
  const size_t at = Below(in.document.bytes.size(), in.random);
  return Replace(in, at, at + 1, std::string(1, static_cast<char>(Below(256, in.random))));
}

std::string DropByte(const StepInput& in) {
  const size_t at = Below(in.document.bytes.size(), in.random);
  return Replace(in, at, at + 1, "");
}

std::string Truncate(const StepInput& in) {
  return in.document.bytes.substr(0, Below(in.document.bytes.size(), in.random));
}

std::string LineEnds(const StepInput& in) {
  return absl::StrReplaceAll(in.document.bytes, {{"\n", Below(2, in.random) == 0 ? "\r\n" : "\r"}});
}

struct Step {
  const char* name;
  std::string (*take)(const StepInput&);
};

constexpr Step kSteps[] = {
    {"insert anywhere", InsertAnywhere},
    {"insert into a value", InsertIntoValue},
    {"insert into text", InsertIntoText},
    {"insert into a tag", InsertItem},
    {"insert into content", InsertContent},
    {"swap items", SwapItems},
    {"repeat an item", RepeatItem},
    {"copy an item", CopyItem},
    {"drop an item", DropItem},
    {"rename an attribute", RenamePrefix},
    {"change a namespace name", ChangeNamespace},
    {"single quotes", SingleQuotes},
    {"empty-element tag", EmptyElement},
    {"spell a character", SpellCharacter},
    {"around the document element", Around},
    {"other encoding", OtherEncoding},
    {"flip a byte", FlipByte},
    {"drop a byte", DropByte},
    {"truncate", Truncate},
    {"line ends", LineEnds},
};

}  // namespace

std::string TakeStep(const GeneratedDocument& document, Random& random, std::string* step) {
  const Step& chosen = kSteps[Below(std::size(kSteps), random)];
  *step = chosen.name;
  return chosen.take({document, random});
}

}  // namespace paraphe::test
