// Which namespace declarations exclusive canonical form writes, for a document that need not be
// canonical. Internal to document/.
//
// REQ: Exclusive XML Canonicalization 1.0 §3
#ifndef PARAPHE_DOCUMENT_EXCLUSIVE_NAMESPACES_H_
#define PARAPHE_DOCUMENT_EXCLUSIVE_NAMESPACES_H_

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/accepted_namespaces.h"
#include "document/canonical_output.h"
#include "document/namespace_scope.h"
#include "document/tag.h"

namespace paraphe::xml {

// How much has been declared and rendered up to a start tag; what PopTo goes back to.
struct NamespaceMark {
  size_t declared;
  size_t rendered;
  size_t kept;
};

// Follows the start and end tags of one document. Not thread-safe.
class ExclusiveNamespaces {
 public:
  NamespaceMark mark() const { return {declared_.size(), rendered_.size(), kept_.size()}; }
  void PopTo(const NamespaceMark& mark);

  // Enters an element: resolves the prefixes of its tag, puts the attributes into canonical order
  // (tag->attributes), and works out which declarations it renders.
  // Errors:
  //   DOCUMENT_NOT_WELL_FORMED     what the rules of namespaces forbid
  //   DOCUMENT_RELATIVE_NAMESPACE  the name of a namespace is no absolute URI
  absl::Status Enter(absl::string_view document, Tag* tag);

  // The namespace that `prefix` (empty: the default one) has where the document stands now, and
  // that the canonical form does not give it there; empty where both agree, or it has none.
  absl::string_view LostHere(absl::string_view prefix) const;

  // Writes the declarations that the last tag, which is `document`'s, renders, in canonical order:
  // ' xmlns:p="..."'.
  void WriteRendered(absl::string_view document, CanonicalOutput* out) const;

 private:
  struct Rendered {
    absl::string_view prefix;
    absl::string_view uri;
    const TagItem* item;  // the last tag's own declaration; null where another tag declares it
  };

  absl::Status Declare(absl::string_view document, const Tag& tag);
  absl::Status CheckName(absl::string_view document, const TagItem& item);
  absl::string_view Keep(const TagItem& item);
  absl::Status Use(absl::string_view document, absl::string_view prefix, size_t offset,
                   absl::string_view* uri);

  NamespaceScope declared_;
  NamespaceScope rendered_;
  AcceptedNamespaces accepted_;
  std::vector<const TagItem*> own_;  // the last tag's, as they stand last in `declared_`
  std::vector<Rendered> here_;       // what the last tag renders
  std::deque<std::string> kept_;     // names that the document does not hold as they are
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_EXCLUSIVE_NAMESPACES_H_
