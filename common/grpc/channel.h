// The one way in which Paraphe's programs dial a server.
//
// REQ: CHN-1
#ifndef PARAPHE_COMMON_GRPC_CHANNEL_H_
#define PARAPHE_COMMON_GRPC_CHANNEL_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"

#include "common/grpc/message_bound.h"  // IWYU pragma: export
#include "paraphe/v1/config.pb.h"

namespace paraphe {

// A channel to `server`, over TLS. Nothing is dialled yet: the first call does. `base_file` is the
// configuration that `server` stands in; its relative paths are resolved beside it. No message
// above `message_bytes` (see message_bound.h) is received or sent. gRPC's own silent retries are
// off: a call is repeated where its rpc's comment says that it is safe, by whoever knows that.
// MALFORMED_FILE, FILE_UNREADABLE.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const v1::ServerAddress& server,
                                                           const std::string& base_file,
                                                           size_t message_bytes);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_CHANNEL_H_
