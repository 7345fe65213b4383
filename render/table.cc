#include "render/table.h"

#include <algorithm>
#include <optional>

#include "common/hash.h"
#include "common/status_macros.h"
#include "render/table_file.h"
#include "render/table_name.h"

namespace paraphe {
namespace {

Bilingual TextOf(const v1::Label& label) { return {label.fr(), label.en()}; }

template <typename Codes>
CodeBook BookOf(const Codes& codes) {
  CodeBook book;
  for (const v1::CodeWords& code : codes) book.emplace(code.code(), TextOf(code.words()));
  return book;
}

// ParseTable has checked that the names resolve.
ExpandedName NameOf(const TablePrefixes& prefixes, const std::string& name) {
  return ResolveName(prefixes, name).value_or(ExpandedName());
}

ExpandedName NameUnlessEmpty(const TablePrefixes& prefixes, const std::string& name) {
  return name.empty() ? ExpandedName() : NameOf(prefixes, name);
}

ValueView ValueOf(const TablePrefixes& prefixes, const v1::ValueRule& rule) {
  return {rule.kind(), rule.currency(), NameUnlessEmpty(prefixes, rule.currency_from()),
          NameUnlessEmpty(prefixes, rule.media_type_from()),
          NameUnlessEmpty(prefixes, rule.file_name_from())};
}

ColumnViews ColumnsOf(const TablePrefixes& prefixes, const v1::ElementRule& rule) {
  ColumnViews columns;
  for (const v1::Column& column : rule.columns()) {
    const bool is_attribute = column.element().empty();
    columns.push_back({is_attribute,
                       NameOf(prefixes, is_attribute ? column.attribute() : column.element()),
                       TextOf(column.label())});
  }
  return columns;
}

template <typename Rules>
AttributeViews AttributesOf(const TablePrefixes& prefixes, const Rules& rules) {
  AttributeViews views;
  for (const v1::AttributeRule& rule : rules) {
    views.emplace(NameOf(prefixes, rule.name()),
                  AttributeView{ShownAs(rule), TextOf(rule.label()), BookOf(rule.codes()),
                                ValueOf(prefixes, rule.value()), rule.technical()});
  }
  return views;
}

ElementView ViewOf(const TablePrefixes& prefixes, const v1::ElementRule& rule) {
  return {ResolvePath(prefixes, rule.parent()).value_or(std::vector<ExpandedName>()),
          rule.show_as(),
          TextOf(rule.label()),
          BookOf(rule.codes()),
          AttributesOf(prefixes, rule.attributes()),
          ValueOf(prefixes, rule.value()),
          rule.technical(),
          ColumnsOf(prefixes, rule)};
}

bool HasLongerPath(const ElementView& a, const ElementView& b) {
  return a.parents.size() > b.parents.size();
}

}  // namespace

Table::Table(Checked, const v1::Table& table, absl::string_view text)
    : name_(table.name()),
      title_(TextOf(table.title())),
      sha256_(Sha256(text)),
      shows_unlisted_elements_(table.default_rule().show_unlisted_elements()),
      shows_unlisted_attributes_(table.default_rule().show_unlisted_attributes()) {
  const TablePrefixes prefixes = PrefixesOf(table);
  if (!table.root().empty()) root_ = NameOf(prefixes, table.root());
  for (const v1::ElementRule& rule : table.elements()) {
    elements_[NameOf(prefixes, rule.name())].push_back(ViewOf(prefixes, rule));
  }
  for (auto& [name, views] : elements_) std::stable_sort(views.begin(), views.end(), HasLongerPath);
  attributes_ = AttributesOf(prefixes, table.attributes());
}

absl::StatusOr<std::unique_ptr<const Table>> Table::Create(absl::string_view text,
                                                           const std::string& file) {
  ASSIGN_OR_RETURN(const v1::Table parsed, ParseTable(text, file));
  return std::make_unique<const Table>(Checked(), parsed, text);
}

absl::Span<const ElementView> Table::RulesOf(const NameView& name) const {
  const auto found = elements_.find(name);
  if (found == elements_.end()) return {};
  return found->second;
}

const AttributeView* Table::FindGeneral(const NameView& name) const {
  const auto found = attributes_.find(name);
  return found != attributes_.end() ? &found->second : nullptr;
}

const Table* SelectTable(absl::Span<const std::shared_ptr<const Table>> tables,
                         absl::string_view root_namespace_uri, absl::string_view root_local_name) {
  const Table* general = nullptr;
  for (const std::shared_ptr<const Table>& table : tables) {
    const ExpandedName& root = table->root();
    if (root.namespace_uri == root_namespace_uri && root.local == root_local_name)
      return table.get();
    if (general == nullptr && root.local.empty()) general = table.get();
  }
  return general;
}

}  // namespace paraphe
