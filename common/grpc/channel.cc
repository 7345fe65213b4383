#include "common/grpc/channel.h"

#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/support/channel_arguments.h"

#include "common/errors.h"
#include "common/file.h"
#include "common/grpc/tls.h"
#include "common/status_macros.h"
#include "common/value_rules.h"

namespace paraphe {
namespace {

grpc::ChannelArguments Arguments(const v1::ServerAddress& server, size_t message_bytes) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(ClampToInt(message_bytes));
  arguments.SetMaxSendMessageSize(ClampToInt(message_bytes));
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  if (!server.server_name().empty()) arguments.SetSslTargetNameOverride(server.server_name());
  return arguments;
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const v1::ServerAddress& server,
                                                           const std::string& base_file,
                                                           size_t message_bytes) {
  if (server.address().empty() || !FaultOfHostPort(server.address()).empty()) {
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(base_file, ": the server's address is not HOST:PORT"));
  }
  const std::string& roots = server.root_certificates_file();
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ChannelCredentials> credentials,
                   MakeChannelTls(roots.empty() ? "" : ResolveBeside(base_file, roots)));
  return grpc::CreateCustomChannel(server.address(), credentials, Arguments(server, message_bytes));
}

}  // namespace paraphe
