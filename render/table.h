// The presentation table: how a document's elements and attributes are shown, checked and made
// ready for look-up (PRES-2, PRES-3).
#ifndef PARAPHE_RENDER_TABLE_H_
#define PARAPHE_RENDER_TABLE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/hash/hash.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "common/bilingual.h"
#include "paraphe/v1/table.pb.h"

namespace paraphe {

// An expanded name; the namespace is empty for none.
struct ExpandedName {
  std::string namespace_uri;
  std::string local;

  friend bool operator==(const ExpandedName&, const ExpandedName&) = default;
};

// An expanded name whose texts another owns: what names are looked up by.
struct NameView {
  NameView(absl::string_view its_namespace_uri, absl::string_view its_local)
      : namespace_uri(its_namespace_uri), local(its_local) {}
  explicit NameView(const ExpandedName& name) : NameView(name.namespace_uri, name.local) {}

  absl::string_view namespace_uri;
  absl::string_view local;

  friend bool operator==(const NameView& a, const NameView& b) {
    return a.local == b.local && a.namespace_uri == b.namespace_uri;
  }
};

// Maps by name: of owned names, looked up by views. A name is either.
struct NameHash {
  using is_transparent = void;
  // Few names differ in their namespace alone.
  template <typename Name>
  size_t operator()(const Name& name) const {
    return absl::Hash<absl::string_view>()(name.local);
  }
};
struct NameEqual {
  using is_transparent = void;
  template <typename NameA, typename NameB>
  bool operator()(const NameA& a, const NameB& b) const {
    return a.local == b.local && a.namespace_uri == b.namespace_uri;
  }
};
template <typename Value>
using ByName = absl::flat_hash_map<ExpandedName, Value, NameHash, NameEqual>;

using CodeBook = absl::flat_hash_map<std::string, Bilingual>;

// What a value is. Empty names and texts: none.
struct ValueView {
  v1::ValueKind kind = v1::VALUE_KIND_UNSPECIFIED;  // text
  std::string currency;
  ExpandedName currency_from;  // attributes of the same element
  ExpandedName media_type_from;
  ExpandedName file_name_from;
};

struct AttributeView {
  v1::HtmlElement show_as;
  Bilingual label;  // both texts empty: none
  CodeBook codes;
  ValueView value;
  bool technical = false;
};
using AttributeViews = ByName<AttributeView>;

struct ColumnView {
  bool is_attribute;  // of the row; else an element in it
  ExpandedName name;
  Bilingual label;
};
using ColumnViews = std::vector<ColumnView>;

struct ElementView {
  std::vector<ExpandedName> parents;  // from the innermost out; empty: anywhere
  v1::HtmlElement show_as;
  Bilingual label;  // both texts empty: none
  CodeBook codes;
  AttributeViews attributes;
  ValueView value;
  bool technical = false;
  ColumnViews columns;  // empty: none
};

// A table. Immutable, so that it is thread-safe.
class Table {
  class Checked {  // only Create can make one: it means that ParseTable accepted the table
    friend class Table;
    Checked() = default;
  };

 public:
  Table(Checked, const v1::Table& table, absl::string_view text);

  // From the text of a table file; `file` names it in errors, which are those of ParseTable.
  static absl::StatusOr<std::unique_ptr<const Table>> Create(absl::string_view text,
                                                             const std::string& file);

  const std::string& name() const { return name_; }
  absl::string_view title(Language language) const { return title_.In(language); }
  // SHA-256 of the text that the table was made from, 32 bytes: what agents pin (PRES-8).
  const std::string& sha256() const { return sha256_; }
  // The document element that the table is for; an empty local name means any.
  const ExpandedName& root() const { return root_; }

  bool shows_unlisted_elements() const { return shows_unlisted_elements_; }
  bool shows_unlisted_attributes() const { return shows_unlisted_attributes_; }

  // The rules for elements of a name, the longest parent path first; the general rule for attributes
  // of a name, nullptr where there is none. render/rule_finder.h says which of them is taken.
  absl::Span<const ElementView> RulesOf(const NameView& name) const;
  const AttributeView* FindGeneral(const NameView& name) const;

 private:
  std::string name_;
  Bilingual title_;
  std::string sha256_;
  ExpandedName root_;
  bool shows_unlisted_elements_;
  bool shows_unlisted_attributes_;
  // The rules for each name, the longest parent path first.
  ByName<std::vector<ElementView>> elements_;
  AttributeViews attributes_;
};

// The table for a document where nobody has named one: the first of `tables` that is for exactly
// this document element (DocumentFacts has its names), else the first that is for any, else
// nullptr. Points into `tables`.
const Table* SelectTable(absl::Span<const std::shared_ptr<const Table>> tables,
                         absl::string_view root_namespace_uri, absl::string_view root_local_name);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TABLE_H_
