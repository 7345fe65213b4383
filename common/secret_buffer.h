// Bytes that must not stay behind: a PIN, a ticket, a session token. Memory is reserved once, at
// its final capacity, wiped with OPENSSL_cleanse on destruction, and cannot be copied, printed or
// logged.
//
// What it does not protect: a core dump or swap while the value is alive (programs disable core
// dumps), and copies that a library makes of what View() shows.
#ifndef PARAPHE_COMMON_SECRET_BUFFER_H_
#define PARAPHE_COMMON_SECRET_BUFFER_H_

#include <cstddef>
#include <memory>

#include "absl/strings/string_view.h"

namespace paraphe {

// Not thread-safe. Movable; the moved-from buffer is empty with capacity 0.
class SecretBuffer {
 public:
  explicit SecretBuffer(size_t capacity);
  ~SecretBuffer();
  SecretBuffer(SecretBuffer&& other) noexcept;
  SecretBuffer& operator=(SecretBuffer&& other) noexcept;
  SecretBuffer(const SecretBuffer&) = delete;
  SecretBuffer& operator=(const SecretBuffer&) = delete;

  // Appends one byte; false, and nothing changes, where the capacity is reached.
  [[nodiscard]] bool Append(char byte);
  // Removes the last byte and wipes its place; nothing where empty.
  void RemoveLast();
  // Wipes all bytes and empties the buffer; the capacity stays.
  void Wipe();

  // The bytes, valid until the next change. The one way to read them: search for this name to find
  // every use.
  absl::string_view RevealForDevice() const { return {bytes_.get(), size_}; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  std::unique_ptr<char[]> bytes_;
  size_t capacity_;
  size_t size_ = 0;
};

}  // namespace paraphe

#endif  // PARAPHE_COMMON_SECRET_BUFFER_H_
