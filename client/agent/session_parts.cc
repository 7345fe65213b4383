#include "client/agent/session_parts.h"

#include <cstdlib>
#include <utility>

#include <sys/prctl.h>
#include <sys/resource.h>

#include "client/agent/agent_session.h"
#include "client/agent/finish_kept.h"
#include "client/agent/kept_session.h"
#include "client/agent/waited_device.h"
#include "common/clock.h"
#include "common/errors.h"
#include "common/grpc/tls.h"
#include "common/log.h"
#include "common/openssl.h"

namespace paraphe::agent {
namespace {

absl::StatusOr<KeptSession> TakeKept(const SessionPlace& session) {
  const auto* waiting = std::get_if<v1::PresentRequest::Waiting>(&session.opening);
  return KeptSession::Take(
      DefaultKeptFolder(), session.address,
      waiting != nullptr ? waiting->session_id() : std::get<std::string>(session.opening));
}

Host HostOf(const Clock& clock, Stop& stop, KeptSession* kept) {
  return {clock, stop, [&stop](absl::Duration duration) { stop.Pause(duration); }, kept};
}

}  // namespace

absl::StatusOr<std::unique_ptr<GrpcSignerServer>> DialServer(const AgentPlace& place,
                                                             const v1::ServerAddress& address,
                                                             const Stop& stop) {
  return GrpcSignerServer::Dial(address, place.config_file, place.settings.bounds.document_bytes,
                                place.settings.deadline, stop);
}

absl::StatusOr<std::unique_ptr<device::SignatureDevice>> OpenWaitedDevice(const AgentPlace& place,
                                                                          const Stop& stop) {
  const auto& devices = place.settings.config.device();
  return WaitedDevice::Open({devices.begin(), devices.end()}, stop);
}

bool MayComeYet(const absl::Status& device) {
  switch (ReasonOf(device)) {
    case v1::DEVICE_CARD_ABSENT:
    case v1::DEVICE_READER_ABSENT:
    case v1::DEVICE_TOKEN_ABSENT:
    case v1::DEVICE_TOKEN_AMBIGUOUS:
    case v1::DEVICE_CARD_SERVICE_ABSENT:
    case v1::DEVICE_TOKEN_REMOVED:
      return true;
    default:
      return false;
  }
}

std::optional<absl::Status> EndUnfinished(const SessionPlace& session, const DeskRules& rules,
                                          SignerServer& server, SignerDesk& desk, Stop& stop) {
  const SystemClock clock;
  const auto finish = [&](KeptSession kept) {
    return FinishKept(server, std::move(kept), rules, HostOf(clock, stop, nullptr), desk);
  };
  std::optional<absl::Status> ended;
  absl::StatusOr<KeptSession> kept = TakeKept(session);
  if (kept.ok() && kept->MayBeReleased()) ended = finish(*std::move(kept));
  for (KeptSession& other : KeptSession::Unfinished(DefaultKeptFolder(), session.address)) {
    // It was told to the signer, who is here for another session.
    finish(std::move(other)).IgnoreError();
  }
  return ended;
}

absl::Status RunSession(const SessionPlace& session, const DeskRules& rules, SignerServer& server,
                        device::SignatureDevice& device, SignerDesk& desk, Stop& stop) {
  absl::StatusOr<KeptSession> kept = TakeKept(session);
  if (ReasonOf(kept.status()) == v1::USAGE) {
    desk.Tell(Phrase::kOpenElsewhere, "");
    return kept.status();
  }
  const SystemClock clock;
  AgentSession run(server, device, desk, rules, HostOf(clock, stop, kept.ok() ? &*kept : nullptr));
  if (const auto* ticket = std::get_if<std::string>(&session.opening)) return run.Run(*ticket);
  return run.Run(std::get<v1::PresentRequest::Waiting>(session.opening));
}

// REQ: DEV-3
void PrepareProcess() {
  const rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  FixCipherSuites();
  // The kernel takes all back at the end, and threads of gRPC's may still call.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
  // A failed handshake is an error that is told; gRPC's own words of it are for nobody here.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  SetLogLevel(LogLevel::kError);
}

}  // namespace paraphe::agent
