// The names of namespaces that one document declares again and again: in exclusive canonical form a
// declaration stands wherever its prefix is used first. Internal to document/.
//
// REQ: DOC-7
#ifndef PARAPHE_DOCUMENT_ACCEPTED_NAMESPACES_H_
#define PARAPHE_DOCUMENT_ACCEPTED_NAMESPACES_H_

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace paraphe::xml {

// Remembers a few names that CheckDeclaration or CheckNamespaceName (tag_rules.h) has accepted for a
// prefix that is not reserved; the same function accepts them for any other such prefix then. The
// document owns the bytes.
class AcceptedNamespaces {
 public:
  // Never true of the empty name, which no prefix may have.
  bool Has(absl::string_view uri) const {
    return !uri.empty() && std::find(names_.begin(), names_.end(), uri) != names_.end();
  }

  // Forgets the name that was remembered longest where there are too many.
  void Add(absl::string_view uri) {
    if (uri.empty() || Has(uri)) return;
    names_[next_] = uri;
    next_ = (next_ + 1) % names_.size();
  }

 private:
  std::array<absl::string_view, 16> names_;
  size_t next_ = 0;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_ACCEPTED_NAMESPACES_H_
