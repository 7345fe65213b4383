// Texts that many sessions share, each in memory once for as long as somebody has it.
#ifndef PARAPHE_SERVER_STORE_TEXT_POOL_H_
#define PARAPHE_SERVER_STORE_TEXT_POOL_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"

namespace paraphe::server {

// Not thread-safe.
class TextPool {
 public:
  using Text = std::shared_ptr<const std::string>;

  // `text`, or the same that somebody has.
  Text Share(std::string text);

  // How many texts are looked up: those that somebody has, and some that nobody has any more.
  size_t size() const { return texts_.size(); }

 private:
  static constexpr size_t kLeast = 16;

  absl::flat_hash_map<std::string, std::weak_ptr<const std::string>> texts_;  // by SHA-256
  size_t most_ = kLeast;  // where those that nobody has are dropped
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_TEXT_POOL_H_
