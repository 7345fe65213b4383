#include "server/server_core.h"

#include <utility>

namespace paraphe::server {
namespace {

SessionOptions OptionsOf(const ServerSettings& settings) {
  SessionOptions options;
  options.lifetime = settings.session_lifetime;
  options.max_consent_age = settings.consent_lifetime;
  options.signing_timeout = settings.signing_lifetime;
  options.unclaimed_retention = settings.unclaimed_retention;
  options.retention = settings.retention;
  return options;
}

}  // namespace

ServerCore::ServerCore(CoreParts parts)
    : settings_(std::move(parts.settings)),
      store_(*parts.store),
      catalogue_(std::move(parts.catalogue)),
      listeners_({&log_, &hub_}),
      machine_(parts.store, parts.clock, &listeners_, OptionsOf(settings_)),
      context_{settings_, catalogue_, *parts.clock, anchors_, machine_} {}

}  // namespace paraphe::server
