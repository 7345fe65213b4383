// What a session is made of beside its desk, from configuration and link: shared by the terminal's
// program and the window's.
#ifndef PARAPHE_CLIENT_AGENT_SESSION_PARTS_H_
#define PARAPHE_CLIENT_AGENT_SESSION_PARTS_H_

#include <memory>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/agent/agent_config.h"
#include "client/agent/grpc_signer_server.h"
#include "client/agent/signer_desk.h"
#include "client/agent/signer_server.h"
#include "client/agent/stop.h"
#include "client/device/signature_device.h"
#include "paraphe/v1/config.pb.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// A configuration and the file that it was read from, beside which its paths are. Immutable.
struct AgentPlace {
  AgentSettings settings;
  std::string config_file;
};

// The connection to `address`, one of the configuration's servers; nothing is sent yet. `stop` must
// outlive it. The errors are those of GrpcSignerServer::Dial.
absl::StatusOr<std::unique_ptr<GrpcSignerServer>> DialServer(const AgentPlace& place,
                                                             const v1::ServerAddress& address,
                                                             const Stop& stop);

// The configuration's device. `stop` must outlive it. The errors are those of WaitedDevice::Open.
absl::StatusOr<std::unique_ptr<device::SignatureDevice>> OpenWaitedDevice(const AgentPlace& place,
                                                                          const Stop& stop);

// What a session is opened with: the ticket of a link, or a session of an inbox.
using Opening = std::variant<std::string, v1::PresentRequest::Waiting>;

// One session, to its end (AgentSession::Run), by this machine's clock.
absl::Status RunSession(const DeskRules& rules, SignerServer& server,
                        device::SignatureDevice& device, SignerDesk& desk, Stop& stop,
                        const Opening& opening);

// No core dump and no debugger of the same user may see the PIN.
void ForbidDumps();

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SESSION_PARTS_H_
