#include "render/html_writer.h"

namespace paraphe {
namespace {

// What is written for a character that has a meaning in HTML; empty for all others.
absl::string_view EntityOf(char character) {
  switch (character) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return "";
  }
}

}  // namespace

HtmlWriter::HtmlWriter(absl::string_view title, Language language, size_t limit) : limit_(limit) {
  Append("<!DOCTYPE html>\n<html lang=\"");
  Append(LanguageTag(language));
  Append("\"><head><meta charset=\"utf-8\"/><title>");
  AppendEscaped(title);
  Append("</title></head>");
  open_.push_back(HtmlTag::kHtml);
  Open(HtmlTag::kBody);
}

void HtmlWriter::Open(HtmlTag tag, HtmlClass html_class) {
  Append("<");
  Append(NameOf(tag));
  if (html_class != HtmlClass::kNone) {
    Append(" class=\"");
    Append(NameOf(html_class));
    Append("\"");
  }
  Append(">");
  open_.push_back(tag);
}

void HtmlWriter::Close() {
  if (open_.back() == HtmlTag::kBody) return;
  AppendClosing(open_.back());
  open_.pop_back();
}

void HtmlWriter::Break(HtmlTag tag) {
  Append("<");
  Append(NameOf(tag));
  Append("/>");
}

void HtmlWriter::Text(absl::string_view text) { AppendEscaped(text); }

void HtmlWriter::Element(HtmlTag tag, HtmlClass html_class, absl::string_view text) {
  Open(tag, html_class);
  Text(text);
  Close();
}

std::string HtmlWriter::Finish() {
  for (; !open_.empty(); open_.pop_back()) AppendClosing(open_.back());
  return std::move(page_);
}

void HtmlWriter::Append(absl::string_view bytes) {
  overflown_ = overflown_ || bytes.size() > limit_ - page_.size();
  if (!overflown_) page_.append(bytes.data(), bytes.size());
}

void HtmlWriter::AppendEscaped(absl::string_view text) {
  size_t done = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const absl::string_view entity = EntityOf(text[i]);
    if (entity.empty()) continue;
    Append(text.substr(done, i - done));
    Append(entity);
    done = i + 1;
  }
  Append(text.substr(done));
}

void HtmlWriter::AppendClosing(HtmlTag tag) {
  Append("</");
  Append(NameOf(tag));
  Append(">");
}

}  // namespace paraphe
