// One end of the pair of sockets between an agent and its program paraphe-device. A frame is its
// length in four bytes, the most significant first, and so many bytes: a message, or a PIN. A PIN
// never is in a message: protobuf would leave copies behind.
#ifndef PARAPHE_CLIENT_DEVICE_PROCESS_CHANNEL_H_
#define PARAPHE_CLIENT_DEVICE_PROCESS_CHANNEL_H_

#include <cstddef>
#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include <google/protobuf/message_lite.h>

#include "common/bounds.h"
#include "common/secret_buffer.h"

namespace paraphe::device {

// The most that one message may hold. An answer holds the certificates of a token (kMaxDeviceCertificateBytes),
// or of all.
inline constexpr size_t kMaxRequestBytes = size_t{2} << 20;
inline constexpr size_t kMaxResponseBytes = 2 * kMaxDeviceCertificateBytes;

// Not thread-safe. Every function may have these.
//
// Errors:
//   DEVICE_ERROR  the other end is gone, or what it sent is no frame of the kind that is expected; nothing may be
//                 sent or received then any more
//   and those of the wait
class Channel {
 public:
  // Returns when `socket` is ready for `events` (POLLIN or POLLOUT of poll), or why that is no
  // longer waited for.
  using Wait = std::function<absl::Status(int socket, short events)>;

  // Takes `socket`, which it makes non-blocking.
  Channel(int socket, Wait wait);
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  absl::Status Send(const google::protobuf::MessageLite& message);
  // At most kMaxPinBytes of them, from where they are to the system.
  absl::Status SendPin(const SecretBuffer& pin);

  // Reads a message of at most `limit` bytes into `message`.
  absl::Status Receive(size_t limit, google::protobuf::MessageLite& message);
  // Nothing else than the result and the system's buffer held it.
  absl::StatusOr<SecretBuffer> ReceivePin();

  // Whether the other end is known to be gone.
  bool gone() const { return gone_; }

 private:
  absl::Status Gone();
  absl::Status Write(const char* bytes, size_t size);
  absl::Status Read(char* bytes, size_t size);
  absl::Status WriteLength(size_t size);
  absl::StatusOr<size_t> ReadLength(size_t limit);

  const int socket_;
  const Wait wait_;
  bool gone_ = false;
};

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_PROCESS_CHANNEL_H_
