// What a session is made of beside its desk, from configuration and link: shared by the terminal's
// program and the window's.
#ifndef PARAPHE_CLIENT_AGENT_SESSION_PARTS_H_
#define PARAPHE_CLIENT_AGENT_SESSION_PARTS_H_

#include <memory>
#include <optional>
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

// The connection to `address`, one of the configuration's servers; nothing is sent yet. `stop` must
// outlive it. The errors are those of GrpcSignerServer::Dial.
absl::StatusOr<std::unique_ptr<GrpcSignerServer>> DialServer(const AgentPlace& place,
                                                             const v1::ServerAddress& address,
                                                             const Stop& stop);

// The first of the configuration's devices that can be used. `stop` must outlive it. The errors are
// those of WaitedDevice::Open.
absl::StatusOr<std::unique_ptr<device::SignatureDevice>> OpenWaitedDevice(const AgentPlace& place,
                                                                          const Stop& stop);

// Whether a person at the reader can mend why OpenWaitedDevice failed: nothing is plugged or put in yet, or
// too much.
bool MayComeYet(const absl::Status& device);

// What a session is opened with: the ticket of a link, or a session of an inbox.
using Opening = std::variant<std::string, v1::PresentRequest::Waiting>;

// Which session, at which server: what this machine keeps of it is found by both (kept_session.h).
struct SessionPlace {
  std::string address;  // HOST:PORT of the server
  Opening opening;
};

// Ends what agents before this one left unfinished at the server of `session` (finish_kept.h); the signer
// is told of each. How `session` itself ended, where it was among them; else nullopt, and it can be
// opened. No device is needed, nor touched.
//
// REQ: SES-5
std::optional<absl::Status> EndUnfinished(const SessionPlace& session, const DeskRules& rules,
                                          SignerServer& server, SignerDesk& desk, Stop& stop);

// One session, to its end (AgentSession::Run), by this machine's clock. What another agent of this user
// would need to go on is kept meanwhile, where the user has a home.
//
// Errors, beside those of AgentSession::Run:
//   USAGE  another agent of this user works on the session; the signer was told
absl::Status RunSession(const SessionPlace& session, const DeskRules& rules, SignerServer& server,
                        device::SignatureDevice& device, SignerDesk& desk, Stop& stop);

// What a program of the agent does before anything else: no core dump and no debugger of the same user may see
// the PIN, no connection uses another cipher suite than ours, and the log and gRPC say nothing at the desk but
// errors of our own.
void PrepareProcess();

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SESSION_PARTS_H_
