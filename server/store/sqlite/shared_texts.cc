#include "server/store/sqlite/shared_texts.h"

#include <utility>

#include "common/hash.h"

namespace paraphe::server::sqlite {

SharedTexts::Text SharedTexts::Find(absl::string_view sha256) const {
  absl::MutexLock lock(&mutex_);
  const auto found = texts_.find(sha256);
  return found == texts_.end() ? nullptr : found->second;
}

void SharedTexts::Keep(absl::string_view sha256, Text text) {
  absl::MutexLock lock(&mutex_);
  if (texts_.contains(sha256)) return;
  if (bytes_ + text->size() > kMostBytes) {
    texts_.clear();
    bytes_ = 0;
  }
  bytes_ += text->size();
  texts_.emplace(std::string(sha256), std::move(text));
}

bool SharedTexts::IsDigestOf(absl::string_view sha256, const std::string& text) const {
  const Text kept = Find(sha256);
  return kept != nullptr ? *kept == text : Sha256(text) == sha256;
}

void SharedTexts::Drop(absl::string_view sha256) {
  absl::MutexLock lock(&mutex_);
  const auto found = texts_.find(sha256);
  if (found == texts_.end()) return;
  bytes_ -= found->second->size();
  texts_.erase(found);
}

void SharedTexts::Clear() {
  absl::MutexLock lock(&mutex_);
  texts_.clear();
  bytes_ = 0;
}

}  // namespace paraphe::server::sqlite
