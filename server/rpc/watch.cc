// Watch: a stream of a session's states, for both services.
#include "server/rpc/watch.h"

#include <memory>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/rpc/calls.h"
#include "server/rpc/watch_reactor.h"

namespace paraphe::server {
namespace {

// Asked twice on purpose: what changes between the first look and Add would be lost otherwise.
absl::Status StartStream(SessionMachine& machine, WatchHub& hub, const SessionRef& ref,
                         const std::shared_ptr<WatchReactor>& reactor) {
  ASSIGN_OR_RETURN(const v1::SessionRecord known, Run(&SessionMachine::Get, machine, ref));
  RETURN_IF_ERROR(hub.Add(known.id(), reactor));
  ASSIGN_OR_RETURN(const v1::SessionRecord now, Run(&SessionMachine::Get, machine, ref));
  reactor->OnEvent(EventOf(now));
  return absl::OkStatus();
}

}  // namespace

grpc::ServerWriteReactor<v1::SessionEvent>* AnswerWatch(WorkerPool& pool, SessionMachine& machine,
                                                        WatchHub& hub, SessionRef ref) {
  const std::shared_ptr<WatchReactor> reactor = WatchReactor::Create();
  const bool taken = pool.Submit([&machine, &hub, ref = std::move(ref), reactor] {
    const absl::Status started = StartStream(machine, hub, ref, reactor);
    if (!started.ok()) reactor->OnClose(started);
  });
  if (!taken) reactor->OnClose(MakeError(v1::OVERLOADED, "the server is busy; try again later"));
  return reactor.get();
}

}  // namespace paraphe::server
