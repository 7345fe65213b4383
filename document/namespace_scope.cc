#include "document/namespace_scope.h"

namespace paraphe::xml {
namespace {

// Most documents never have more in force; to look through as many takes no longer than a hash.
constexpr size_t kFew = 8;

}  // namespace

size_t NamespaceScope::FindIndexed(absl::string_view prefix) const {
  const auto found = newest_.find(prefix);
  return found == newest_.end() ? kNone : found->second;
}

absl::string_view NamespaceScope::HiddenBy(size_t index) const {
  const size_t outer = bindings_[index].outer;
  return outer == kNone ? absl::string_view() : bindings_[outer].uri;
}

void NamespaceScope::Push(absl::string_view prefix, absl::string_view uri) {
  bindings_.push_back({prefix, uri, Find(prefix)});
  if (bindings_.size() - indexed_ > kFew) Index();
}

void NamespaceScope::Pop(size_t size) {
  if (size < indexed_) Unindex(size);
  bindings_.resize(size);
}

void NamespaceScope::Index() {
  for (; indexed_ < bindings_.size(); ++indexed_) newest_[bindings_[indexed_].prefix] = indexed_;
}

void NamespaceScope::Unindex(size_t size) {
  while (indexed_ > size) {
    const Binding& last = bindings_[--indexed_];
    if (last.outer == kNone) {
      newest_.erase(last.prefix);
    } else {
      newest_[last.prefix] = last.outer;
    }
  }
}

}  // namespace paraphe::xml
