#include "tests/fuzz/document_program.h"

#include <cstddef>
#include <iterator>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/utf8.h"
#include "document/escape.h"

namespace paraphe::test {
namespace {

// Prefixes are declared at the root; canonical form moves their declarations to where they count.
constexpr const char* kElements[] = {"a", "b", "c", "d", "f", "p:e", "ds:g", "xades:h"};
constexpr const char* kAttributes[] = {"x", "Id", "p:z", "ds:w", "xml:lang"};
constexpr const char* kDeclarations[] = {R"(xmlns="urn:a")", R"(xmlns="")", R"(xmlns:p="urn:q")",
                                         R"(xmlns:ds="urn:e")", R"(xmlns:q="urn:q")"};
constexpr absl::string_view kRoot = R"(<a xmlns:p="urn:p" xmlns:ds="urn:d" xmlns:xades="urn:x")";

constexpr const char* kCharacters[] = {
    "\r",         "\u00A0",     "\u00AD", "\u0085", "\u0301", "\u0430", "\u05E9",     "\u0633",
    "\u200B",     "\u200C",     "\u200D", "\u200E", "\u202E", "\u2066", "\u2028",     "\u2060",
    "\u2423",     "\u3000",     "\u1680", "\uFE0F", "\uFEFF", "\uFFF9", "\uFFFD",     "\uE000",
    "\U000E0041", "\U0001F600", "\u0E33", "\u4E00", "\u115F", "\u034F", "\U0010FFFF", "\u17B4",
};

class Writer {
 public:
  std::string Run(absl::string_view program) {
    while (!program.empty()) {
      const auto byte = static_cast<unsigned char>(program[0]);
      if (byte < 0x20 && byte != '\n' && byte != '\t') {
        program.remove_prefix(1);
        Do(byte);
      } else {
        Write(Take(&program));
      }
    }
    while (!open_.empty()) Close();
    return document_;
  }

 private:
  static constexpr size_t kDeepest = 60;
  static constexpr unsigned char kFirstAttribute = 0x0B;  // tab and LF are before it

  void Do(unsigned char op) {
    if (op == 0 && open_.size() == 1) return;  // the root is closed last
    if (op == 0) return Close();
    if (op <= std::size(kElements)) return Open(kElements[op - 1]);
    const size_t rest = op - kFirstAttribute;
    if (rest < std::size(kAttributes)) return Attribute(kAttributes[rest]);
    Declare(kDeclarations[rest % std::size(kDeclarations)]);
  }

  void Open(absl::string_view name) {
    if (open_.size() >= kDeepest) return;
    EndTag();
    absl::StrAppend(&document_, "<", name);
    open_.emplace_back(name);
    in_tag_ = true;
    taken_.clear();
  }

  void Close() {
    EndTag();
    absl::StrAppend(&document_, "</", open_.back(), ">");
    open_.pop_back();
  }

  void Attribute(absl::string_view name) {
    if (!in_tag_ || !taken_.insert(std::string(name)).second) return;
    EndValue();
    absl::StrAppend(&document_, " ", name, "=\"");
    in_value_ = true;
  }

  void Declare(absl::string_view declaration) {
    const std::string name(declaration.substr(0, declaration.find('=')));
    if (!in_tag_ || open_.size() < 2 || !taken_.insert(name).second) return;
    EndValue();
    absl::StrAppend(&document_, " ", declaration);
  }

  void Write(absl::string_view text) {
    if (in_value_) return xml::AppendCanonicalAttributeValue(text, &document_);
    EndTag();
    xml::AppendCanonicalText(text, &document_);
  }

  void EndValue() {
    if (in_value_) document_ += '"';
    in_value_ = false;
  }

  void EndTag() {
    EndValue();
    if (in_tag_) document_ += '>';
    in_tag_ = false;
  }

  // The next character of XML.
  static absl::string_view Take(absl::string_view* program) {
    const CodePoint point = CodePointAt(*program, 0);
    if (point.valid && point.value != 0x7F && IsXmlCharacter(point.value)) {
      const absl::string_view text = program->substr(0, point.size);
      program->remove_prefix(point.size);
      return text;
    }
    const auto byte = static_cast<unsigned char>((*program)[0]);
    program->remove_prefix(1);
    return kCharacters[byte % std::size(kCharacters)];
  }

  std::string document_ = std::string(kRoot);
  std::vector<std::string> open_ = {"a"};
  std::set<std::string> taken_;  // of the tag that is open
  bool in_tag_ = true;
  bool in_value_ = false;
};

}  // namespace

std::string DocumentFrom(absl::string_view program) { return Writer().Run(program); }

}  // namespace paraphe::test
