#include "render/html.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

#include "common/base64.h"
#include "common/status_macros.h"
#include "document/intake.h"
#include "document/names.h"
#include "document/position.h"
#include "document/scanner.h"
#include "render/html_layout.h"
#include "render/html_writer.h"
#include "render/rule_finder.h"
#include "render/value_words.h"
#include "render/visible.h"

namespace paraphe {
namespace {

constexpr size_t kShownSteps = 12;  // of a path in an error message

NameView ViewOf(const xml::Name& name) { return {name.namespace_uri, name.local}; }

class Renderer final : public xml::Handler {
 public:
  // Adds to `attachments`, where it is not null.
  Renderer(absl::string_view document, const Table& table, Language language, size_t max_html_bytes,
           HtmlOutput& output, std::vector<Attachment>* attachments)
      : document_(document),
        table_(table),
        rules_(table),
        language_(language),
        max_html_bytes_(max_html_bytes),
        attachments_(attachments),
        writer_(table.title(language), language, max_html_bytes, output),
        layout_(writer_, language) {
    writer_.Element(HtmlTag::kH1, HtmlClass::kLabel, table.title(language));
  }

  absl::Status OnStart(const xml::StartTag& tag) override {
    const NameView name = ViewOf(tag.name);
    RETURN_IF_ERROR(CheckRoot(name, tag));
    if (!open_.empty()) open_.back().has_child = true;
    const ElementView* view = rules_.FindElement(name, path_);
    path_.push_back(name);
    if (view == nullptr && !table_.shows_unlisted_elements()) {
      return Unmapped("element", "", tag.name.namespace_uri, tag.begin);
    }
    const bool is_cell = Begin(view, tag, name);
    open_.push_back({view, is_cell ? nullptr : RowBelow(view), false});
    if (view != nullptr && view->value.kind != v1::VALUE_KIND_UNSPECIFIED) {
      about_text_ = AboutOf(view->value, tag.attributes);
    }
    for (const xml::Attribute& attribute : tag.attributes) {
      RETURN_IF_ERROR(ShowAttribute(view, attribute, tag.attributes));
    }
    return CheckSize(tag.end);
  }

  absl::Status OnEnd(const xml::EndTag& tag) override {
    layout_.End();
    open_.pop_back();
    path_.pop_back();
    return CheckSize(tag.end);
  }

  absl::Status OnText(absl::string_view text, size_t offset) override {
    const Open& open = open_.back();
    const bool as_written = text.data() == document_.data() + offset;
    if (open.has_child || !EndTagFollows(as_written ? offset + text.size() : offset)) {
      layout_.Text({text, ""}, ValueKind::kMixedText);
    } else if (open.view == nullptr) {
      layout_.Text({text, ""}, ValueKind::kWholeText);
    } else {
      layout_.Text(Shown(text, open.view->codes, open.view->value.kind, about_text_),
                   ValueKind::kWholeText);
    }
    return CheckSize(offset);
  }

  absl::Status Finish() {
    writer_.Finish();
    return CheckSize(document_.size());
  }

 private:
  struct Open {
    const ElementView* view;  // nullptr: by the default rule
    const ElementView* row;   // whose columns its children may fill; nullptr: none
    bool has_child;
  };
  // What other attributes say about a value.
  struct About {
    std::string currency;
    std::string media_type;
    std::string file_name;
  };

  absl::Status CheckRoot(const NameView& name, const xml::StartTag& tag) const {
    if (!path_.empty() || table_.root().local.empty() || NameView(table_.root()) == name)
      return absl::OkStatus();
    return xml::ErrorAtOffset(
        v1::TABLE_UNMAPPED, document_, tag.begin,
        absl::StrCat("the document element is ", Show(name.local),
                     InNamespace(tag.name.namespace_uri), "; the table \"", table_.name(),
                     "\" is for ", Show(table_.root().local),
                     InNamespace(table_.root().namespace_uri), "; choose another table"));
  }

  // Whether the element is the cell of a column.
  bool Begin(const ElementView* view, const xml::StartTag& tag, const NameView& name) {
    if (BeginCell(false, name, view != nullptr && view->value.kind == v1::AMOUNT)) return true;
    if (view == nullptr) {
      layout_.Begin({EndTagFollows(tag.end) ? v1::FIELD : v1::SECTION, tag.name.local});
    } else if (!view->columns.empty()) {
      layout_.BeginRow(view->columns, view->label.In(language_));
    } else {
      layout_.Begin(AppearanceOf(*view));
    }
    return false;
  }

  // The table outlives the page.
  template <typename View>
  Appearance AppearanceOf(const View& view) const {
    return {view.show_as, view.label.In(language_), view.technical, true};
  }

  bool BeginCell(bool is_attribute, const NameView& name, bool is_amount) {
    if (open_.empty() || open_.back().row == nullptr) return false;
    const ColumnViews& columns = open_.back().row->columns;
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const ColumnView& each) {
      return each.is_attribute == is_attribute && NameView(each.name) == name;
    });
    return column != columns.end() &&
           layout_.BeginCell(columns, static_cast<size_t>(column - columns.begin()), is_amount);
  }

  // The row that the children of an element may have cells in.
  const ElementView* RowBelow(const ElementView* view) const {
    if (view == nullptr) return nullptr;
    if (!view->columns.empty()) return view;
    const bool inherits = view->show_as == v1::TRANSPARENT && !open_.empty();
    return inherits ? open_.back().row : nullptr;
  }

  absl::Status ShowAttribute(const ElementView* element, const xml::Attribute& attribute,
                             absl::Span<const xml::Attribute> siblings) {
    const NameView name = ViewOf(attribute.name);
    const AttributeView* view = rules_.FindAttribute(element, name);
    if (view == nullptr && !table_.shows_unlisted_attributes()) {
      return Unmapped("attribute", attribute.name.local, attribute.name.namespace_uri,
                      attribute.offset);
    }
    if (view == nullptr) {
      layout_.Attribute({v1::FIELD, attribute.name.local}, {attribute.value, ""});
      return absl::OkStatus();
    }
    ShownValue value = {attribute.value, ""};
    if (view->value.kind != v1::VALUE_KIND_UNSPECIFIED || !view->codes.empty()) {
      value = Shown(attribute.value, view->codes, view->value.kind, AboutOf(view->value, siblings));
    }
    const bool in_row = element != nullptr && !element->columns.empty();
    if (in_row && BeginCell(true, name, view->value.kind == v1::AMOUNT)) {
      layout_.AttributeInCell(value);
    } else {
      layout_.Attribute(AppearanceOf(*view), value);
    }
    return absl::OkStatus();
  }

  static About AboutOf(const ValueView& value, absl::Span<const xml::Attribute> attributes) {
    switch (value.kind) {
      case v1::AMOUNT:
        return {value.currency_from.local.empty() ? value.currency
                                                  : Find(value.currency_from, attributes),
                "", ""};
      case v1::ATTACHMENT:
        return {"", Find(value.media_type_from, attributes),
                Find(value.file_name_from, attributes)};
      default:
        return {};
    }
  }

  static std::string Find(const ExpandedName& name, absl::Span<const xml::Attribute> attributes) {
    for (const xml::Attribute& attribute : attributes) {
      if (attribute.name.local == name.local &&
          attribute.name.namespace_uri == name.namespace_uri) {
        return std::string(attribute.value);
      }
    }
    return "";
  }

  // A value with its words; they live until the next call.
  ShownValue Shown(absl::string_view text, const CodeBook& codes, v1::ValueKind kind,
                   const About& about) {
    const auto code = codes.empty() ? codes.end() : codes.find(text);
    if (code != codes.end()) return {text, code->second.In(language_)};
    if (kind == v1::VALUE_KIND_UNSPECIFIED) return {text, ""};
    if (kind == v1::ATTACHMENT) return ShownAttachment(text, about);
    words_ = ValueInWords(kind, text, about.currency, language_);
    return {text, words_};
  }

  ShownValue ShownAttachment(absl::string_view text, const About& about) {
    std::optional<std::string> bytes = DecodeWrappedBase64(text);
    if (!bytes.has_value() || bytes->empty()) return {text, ""};
    Attachment attachment = {about.file_name, about.media_type, *std::move(bytes)};
    words_ = AttachmentInWords(attachment, language_);
    if (attachments_ != nullptr) attachments_->push_back(std::move(attachment));
    return {text, words_, true};
  }

  // Whether the next tag from `offset` on is an end tag: text holds no "<", it is written "&lt;".
  bool EndTagFollows(size_t offset) const {
    if (document_.substr(offset, 1) != "<") offset = document_.find('<', offset);
    return offset < document_.size() - 1 && document_[offset + 1] == '/';
  }

  // REQ: PRES-3
  absl::Status Unmapped(absl::string_view what, absl::string_view attribute,
                        absl::string_view namespace_uri, size_t offset) const {
    return xml::ErrorAtOffset(
        v1::TABLE_UNMAPPED, document_, offset,
        absl::StrCat("the table \"", table_.name(), "\" does not map the ", what, " ",
                     ShowPath(attribute), InNamespace(namespace_uri),
                     "; add a rule for it, or a default_rule, to the table"));
  }

  std::string ShowPath(absl::string_view attribute) const {
    const size_t first = path_.size() > kShownSteps ? path_.size() - kShownSteps : 0;
    std::string path = first > 0 ? "/..." : "";
    for (size_t i = first; i < path_.size(); ++i) absl::StrAppend(&path, "/", Show(path_[i].local));
    if (!attribute.empty()) absl::StrAppend(&path, "/@", Show(attribute));
    return path;
  }

  std::string InNamespace(absl::string_view uri) const {
    return uri.empty() ? "" : absl::StrCat(" (namespace ", Show(uri), ")");
  }

  std::string Show(absl::string_view name) const {
    return VisibleText(xml::CutForMessage(name), Language::kEnglish);
  }

  absl::Status CheckSize(size_t offset) const {
    if (!writer_.overflown()) return absl::OkStatus();
    return xml::ErrorAtOffset(
        v1::DOCUMENT_BEYOND_BOUND, document_, offset,
        absl::StrCat("the HTML of the document up to here holds more than ", max_html_bytes_,
                     " bytes: too much to be shown and signed"));
  }

  const absl::string_view document_;
  const Table& table_;
  RuleFinder rules_;
  const Language language_;
  const size_t max_html_bytes_;
  std::vector<Attachment>* const attachments_;
  HtmlWriter writer_;
  HtmlLayout layout_;
  // The open elements, the document element first; names never hold a reference, and so lie in the document.
  std::vector<NameView> path_;
  std::vector<Open> open_;
  About about_text_;   // of the element that began last
  std::string words_;  // of the value that is shown
};

}  // namespace

// REQ: PRES-2, PRES-3, PRES-4, PRES-5, PRES-7
absl::Status WriteHtml(absl::string_view document, const Table& table, Language language,
                       const xml::Bounds& bounds, HtmlOutput& output,
                       std::vector<Attachment>* attachments, size_t max_html_bytes) {
  Renderer renderer(document, table, language, max_html_bytes, output, attachments);
  RETURN_IF_ERROR(xml::Scan(document, bounds, renderer));
  return renderer.Finish();
}

absl::StatusOr<xml::DocumentFacts> CheckAndWriteHtml(absl::string_view document, const Table& table,
                                                     Language language, const xml::Bounds& bounds,
                                                     HtmlOutput& output,
                                                     std::vector<Attachment>* attachments) {
  Renderer renderer(document, table, language, kMaxHtmlBytes, output, attachments);
  ASSIGN_OR_RETURN(xml::DocumentFacts facts, xml::CheckDocument(document, bounds, renderer));
  RETURN_IF_ERROR(renderer.Finish());
  return facts;
}

absl::StatusOr<std::string> RenderHtml(absl::string_view document, const Table& table,
                                       Language language, const xml::Bounds& bounds,
                                       size_t max_html_bytes) {
  HtmlText text(document.size());
  RETURN_IF_ERROR(WriteHtml(document, table, language, bounds, text, nullptr, max_html_bytes));
  return std::move(text).Take();
}

absl::StatusOr<std::string> HashHtml(absl::string_view document, const Table& table,
                                     Language language, const xml::Bounds& bounds) {
  HtmlDigest digest;
  RETURN_IF_ERROR(WriteHtml(document, table, language, bounds, digest));
  return digest.Finish();
}

absl::StatusOr<RenderedPage> RenderPage(absl::string_view document, const Table& table,
                                        Language language, const xml::Bounds& bounds) {
  RenderedPage page;
  HtmlText text(document.size());
  HtmlDigest digest(&text);
  RETURN_IF_ERROR(WriteHtml(document, table, language, bounds, digest, &page.attachments));
  page.html = std::move(text).Take();
  page.sha256 = digest.Finish();
  return page;
}

}  // namespace paraphe
