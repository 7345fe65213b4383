// Which rule of a table is for an element or attribute of a document (PRES-2, PRES-3).
#ifndef PARAPHE_RENDER_RULE_FINDER_H_
#define PARAPHE_RENDER_RULE_FINDER_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "render/table.h"

namespace paraphe {

// For one document. Its names come again and again: the rules of those that came last are kept. The
// table and the names outlive the object. Not thread-safe.
class RuleFinder {
 public:
  explicit RuleFinder(const Table& table) : table_(table) {}

  // The rule for an element; `ancestors` are its ancestors, from the document element to the
  // parent. Of several rules that match, the one with the longest parent path; nullptr where none
  // matches.
  const ElementView* FindElement(const NameView& name, absl::Span<const NameView> ancestors) {
    for (const ElementView& rule : RulesOf(name)) {
      if (rule.parents.empty() || Matches(rule, ancestors)) return &rule;
    }
    return nullptr;
  }

  // The rule for an attribute: the element's own rule, else the general one, else nullptr.
  // `element` may be nullptr.
  const AttributeView* FindAttribute(const ElementView* element, const NameView& name);

 private:
  struct Found {
    absl::string_view namespace_uri;
    absl::string_view local;  // empty: nothing yet
    absl::Span<const ElementView> rules;

    bool IsOf(const NameView& name) const {
      return local == name.local && namespace_uri == name.namespace_uri;
    }
  };

  absl::Span<const ElementView> RulesOf(const NameView& name) {
    Found& found = found_[PlaceOf(name.local) % found_.size()];
    if (!found.IsOf(name)) found = {name.namespace_uri, name.local, table_.RulesOf(name)};
    return found.rules;
  }

  // Names of one table that agree in all of this are few; they take turns at their place.
  static size_t PlaceOf(absl::string_view local) {
    const size_t middle = static_cast<unsigned char>(local[local.size() / 2]);
    const size_t first = static_cast<unsigned char>(local.front());
    const size_t last = static_cast<unsigned char>(local.back());
    return ((first * 31 + middle) * 31 + last) * 31 + local.size();
  }

  static bool Matches(const ElementView& rule, absl::Span<const NameView> ancestors);

  const Table& table_;
  std::array<Found, 256> found_;
  NameView attribute_ = {"", ""};  // the one that was looked up last among the general rules
  const AttributeView* general_ = nullptr;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_RULE_FINDER_H_
