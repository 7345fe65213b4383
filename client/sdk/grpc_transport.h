// CallerTransport over gRPC with TLS: the SDK's one gRPC adapter. Its header has no gRPC in it.
//
// REQ: CHN-1
#ifndef PARAPHE_CLIENT_SDK_GRPC_TRANSPORT_H_
#define PARAPHE_CLIENT_SDK_GRPC_TRANSPORT_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "client/sdk/caller_transport.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::client {

// File names of `server` are relative to `base_file`. No document above `document_bytes` is sent or
// received. Nothing is dialled yet. The errors are those of OpenChannel (common/grpc/channel.h).
absl::StatusOr<std::unique_ptr<CallerTransport>> OpenGrpcTransport(const v1::ServerAddress& server,
                                                                   const std::string& base_file,
                                                                   size_t document_bytes);

}  // namespace paraphe::client

#endif  // PARAPHE_CLIENT_SDK_GRPC_TRANSPORT_H_
