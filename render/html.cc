#include "render/html.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"

#include "common/base64.h"
#include "common/status_macros.h"
#include "document/names.h"
#include "document/position.h"
#include "document/scanner.h"
#include "render/html_layout.h"
#include "render/html_writer.h"
#include "render/value_words.h"
#include "render/visible.h"

namespace paraphe {
namespace {

constexpr size_t kShownSteps = 12;  // of a path in an error message

ExpandedName Expand(const xml::Name& name) {
  return {std::string(name.namespace_uri), std::string(name.local)};
}

class Renderer final : public xml::Handler {
 public:
  // Adds to `attachments`, where it is not null.
  Renderer(absl::string_view document, const Table& table, Language language, size_t max_html_bytes,
           std::vector<Attachment>* attachments)
      : document_(document),
        table_(table),
        language_(language),
        max_html_bytes_(max_html_bytes),
        attachments_(attachments),
        writer_(table.title(language), language, max_html_bytes),
        layout_(writer_, language) {
    writer_.Element(HtmlTag::kH1, HtmlClass::kLabel, table.title(language));
  }

  absl::Status OnStart(const xml::StartTag& tag) override {
    const ExpandedName name = Expand(tag.name);
    RETURN_IF_ERROR(CheckRoot(name, tag));
    if (!open_.empty()) open_.back().has_child = true;
    const ElementView* view = table_.FindElement(name, path_);
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
    if (open.has_child || !EndTagFollows(offset)) {
      layout_.Text({text, ""}, ValueKind::kMixedText);
    } else if (open.view == nullptr) {
      layout_.Text({text, ""}, ValueKind::kWholeText);
    } else {
      layout_.Text(Shown(text, open.view->codes, open.view->value.kind, about_text_),
                   ValueKind::kWholeText);
    }
    return CheckSize(offset);
  }

  absl::StatusOr<std::string> Finish() {
    std::string page = writer_.Finish();
    RETURN_IF_ERROR(CheckSize(document_.size()));
    return page;
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

  absl::Status CheckRoot(const ExpandedName& name, const xml::StartTag& tag) const {
    if (!path_.empty() || table_.root().local.empty() || table_.root() == name)
      return absl::OkStatus();
    return xml::ErrorAtOffset(
        v1::TABLE_UNMAPPED, document_, tag.begin,
        absl::StrCat("the document element is ", Show(name.local),
                     InNamespace(tag.name.namespace_uri), "; the table \"", table_.name(),
                     "\" is for ", Show(table_.root().local),
                     InNamespace(table_.root().namespace_uri), "; choose another table"));
  }

  // Whether the element is the cell of a column.
  bool Begin(const ElementView* view, const xml::StartTag& tag, const ExpandedName& name) {
    if (BeginCell(false, name, view != nullptr && view->value.kind == v1::AMOUNT)) return true;
    if (view == nullptr) {
      layout_.Begin({EndTagFollows(tag.end) ? v1::FIELD : v1::SECTION, tag.name.local});
    } else if (!view->columns.empty()) {
      layout_.BeginRow(view->columns, view->label.In(language_));
    } else {
      layout_.Begin({view->show_as, view->label.In(language_), view->technical});
    }
    return false;
  }

  bool BeginCell(bool is_attribute, const ExpandedName& name, bool is_amount) {
    if (open_.empty() || open_.back().row == nullptr) return false;
    const ColumnViews& columns = open_.back().row->columns;
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const ColumnView& each) {
      return each.is_attribute == is_attribute && each.name == name;
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
    const ExpandedName name = Expand(attribute.name);
    const AttributeView* view = table_.FindAttribute(element, name);
    if (view == nullptr && !table_.shows_unlisted_attributes()) {
      return Unmapped("attribute", attribute.name.local, attribute.name.namespace_uri,
                      attribute.offset);
    }
    if (view == nullptr) {
      layout_.Attribute({v1::FIELD, attribute.name.local}, {attribute.value, ""});
      return absl::OkStatus();
    }
    const ShownValue value =
        Shown(attribute.value, view->codes, view->value.kind, AboutOf(view->value, siblings));
    const bool in_row = element != nullptr && !element->columns.empty();
    if (in_row && BeginCell(true, name, view->value.kind == v1::AMOUNT)) {
      layout_.AttributeInCell(value);
    } else {
      layout_.Attribute({view->show_as, view->label.In(language_), view->technical}, value);
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
    const size_t next = document_.find('<', offset);
    return next != absl::string_view::npos && document_.substr(next, 2) == "</";
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
  const Language language_;
  const size_t max_html_bytes_;
  std::vector<Attachment>* const attachments_;
  HtmlWriter writer_;
  HtmlLayout layout_;
  std::vector<ExpandedName> path_;  // the open elements, the document element first
  std::vector<Open> open_;
  About about_text_;   // of the element that began last
  std::string words_;  // of the value that is shown
};

absl::StatusOr<std::string> Render(absl::string_view document, const xml::Bounds& bounds,
                                   Renderer& renderer) {
  RETURN_IF_ERROR(xml::Scan(document, bounds, renderer));
  return renderer.Finish();
}

}  // namespace

// REQ: PRES-2, PRES-3, PRES-4, PRES-5, PRES-7
absl::StatusOr<std::string> RenderHtml(absl::string_view document, const Table& table,
                                       Language language, const xml::Bounds& bounds,
                                       size_t max_html_bytes) {
  Renderer renderer(document, table, language, max_html_bytes, nullptr);
  return Render(document, bounds, renderer);
}

// REQ: PRES-5
absl::StatusOr<std::vector<Attachment>> FindAttachments(absl::string_view document,
                                                        const Table& table,
                                                        const xml::Bounds& bounds) {
  std::vector<Attachment> attachments;
  if (!table.has_attachments()) return attachments;
  Renderer renderer(document, table, Language::kFrench, kMaxHtmlBytes, &attachments);
  RETURN_IF_ERROR(Render(document, bounds, renderer).status());
  return attachments;
}

}  // namespace paraphe
