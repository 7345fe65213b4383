// Content that can be forgotten where bytes cannot be overwritten: it is stored sealed, under a key of its
// own that stands elsewhere. Who drops the key drops the content, wherever copies of the sealed bytes are.
#ifndef PARAPHE_SERVER_STORE_CONTENT_KEY_H_
#define PARAPHE_SERVER_STORE_CONTENT_KEY_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe::server {

inline constexpr size_t kContentKeyBytes = 32;

// A key of AES-256-GCM (NIST SP 800-38D). Wiped when it goes. A key seals fewer than 2^32 times, as its
// nonces are random.
class ContentKey {
 public:
  // INTERNAL where the random generator fails.
  static absl::StatusOr<ContentKey> Generate();
  // INTERNAL unless there are kContentKeyBytes.
  static absl::StatusOr<ContentKey> Of(absl::string_view bytes);

  ContentKey(ContentKey&& other) noexcept : bytes_(std::move(other.bytes_)) {}
  ContentKey& operator=(ContentKey&& other) noexcept {
    bytes_.swap(other.bytes_);  // wiped with the other
    return *this;
  }
  ~ContentKey();

  // Nonce (12 bytes), ciphertext, tag (16 bytes). `place` says where the content belongs: opened elsewhere,
  // it is refused. At most 1 GiB.
  // Errors:
  //   INTERNAL  it is too long, or OpenSSL fails
  absl::StatusOr<std::string> Seal(absl::string_view content, absl::string_view place) const;

  // Errors:
  //   INTERNAL  it was sealed under another key or for another place, or changed since
  absl::StatusOr<std::string> Open(absl::string_view sealed, absl::string_view place) const;

  // To store it; nothing else.
  absl::string_view bytes() const { return bytes_; }

 private:
  explicit ContentKey(std::string bytes) : bytes_(std::move(bytes)) {}

  std::string bytes_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_CONTENT_KEY_H_
