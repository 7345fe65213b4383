#include "server/reflection.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"

namespace paraphe::server {
namespace {

using Plugins = std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>;

class WithoutReflection final : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments* /*arguments*/) override {}
  void UpdatePlugins(Plugins* plugins) override {
    const std::string reflection = grpc::reflection::ProtoServerReflectionPlugin().name();
    plugins->erase(std::remove_if(plugins->begin(), plugins->end(),
                                  [&](const auto& plugin) { return plugin->name() == reflection; }),
                   plugins->end());
  }
};

}  // namespace

void SetReflection(bool on, grpc::ServerBuilder& builder) {
  if (!on) builder.SetOption(std::make_unique<WithoutReflection>());
}

}  // namespace paraphe::server
