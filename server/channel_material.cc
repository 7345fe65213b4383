#include "server/channel_material.h"

#include "common/status_macros.h"

namespace paraphe::server {

absl::StatusOr<ChannelMaterial> ReadChannelMaterial(const ServerSettings& settings) {
  ChannelMaterial material;
  ASSIGN_OR_RETURN(material.tls, ReadTlsPair(settings.tls));
  ASSIGN_OR_RETURN(material.identities, ClientIdentities::Load(settings));
  return material;
}

absl::Status CheckReplacement(const ChannelMaterial& next, absl::Time now) {
  return CheckInTime(next.tls, now);
}

}  // namespace paraphe::server
