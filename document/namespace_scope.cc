#include "document/namespace_scope.h"

namespace paraphe::xml {

size_t NamespaceScope::Find(absl::string_view prefix) const {
  const auto found = newest_.find(prefix);
  return found == newest_.end() ? kNone : found->second;
}

absl::string_view NamespaceScope::HiddenBy(size_t index) const {
  const size_t outer = bindings_[index].outer;
  return outer == kNone ? absl::string_view() : bindings_[outer].uri;
}

void NamespaceScope::Push(absl::string_view prefix, absl::string_view uri) {
  const auto [newest, is_new] = newest_.try_emplace(prefix, bindings_.size());
  bindings_.push_back({prefix, uri, is_new ? kNone : newest->second});
  newest->second = bindings_.size() - 1;
}

void NamespaceScope::PopTo(size_t size) {
  while (bindings_.size() > size) {
    const Binding& last = bindings_.back();
    if (last.outer == kNone) {
      newest_.erase(last.prefix);
    } else {
      newest_[last.prefix] = last.outer;
    }
    bindings_.pop_back();
  }
}

}  // namespace paraphe::xml
