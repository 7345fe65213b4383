#include "render/html_writer.h"

#include "document/plain_bytes.h"

namespace paraphe {
namespace {

// Bytes without a meaning in HTML. Those beyond ASCII are negative.
struct PlainHtmlBytes {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return (b == '&') | (b == '<') | (b == '>');
  }
};

// What is written for a character that has a meaning in HTML.
absl::string_view EntityOf(char character) {
  if (character == '&') return "&amp;";
  return character == '<' ? "&lt;" : "&gt;";
}

}  // namespace

HtmlWriter::HtmlWriter(absl::string_view title, Language language, size_t limit, HtmlOutput& output)
    : limit_(limit), output_(output) {
  Append("<!DOCTYPE html>\n<html lang=\"");
  Append(LanguageTag(language));
  Append("\"><head><meta charset=\"utf-8\"/><title>");
  AppendEscaped(title);
  Append("</title></head>");
  open_.push_back(HtmlTag::kHtml);
  Open(HtmlTag::kBody);
}

void HtmlWriter::Element(HtmlTag tag, HtmlClass html_class, absl::string_view text) {
  Open(tag, html_class);
  Text(text);
  Close();
}

void HtmlWriter::Finish() {
  for (; !open_.empty(); open_.pop_back()) AppendMarkup(ClosingOf(open_.back()));
  Empty();
}

// Bytes for which there is no room in the buffer.
void HtmlWriter::AppendBeyond(absl::string_view bytes) {
  Empty();
  if (bytes.size() > buffer_.size()) return Give(bytes);
  Append(bytes);
}

void HtmlWriter::AppendEscaped(absl::string_view text) {
  for (;;) {
    const size_t plain = xml::PlainLength<PlainHtmlBytes>(text.data(), text.size());
    Append(text.substr(0, plain));
    if (plain == text.size()) return;
    Append(EntityOf(text[plain]));
    text.remove_prefix(plain + 1);
  }
}

void HtmlWriter::Empty() {
  const size_t used = used_;
  used_ = 0;
  Give({buffer_.data(), used});
}

void HtmlWriter::Give(absl::string_view bytes) {
  given_ += bytes.size();
  if (!overflown()) output_.Write(bytes);
}

}  // namespace paraphe
