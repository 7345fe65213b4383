// Which prefix means which namespace at a place in a document. Internal to document/.
//
// REQ: Namespaces in XML 1.0 §6
#ifndef PARAPHE_DOCUMENT_NAMESPACE_SCOPE_H_
#define PARAPHE_DOCUMENT_NAMESPACE_SCOPE_H_

#include <cstddef>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace paraphe::xml {

// A stack of declarations with constant-time look-up: many declarations do not make it slow. The
// caller owns the strings.
class NamespaceScope {
 public:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  struct Binding {
    absl::string_view prefix;
    absl::string_view uri;
    size_t outer;  // index of the binding of the same prefix that this one hides, or kNone
  };

  // The index of the newest binding of a prefix; kNone where the prefix is not declared.
  size_t Find(absl::string_view prefix) const {
    const Binding* const bindings = bindings_.data();
    for (size_t index = bindings_.size(); index > indexed_; --index) {
      if (bindings[index - 1].prefix == prefix) return index - 1;
    }
    return indexed_ == 0 ? kNone : FindIndexed(prefix);
  }
  const Binding& operator[](size_t index) const { return bindings_[index]; }
  // The URI of the binding that binding `index` hides; empty for none.
  absl::string_view HiddenBy(size_t index) const;
  size_t size() const { return bindings_.size(); }

  void Push(absl::string_view prefix, absl::string_view uri);
  // Removes the newest bindings until `size` are left.
  void PopTo(size_t size) {
    if (size != bindings_.size()) Pop(size);
  }

 private:
  size_t FindIndexed(absl::string_view prefix) const;
  void Pop(size_t size);
  void Index();
  void Unindex(size_t size);

  std::vector<Binding> bindings_;
  // The newest few bindings are looked through; of the `indexed_` oldest ones, the newest of each
  // prefix is found here.
  absl::flat_hash_map<absl::string_view, size_t> newest_;
  size_t indexed_ = 0;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_NAMESPACE_SCOPE_H_
