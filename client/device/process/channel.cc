#include "client/device/process/channel.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/errors.h"
#include "common/openssl.h"
#include "common/status_macros.h"

namespace paraphe::device {
namespace {

constexpr size_t kLengthBytes = 4;
using Length = std::array<char, kLengthBytes>;

absl::Status Garbage(absl::string_view what) {
  return MakeError(v1::DEVICE_ERROR, absl::StrCat("device: the process of its module sent ", what,
                                                  "; ask the module's vendor"));
}

}  // namespace

Channel::Channel(int socket, Wait wait) : socket_(socket), wait_(std::move(wait)) {
  fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK);
}

Channel::~Channel() { close(socket_); }

absl::Status Channel::Gone() {
  gone_ = true;
  return MakeError(v1::DEVICE_ERROR, "device: the process of its module is gone; start again");
}

absl::Status Channel::Write(const char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t sent = send(socket_, bytes, size, MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes += sent;
      size -= static_cast<size_t>(sent);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      RETURN_IF_ERROR(wait_(socket_, POLLOUT));
    } else if (errno != EINTR) {
      return Gone();
    }
  }
  return absl::OkStatus();
}

absl::Status Channel::Read(char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t got = recv(socket_, bytes, size, 0);
    if (got > 0) {
      bytes += got;
      size -= static_cast<size_t>(got);
    } else if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      RETURN_IF_ERROR(wait_(socket_, POLLIN));
    } else if (got == 0 || errno != EINTR) {
      return Gone();
    }
  }
  return absl::OkStatus();
}

absl::Status Channel::WriteLength(size_t size) {
  Length length;
  for (size_t i = 0; i < kLengthBytes; ++i) {
    length[i] = static_cast<char>(size >> (8 * (kLengthBytes - 1 - i)));
  }
  return Write(length.data(), length.size());
}

absl::StatusOr<size_t> Channel::ReadLength(size_t limit) {
  Length length;
  RETURN_IF_ERROR(Read(length.data(), length.size()));
  size_t size = 0;
  for (const char byte : length) size = size << 8 | static_cast<uint8_t>(byte);
  if (size > limit) return Garbage("more than it may");
  return size;
}

absl::Status Channel::Send(const google::protobuf::MessageLite& message) {
  const std::string bytes = message.SerializeAsString();
  RETURN_IF_ERROR(WriteLength(bytes.size()));
  return Write(bytes.data(), bytes.size());
}

absl::Status Channel::SendPin(const SecretBuffer& pin) {
  const absl::string_view bytes = pin.RevealForDevice();
  RETURN_IF_ERROR(WriteLength(bytes.size()));
  return Write(bytes.data(), bytes.size());
}

absl::Status Channel::Receive(size_t limit, google::protobuf::MessageLite& message) {
  ASSIGN_OR_RETURN(const size_t size, ReadLength(limit));
  // As it comes: who announces much must send it before it takes memory.
  constexpr size_t kChunk = size_t{64} << 10;
  std::string bytes;
  while (bytes.size() < size) {
    const size_t old_size = bytes.size();
    const size_t more = std::min(kChunk, size - old_size);
    bytes.resize(old_size + more);
    RETURN_IF_ERROR(Read(bytes.data() + old_size, more));
  }
  if (!message.ParseFromString(bytes)) return Garbage("what is no message");
  return absl::OkStatus();
}

// REQ: DEV-3
absl::StatusOr<SecretBuffer> Channel::ReceivePin() {
  ASSIGN_OR_RETURN(const size_t size, ReadLength(kMaxPinBytes));
  std::array<char, kMaxPinBytes> bytes;
  const absl::Status read = Read(bytes.data(), size);
  SecretBuffer pin(size);
  for (size_t i = 0; read.ok() && i < size; ++i) static_cast<void>(pin.Append(bytes[i]));
  OPENSSL_cleanse(bytes.data(), size);
  RETURN_IF_ERROR(read);
  return pin;
}

}  // namespace paraphe::device
