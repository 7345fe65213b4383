#include "render/table_file.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/text_file.h"
#include "common/utf8.h"
#include "common/value_rules.h"
#include "document/escape.h"
#include "document/names.h"
#include "render/table_name.h"
#include "render/value_words.h"
#include "render/visible.h"

namespace paraphe {
namespace {

// Elements that hold other elements: not for attributes, whose values have none.
constexpr v1::HtmlElement kNotForAttributes[] = {
    v1::SECTION, v1::UNORDERED_LIST, v1::ORDERED_LIST, v1::DEFINITION_LIST,
    v1::TABLE,   v1::TABLE_ROW,      v1::TRANSPARENT};

constexpr char kBadName[] =
    "is not a name: write \"local\", or \"prefix:local\" with a prefix that the file declares";

// The local name first: it tells most names apart at once.
using NameKey = std::pair<std::string, std::string>;  // local name, namespace
NameKey KeyOf(const ExpandedName& name) { return {name.local, name.namespace_uri}; }

// A message inside the table file, to add faults at its fields. Refers to the message that it is a
// field of, whose node outlives it: a path is put together for a fault only.
class Node {
 public:
  explicit Node(TextFile& file) : file_(file), parent_(nullptr) {}

  // The message in `field` (its `index`-th where repeated).
  Node Child(absl::string_view field, int index = 0) const { return {*this, field, index}; }

  void Fault(absl::string_view field, absl::string_view words) const {
    Child(field).FaultHere(words);
  }

  // At the message itself.
  void FaultHere(absl::string_view words) const { file_.AddFault(Path(), words); }

 private:
  Node(const Node& parent, absl::string_view field, int index)
      : file_(parent.file_), parent_(&parent), field_(field), index_(index) {}

  FieldPath Path() const {
    if (parent_ == nullptr) return {};
    FieldPath path = parent_->Path();
    path.push_back({std::string(field_), index_});
    return path;
  }

  TextFile& file_;
  const Node* const parent_;
  const absl::string_view field_;
  const int index_ = 0;
};

// Reports what a table says wrongly, beyond its syntax. REQ: PRES-3
class Checker {
 public:
  Checker(const v1::Table& table, TextFile& file)
      : table_(table), prefixes_(PrefixesOf(table)), root_(file) {}

  void Run() {
    CheckTableName();
    CheckLabel(root_, "title", table_.has_title(), table_.title(), true);
    CheckPrefixes();
    if (!table_.root().empty()) CheckName(root_, "root", table_.root());
    CheckElements();
    CheckAttributes(root_, table_.attributes());
    CheckCounts();
  }

 private:
  void CheckTableName() {
    const std::string fault = FaultOfName(table_.name());
    if (table_.name().empty()) root_.Fault("name", "required and missing");
    if (!fault.empty()) root_.Fault("name", fault);
  }

  void CheckPrefixes() {
    std::set<std::string> seen = {"xml", "xmlns"};
    for (int i = 0; i < table_.prefixes_size(); ++i) {
      const v1::Prefix& prefix = table_.prefixes(i);
      const Node node = root_.Child("prefixes", i);
      if (!xml::IsNcName(prefix.prefix())) node.Fault("prefix", "is not a namespace prefix");
      if (!seen.insert(prefix.prefix()).second)
        node.Fault("prefix", "this prefix is declared already");
      CheckUri(node, prefix.uri());
    }
  }

  // Intake refuses documents with other namespaces, so that rules for them would never apply.
  static void CheckUri(const Node& node, const std::string& uri) {
    if (uri.empty() || uri.size() > kMaxUriBytes) {
      node.Fault("uri", absl::StrCat("needs the namespace, of at most ", kMaxUriBytes, " bytes"));
    } else if (!IsAbsoluteUri(uri) || xml::NeedsEscapeInAttribute(uri)) {
      node.Fault("uri", "is not an absolute URI; documents with such a namespace are refused");
    }
  }

  void CheckElements() {
    std::set<std::tuple<NameKey, std::vector<NameKey>>> seen;
    for (int i = 0; i < table_.elements_size(); ++i) {
      const v1::ElementRule& rule = table_.elements(i);
      const Node node = root_.Child("elements", i);
      const auto name = CheckName(node, "name", rule.name());
      const auto parents = CheckParents(node, rule.parent());
      CheckShown(node, rule);
      CheckCodes(node, rule.codes());
      CheckValue(node, rule.has_value(), rule.value());
      CheckTechnical(node, rule.technical(), rule.show_as());
      CheckColumns(node, rule);
      CheckAttributes(node, rule.attributes());
      if (name.has_value() && parents.has_value() && !seen.emplace(*name, *parents).second) {
        node.Fault("name", "an earlier rule is for the same element under the same parent");
      }
    }
  }

  void CheckShown(const Node& node, const v1::ElementRule& rule) {
    if (rule.show_as() == v1::HTML_ELEMENT_UNSPECIFIED ||
        !v1::HtmlElement_IsValid(rule.show_as())) {
      node.Fault("show_as", "needs an HTML element of the list in the guide for table writers");
    }
    if (rule.show_as() == v1::TRANSPARENT && rule.has_label()) {
      node.Fault("label", "a TRANSPARENT element has no place for a label; use SECTION or SPAN");
    }
    CheckLabel(node, "label", rule.has_label(), rule.label(), false);
  }

  template <typename Rules>
  void CheckAttributes(const Node& parent, const Rules& rules) {
    std::set<NameKey> seen;
    for (int i = 0; i < rules.size(); ++i) {
      const v1::AttributeRule& rule = rules[i];
      const Node node = parent.Child("attributes", i);
      const auto name = CheckName(node, "name", rule.name());
      if (name.has_value() && !seen.insert(*name).second) {
        node.Fault("name", "an earlier rule here is for the same attribute");
      }
      CheckAttributeShown(node, rule);
      CheckLabel(node, "label", rule.has_label(), rule.label(), false);
      CheckCodes(node, rule.codes());
      CheckValue(node, rule.has_value(), rule.value());
      CheckTechnical(node, rule.technical(), ShownAs(rule));
      ++attribute_rules_;
    }
  }

  void CheckAttributeShown(const Node& node, const v1::AttributeRule& rule) {
    const bool container = std::find(std::begin(kNotForAttributes), std::end(kNotForAttributes),
                                     rule.show_as()) != std::end(kNotForAttributes);
    if (!container && v1::HtmlElement_IsValid(rule.show_as())) return;
    node.Fault("show_as", "an attribute is shown as an element that holds text: FIELD, SPAN, ...");
  }

  template <typename Codes>
  void CheckCodes(const Node& parent, const Codes& codes) {
    std::set<std::string> seen;
    for (int i = 0; i < codes.size(); ++i) {
      const v1::CodeWords& code = codes[i];
      const Node node = parent.Child("codes", i);
      if (code.code().empty() || code.code().size() > kMaxCodeBytes || !IsUtf8(code.code())) {
        node.Fault("code",
                   absl::StrCat("needs the value, 1 to ", kMaxCodeBytes, " bytes of UTF-8"));
      }
      if (!seen.insert(code.code()).second) node.Fault("code", "this code has its words already");
      CheckLabel(node, "words", code.has_words(), code.words(), true);
      ++codes_;
    }
  }

  void CheckValue(const Node& parent, bool given, const v1::ValueRule& rule) {
    if (!given) return;
    const Node node = parent.Child("value");
    if (rule.kind() == v1::VALUE_KIND_UNSPECIFIED || !v1::ValueKind_IsValid(rule.kind())) {
      node.Fault("kind", "needs a kind: DATE, TIME, DATE_TIME, AMOUNT, BOOLEAN or ATTACHMENT");
    }
    if (!rule.currency().empty() && !IsCurrencyCode(rule.currency())) {
      node.Fault("currency", "is not a currency: write three capitals, as in \"EUR\"");
    }
    if (!rule.currency().empty() && !rule.currency_from().empty()) {
      node.Fault("currency_from", "the currency is given already");
    }
    CheckAttributeOf(node, "currency_from", rule.currency_from());
    CheckAttributeOf(node, "media_type_from", rule.media_type_from());
    CheckAttributeOf(node, "file_name_from", rule.file_name_from());
    CheckBelongs(node, rule);
  }

  void CheckAttributeOf(const Node& node, absl::string_view field, const std::string& name) {
    if (!name.empty()) CheckName(node, field, name);
  }

  // Whether each field belongs to the kind.
  static void CheckBelongs(const Node& node, const v1::ValueRule& rule) {
    const std::tuple<const char*, bool, v1::ValueKind> fields[] = {
        {"currency", !rule.currency().empty(), v1::AMOUNT},
        {"currency_from", !rule.currency_from().empty(), v1::AMOUNT},
        {"media_type_from", !rule.media_type_from().empty(), v1::ATTACHMENT},
        {"file_name_from", !rule.file_name_from().empty(), v1::ATTACHMENT}};
    for (const auto& [field, given, kind] : fields) {
      if (!given || rule.kind() == kind) continue;
      node.Fault(field, absl::StrCat("is for the kind ", v1::ValueKind_Name(kind), " only"));
    }
  }

  static void CheckTechnical(const Node& node, bool technical, v1::HtmlElement show_as) {
    if (!technical || show_as == v1::FIELD) return;
    node.Fault("technical", "only a FIELD can be technical");
  }

  void CheckColumns(const Node& parent, const v1::ElementRule& rule) {
    if (rule.columns_size() == 0) return;
    if (rule.show_as() != v1::TABLE_ROW) {
      parent.Fault("columns", "only a TABLE_ROW has columns");
    }
    if (rule.columns_size() > kMaxTableColumns) {
      parent.Fault("columns", absl::StrCat("holds more than ", kMaxTableColumns, " columns"));
    }
    std::set<std::pair<bool, NameKey>> seen;
    for (int i = 0; i < rule.columns_size(); ++i) {
      CheckColumn(parent.Child("columns", i), rule.columns(i), seen);
    }
  }

  void CheckColumn(const Node& node, const v1::Column& column,
                   std::set<std::pair<bool, NameKey>>& seen) {
    const bool is_attribute = !column.attribute().empty();
    if (is_attribute && !column.element().empty()) {
      node.Fault("attribute", "a column is of an element or of an attribute, not of both");
    }
    const auto name = CheckName(node, is_attribute ? "attribute" : "element",
                                is_attribute ? column.attribute() : column.element());
    if (name.has_value() && !seen.emplace(is_attribute, *name).second) {
      node.Fault(is_attribute ? "attribute" : "element", "has its column already");
    }
    CheckLabel(node, "label", column.has_label(), column.label(), true);
  }

  // The key of a name. If it is not a name: nullopt, and a fault is reported.
  std::optional<NameKey> CheckName(const Node& node, absl::string_view field,
                                   const std::string& name) {
    if (name.empty()) {
      node.Fault(field, "needs a name");
      return std::nullopt;
    }
    const std::optional<ExpandedName> expanded =
        name.size() > kMaxTableNameBytes ? std::nullopt : ResolveName(prefixes_, name);
    if (!expanded.has_value()) {
      node.Fault(field, kBadName);
      return std::nullopt;
    }
    return KeyOf(*expanded);
  }

  std::optional<std::vector<NameKey>> CheckParents(const Node& node, const std::string& path) {
    const auto steps =
        path.size() > kMaxTableNameBytes ? std::nullopt : ResolvePath(prefixes_, path);
    if (!steps.has_value()) {
      node.Fault("parent",
                 "is not a path: write names joined by \"/\", the outermost first, "
                 "with prefixes that the file declares");
      return std::nullopt;
    }
    std::vector<NameKey> keys;
    std::transform(steps->begin(), steps->end(), std::back_inserter(keys), KeyOf);
    return keys;
  }

  void CheckLabel(const Node& parent, absl::string_view field, bool given, const v1::Label& label,
                  bool required) {
    if (!given) {
      if (required) {
        parent.FaultHere(
            absl::StrCat("needs ", field == "title" ? "a title" : field, " in French and English"));
      }
      return;
    }
    const Node node = parent.Child(field);
    CheckWords(node, "fr", label.fr());
    CheckWords(node, "en", label.en());
  }

  void CheckWords(const Node& node, absl::string_view field, const std::string& words) {
    if (words.empty()) return node.Fault(field, absl::StrCat("needs its words in ", field));
    if (words.size() > kMaxLabelBytes) {
      node.Fault(field, absl::StrCat("holds more than ", kMaxLabelBytes, " bytes"));
    }
    if (words.front() == ' ' || words.back() == ' ' || words.find("  ") != std::string::npos) {
      node.Fault(field, "begins or ends with a blank, or holds several in a row");
    }
    if (!IsPlainText(words)) {
      node.Fault(
          field,
          "holds a control, invisible or misleading character, or a word that mixes scripts");
    }
  }

  void CheckCounts() {
    if (table_.elements_size() + attribute_rules_ > kMaxTableRules) {
      root_.Fault("elements", absl::StrCat("the table has more than ", kMaxTableRules, " rules"));
    }
    if (codes_ > kMaxTableCodes) {
      root_.Fault("elements",
                  absl::StrCat("the table has words for more than ", kMaxTableCodes, " codes"));
    }
  }

  const v1::Table& table_;
  const TablePrefixes prefixes_;
  const Node root_;
  int attribute_rules_ = 0;
  int codes_ = 0;
};

}  // namespace

v1::HtmlElement ShownAs(const v1::AttributeRule& rule) {
  return rule.show_as() == v1::HTML_ELEMENT_UNSPECIFIED ? v1::FIELD : rule.show_as();
}

absl::StatusOr<v1::Table> ParseTable(absl::string_view text, const std::string& file) {
  if (text.size() > kMaxTableBytes) {
    return MakeError(v1::TABLE_INVALID,
                     absl::StrCat(file, ": the table holds more than ", kMaxTableBytes, " bytes"));
  }
  v1::Table table;
  RETURN_IF_ERROR(ParseTextFile(text, file, v1::TABLE_INVALID, table,
                                [&](TextFile& parsed) { Checker(table, parsed).Run(); }));
  return table;
}

}  // namespace paraphe
