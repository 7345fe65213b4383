#include "client/desk/single_instance.h"

#include "common/errors.h"

namespace paraphe::desk {

class SingleInstance::Server {};

std::string InstanceSocket() { return ""; }

absl::StatusOr<bool> SingleInstance::HandOver(const std::string&, const QByteArray&) {
  return false;
}

absl::StatusOr<std::unique_ptr<SingleInstance>> SingleInstance::Listen(const std::string&) {
  return MakeError(v1::FILE_UNWRITABLE, "not built yet; start without it");
}

SingleInstance::SingleInstance(std::unique_ptr<Server> server) : server_(std::move(server)) {}
SingleInstance::~SingleInstance() = default;

}  // namespace paraphe::desk
