#include "common/secret_buffer.h"

#include <memory>
#include <utility>

#include "common/openssl.h"

namespace paraphe {

SecretBuffer::SecretBuffer(size_t capacity)
    : bytes_(std::make_unique<char[]>(capacity)), capacity_(capacity) {}

SecretBuffer::~SecretBuffer() { Wipe(); }

SecretBuffer::SecretBuffer(SecretBuffer&& other) noexcept
    : bytes_(std::move(other.bytes_)),
      capacity_(std::exchange(other.capacity_, 0)),
      size_(std::exchange(other.size_, 0)) {}

SecretBuffer& SecretBuffer::operator=(SecretBuffer&& other) noexcept {
  if (this != &other) {
    Wipe();
    bytes_ = std::move(other.bytes_);
    capacity_ = std::exchange(other.capacity_, 0);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

bool SecretBuffer::Append(char byte) {
  if (size_ == capacity_) return false;
  bytes_[size_++] = byte;
  return true;
}

void SecretBuffer::RemoveLast() {
  if (size_ > 0) OPENSSL_cleanse(&bytes_[--size_], 1);
}

void SecretBuffer::Wipe() {
  if (bytes_ != nullptr) OPENSSL_cleanse(bytes_.get(), capacity_);
  size_ = 0;
}

}  // namespace paraphe
