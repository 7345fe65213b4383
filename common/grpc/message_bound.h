// How large a message of the two services may be.
#ifndef PARAPHE_COMMON_GRPC_MESSAGE_BOUND_H_
#define PARAPHE_COMMON_GRPC_MESSAGE_BOUND_H_

#include <algorithm>
#include <cstddef>
#include <limits>

namespace paraphe {

// What a message that holds a document of at most `document_bytes` may need: the document with its
// signature, the table, 64 certificates of 64 KiB. An agent that asks for the HTML as well needs
// several times that.
constexpr size_t MessageBound(size_t document_bytes) { return document_bytes + (size_t{8} << 20); }

// The same as gRPC takes it.
constexpr int ClampToInt(size_t bytes) {
  return static_cast<int>(std::min(bytes, static_cast<size_t>(std::numeric_limits<int>::max())));
}

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_MESSAGE_BOUND_H_
