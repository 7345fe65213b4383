#include "render/html.h"

#include <vector>

#include "absl/strings/str_cat.h"

#include "common/status_macros.h"
#include "document/names.h"
#include "document/position.h"
#include "document/scanner.h"
#include "render/html_layout.h"
#include "render/html_writer.h"
#include "render/visible.h"

namespace paraphe {
namespace {

constexpr size_t kShownSteps = 12;  // of a path in an error message

ExpandedName Expand(const xml::Name& name) {
  return {std::string(name.namespace_uri), std::string(name.local)};
}

class Renderer final : public xml::Handler {
 public:
  Renderer(absl::string_view document, const Table& table, Language language, size_t max_html_bytes)
      : document_(document),
        table_(table),
        language_(language),
        max_html_bytes_(max_html_bytes),
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
    Begin(view, tag);
    open_.push_back({view, false});
    for (const xml::Attribute& attribute : tag.attributes) {
      RETURN_IF_ERROR(ShowAttribute(view, attribute));
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
    const bool whole = !open.has_child && EndTagFollows(offset);
    layout_.Text(text, whole ? ValueKind::kWholeText : ValueKind::kMixedText,
                 whole && open.view != nullptr ? WordsFor(open.view->codes, text) : "");
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
    bool has_child;
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

  void Begin(const ElementView* view, const xml::StartTag& tag) {
    if (view != nullptr) return layout_.Begin(view->show_as, view->label.In(language_));
    layout_.Begin(EndTagFollows(tag.end) ? v1::FIELD : v1::SECTION, tag.name.local);
  }

  absl::Status ShowAttribute(const ElementView* element, const xml::Attribute& attribute) {
    const AttributeView* view = table_.FindAttribute(element, Expand(attribute.name));
    if (view != nullptr) {
      layout_.Attribute(view->show_as, view->label.In(language_), attribute.value,
                        WordsFor(view->codes, attribute.value));
      return absl::OkStatus();
    }
    if (!table_.shows_unlisted_attributes()) {
      return Unmapped("attribute", attribute.name.local, attribute.name.namespace_uri,
                      attribute.offset);
    }
    layout_.Attribute(v1::FIELD, attribute.name.local, attribute.value, "");
    return absl::OkStatus();
  }

  absl::string_view WordsFor(const CodeBook& codes, absl::string_view value) const {
    const auto found = codes.find(value);
    return found != codes.end() ? found->second.In(language_) : "";
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
  HtmlWriter writer_;
  HtmlLayout layout_;
  std::vector<ExpandedName> path_;  // the open elements, the document element first
  std::vector<Open> open_;
};

}  // namespace

// REQ: PRES-2, PRES-3, PRES-4, PRES-5, PRES-7
absl::StatusOr<std::string> RenderHtml(absl::string_view document, const Table& table,
                                       Language language, const xml::Bounds& bounds,
                                       size_t max_html_bytes) {
  Renderer renderer(document, table, language, max_html_bytes);
  RETURN_IF_ERROR(xml::Scan(document, bounds, renderer));
  return renderer.Finish();
}

}  // namespace paraphe
