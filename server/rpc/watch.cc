// Watch: a stream of a session's states, for both services.
#include "server/rpc/watch.h"

#include <memory>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/rpc/calls.h"
#include "server/rpc/credential_log.h"

namespace paraphe::server {
namespace {

// Asked twice on purpose: what changes between the first look and Add would be lost otherwise.
absl::Status StartStream(SessionMachine& machine, WatchHub& hub, const SessionRef& ref,
                         const std::shared_ptr<WatchStream>& stream) {
  ASSIGN_OR_RETURN(const v1::SessionRecord known, Run(&SessionMachine::Get, machine, ref));
  RETURN_IF_ERROR(hub.Add(known.id(), stream, known.version()));
  ASSIGN_OR_RETURN(const v1::SessionRecord now, Run(&SessionMachine::Get, machine, ref));
  stream->OnEvent(EventOf(now));
  return absl::OkStatus();
}

}  // namespace

std::shared_ptr<ReceivedCall> MakeWatch(const CallBounds& bounds,
                                        std::unique_ptr<ArrivedCall> arrived, Peer peer,
                                        const ServerContext& context, WatchHub* hub,
                                        WorkerPool* pool, RefOfBytes ref) {
  const auto start = [&context, hub, ref](const std::shared_ptr<WatchStream>& stream,
                                          grpc::ByteBuffer& message, CallFacts& facts) {
    ASSIGN_OR_RETURN(const SessionRef session, ref(message, stream->peer()));
    const absl::Status started = StartStream(context.machine, *hub, session, stream);
    if (!started.ok()) {
      NoteSession(context, session, facts);
      LogRefusedCredential(context, stream->peer(), "Watch", session, started);
    }
    return started;
  };
  return std::make_shared<WatchStream>(bounds, std::move(arrived), std::move(peer), pool, start);
}

}  // namespace paraphe::server
