// Prefixes that stand in values, such as xsi:type="t:Organisation", and whose declaration exclusive
// canonical form leaves out because no name uses it. Internal to document/.
//
// REQ: DOC-5; Exclusive XML Canonicalization 1.0 §1.3
#ifndef PARAPHE_DOCUMENT_VALUE_PREFIXES_H_
#define PARAPHE_DOCUMENT_VALUE_PREFIXES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "document/exclusive_namespaces.h"
#include "document/tag.h"

namespace paraphe::xml {

// Collects them from one document. Whatever has the form "prefix:name" counts where the prefix is
// declared, be it alone in the value, in a list or in a path; and the default namespace for a value
// of xsi:type without prefix. Memory: bounded. Not thread-safe.
class ValuePrefixes {
 public:
  struct Lost {
    size_t offset;
    std::string prefix;
    std::string uri;
  };

  // `document` must outlive it.
  explicit ValuePrefixes(absl::string_view document) : document_(document) {}

  // The attributes of a tag that `scope` has entered.
  void LookAtAttributes(const Tag& tag, const ExclusiveNamespaces& scope);
  // Part of the document, in an element that `scope` has entered.
  void LookAt(absl::string_view value, const ExclusiveNamespaces& scope);

  const std::vector<Lost>& lost() const { return lost_; }

 private:
  void Use(absl::string_view prefix, size_t offset, const ExclusiveNamespaces& scope);

  absl::string_view document_;
  std::vector<Lost> lost_;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_VALUE_PREFIXES_H_
