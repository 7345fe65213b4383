#include "tests/render/html_oracle.h"

#include <cstdlib>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/utf8.h"
#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

const std::set<std::string> kElements = {
    "html",    "head",  "meta", "title",  "body",  "section", "h1",     "h2",  "h3",
    "h4",      "p",     "ul",   "ol",     "li",    "dl",      "dt",     "dd",  "table",
    "tr",      "th",    "td",   "em",     "code",  "span",    "b",      "bdi", "br",
    "caption", "tbody", "wbr",  "strong", "thead", "details", "summary"};
const std::set<std::string> kOtherText = {"label", "words", "gap", "flag"};
const std::set<std::string> kClasses = {"label", "words",     "gap",   "flag",
                                        "mark",  "technical", "amount"};

std::string TextOf(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string AttributeOf(const xmlNode& node, const char* name) {
  const UniqueXmlChars value(xmlGetNoNsProp(&node, reinterpret_cast<const xmlChar*>(name)));
  return TextOf(value.get());
}

std::string AllText(const xmlNode& node) {
  const UniqueXmlChars text(xmlNodeGetContent(&node));
  return TextOf(text.get());
}

std::string Unmark(absl::string_view token) {
  if (token == "\u2423") return " ";
  CheckOrDie(absl::ConsumePrefix(&token, "⟦U+") && absl::ConsumeSuffix(&token, "⟧"), "a mark");
  const unsigned long value = std::strtoul(std::string(token).c_str(), nullptr, 16);
  std::string character;
  AppendUtf8(static_cast<char32_t>(value), &character);
  return character;
}

void AppendSaid(const xmlNode& node, std::string& said) {
  if (node.type == XML_TEXT_NODE || node.type == XML_CDATA_SECTION_NODE) {
    said += TextOf(node.content);
  }
  if (node.type != XML_ELEMENT_NODE) return;
  for (const xmlAttr* attribute = node.properties; attribute; attribute = attribute->next) {
    said += AllText(*reinterpret_cast<const xmlNode*>(attribute));
  }
  for (const xmlNode* child = node.children; child; child = child->next) AppendSaid(*child, said);
}

void AppendShown(const xmlNode& node, std::string& shown) {
  if (node.type == XML_TEXT_NODE) shown += TextOf(node.content);
  if (node.type != XML_ELEMENT_NODE || TextOf(node.name) == "head") return;
  const std::string html_class = AttributeOf(node, "class");
  if (html_class == "mark") {
    shown += Unmark(AllText(node));
    return;
  }
  if (kOtherText.count(html_class) > 0) return;
  for (const xmlNode* child = node.children; child; child = child->next) {
    AppendShown(*child, shown);
  }
}

void AppendTexts(const xmlNode& node, std::vector<std::string>& texts) {
  if (node.type == XML_TEXT_NODE) texts.push_back(TextOf(node.content));
  const std::string name = TextOf(node.name);
  if (node.type != XML_ELEMENT_NODE || name == "head" || name == "details") return;
  const std::string html_class = AttributeOf(node, "class");
  if (html_class == "mark" || kOtherText.count(html_class) > 0) return;
  for (const xmlNode* child = node.children; child; child = child->next) {
    AppendTexts(*child, texts);
  }
}

void AppendOfClass(const xmlNode& node, absl::string_view html_class, std::string& text) {
  if (node.type != XML_ELEMENT_NODE) return;
  if (AttributeOf(node, "class") == html_class) {
    absl::StrAppend(&text, text.empty() ? "" : "|", AllText(node));
  }
  for (const xmlNode* child = node.children; child; child = child->next) {
    AppendOfClass(*child, html_class, text);
  }
}

bool IsOurs(const std::string& element, const std::string& attribute, const std::string& value) {
  if (attribute == "class") return kClasses.count(value) > 0;
  if (attribute == "lang") return element == "html" && (value == "fr" || value == "en");
  return attribute == "charset" && element == "meta" && value == "utf-8";
}

std::string FindForeign(const xmlNode& node) {
  if (node.type == XML_TEXT_NODE) return "";
  const std::string name = TextOf(node.name);
  if (node.type != XML_ELEMENT_NODE || kElements.count(name) == 0) return "node " + name;
  for (const xmlAttr* attribute = node.properties; attribute; attribute = attribute->next) {
    const std::string value = AllText(*reinterpret_cast<const xmlNode*>(attribute));
    if (!IsOurs(name, TextOf(attribute->name), value)) {
      return absl::StrCat("attribute ", TextOf(attribute->name), " of ", name);
    }
  }
  for (const xmlNode* child = node.children; child; child = child->next) {
    std::string foreign = FindForeign(*child);
    if (!foreign.empty()) return foreign;
  }
  return "";
}

void AppendOutline(const xmlNode& node, std::string& outline) {
  if (node.type == XML_TEXT_NODE) outline += TextOf(node.content);
  if (node.type != XML_ELEMENT_NODE) return;
  absl::StrAppend(&outline, "\x01", TextOf(node.name), ".", AttributeOf(node, "class"), "\x02");
  for (const xmlNode* child = node.children; child; child = child->next) {
    AppendOutline(*child, outline);
  }
  outline += "\x03";
}

const xmlNode& RootOf(const xmlDoc& document) {
  return *NotNullOrDie(xmlDocGetRootElement(&document), "a document element");
}

}  // namespace

UniqueXmlDoc ParseHtmlOrDie(absl::string_view html) {
  const LibxmlErrors errors;
  UniqueXmlDoc document(htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                                       HTML_PARSE_NONET));
  NotNullOrDie(document.get(), "libxml2's HTML parser");
  return document;
}

UniqueXmlDoc ParseXmlOrDie(absl::string_view xml) {
  const LibxmlErrors errors;
  UniqueXmlDoc document(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                      XML_PARSE_NONET | XML_PARSE_HUGE));
  NotNullOrDie(document.get(), "libxml2's XML parser");
  return document;
}

std::string SaidBy(const xmlDoc& document) {
  std::string said;
  AppendSaid(RootOf(document), said);
  return said;
}

std::string ShownBy(const xmlDoc& page) {
  std::string shown;
  AppendShown(RootOf(page), shown);
  return shown;
}

std::vector<std::string> TextsShownBy(const xmlDoc& page) {
  std::vector<std::string> texts;
  AppendTexts(RootOf(page), texts);
  return texts;
}

std::string TextOfClass(const xmlDoc& page, absl::string_view html_class) {
  std::string text;
  AppendOfClass(RootOf(page), html_class, text);
  return text;
}

std::string FirstForeign(const xmlDoc& page) { return FindForeign(RootOf(page)); }

std::string Outline(const xmlDoc& page) {
  std::string outline;
  AppendOutline(RootOf(page), outline);
  return outline;
}

std::string CanonicalOrDie(absl::string_view xml) {
  const UniqueXmlDoc document = ParseXmlOrDie(xml);
  xmlChar* bytes = nullptr;
  const int size =
      xmlC14NDocDumpMemory(document.get(), nullptr, XML_C14N_EXCLUSIVE_1_0, nullptr, 0, &bytes);
  const UniqueXmlChars owner(bytes);
  CheckOrDie(size >= 0, "canonicalization");
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
}

}  // namespace paraphe::test
