#include "server/store/text_pool.h"

#include <algorithm>
#include <utility>

#include "common/hash.h"

namespace paraphe::server {

TextPool::Text TextPool::Share(std::string text) {
  std::weak_ptr<const std::string>& kept = texts_[Sha256(text)];
  Text shared = kept.lock();
  if (shared != nullptr) return shared;
  shared = std::make_shared<const std::string>(std::move(text));
  kept = shared;
  if (texts_.size() > most_) {
    absl::erase_if(texts_, [](const auto& one) { return one.second.expired(); });
    most_ = std::max(kLeast, 2 * texts_.size());
  }
  return shared;
}

}  // namespace paraphe::server
