#include "client/agent/session_parts.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "client/agent/agent_session.h"
#include "client/agent/waited_device.h"
#include "client/device/open_device.h"
#include "common/clock.h"

namespace paraphe::agent {

absl::StatusOr<std::unique_ptr<GrpcSignerServer>> DialServer(const AgentPlace& place,
                                                             const v1::ServerAddress& address,
                                                             const Stop& stop) {
  return GrpcSignerServer::Dial(address, place.config_file, place.settings.bounds.document_bytes,
                                place.settings.deadline, stop);
}

absl::StatusOr<std::unique_ptr<device::SignatureDevice>> OpenWaitedDevice(const AgentPlace& place,
                                                                          const Stop& stop) {
  return WaitedDevice::Open([device = place.settings.config.device(0),
                             file = place.config_file] { return device::OpenDevice(device, file); },
                            stop);
}

absl::Status RunSession(const DeskRules& rules, SignerServer& server,
                        device::SignatureDevice& device, SignerDesk& desk, Stop& stop,
                        const Opening& opening) {
  const SystemClock clock;
  AgentSession session(server, device, desk, rules,
                       {clock, stop, [&stop](absl::Duration duration) { stop.Pause(duration); }});
  if (const auto* ticket = std::get_if<std::string>(&opening)) return session.Run(*ticket);
  return session.Run(std::get<v1::PresentRequest::Waiting>(opening));
}

// REQ: DEV-3
void ForbidDumps() {
  const rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace paraphe::agent
