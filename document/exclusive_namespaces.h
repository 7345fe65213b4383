// Which namespace declarations exclusive canonical form renders, in a document that need not be
// canonical. Internal to common/xml.
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

#include "document/namespace_scope.h"
#include "document/tag.h"

namespace paraphe::xml {

// How much was declared and rendered at a place.
struct NamespaceMark {
  size_t declared;
  size_t rendered;
  size_t kept;
};

class ExclusiveNamespaces {
 public:
  NamespaceMark mark() const { return {declared_.size(), rendered_.size(), kept_.size()}; }
  void PopTo(const NamespaceMark& mark);

  // Takes in a tag as it was read: resolves its prefixes, puts its attributes into canonical order
  // (tag->attributes), and works out what it renders. Refuses what namespaces forbid
  // (DOCUMENT_NOT_WELL_FORMED) and namespace names without canonical form
  // (DOCUMENT_RELATIVE_NAMESPACE).
  absl::Status Enter(absl::string_view document, Tag* tag);

  // Appends the declarations that the tag renders: " xmlns:p="..."", in canonical order.
  void AppendRendered(std::string* out) const;

 private:
  struct Rendered {
    absl::string_view prefix;
    absl::string_view uri;
  };

  absl::Status Declare(absl::string_view document, const Tag& tag);
  absl::string_view Keep(const TagItem& item);
  absl::Status Use(absl::string_view document, absl::string_view prefix, size_t offset,
                   absl::string_view* uri);

  NamespaceScope declared_;
  NamespaceScope rendered_;
  std::vector<Rendered> here_;    // what the tag renders
  std::deque<std::string> kept_;  // names that do not stand in the document as they are
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_EXCLUSIVE_NAMESPACES_H_
