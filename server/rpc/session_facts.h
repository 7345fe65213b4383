// What the log says of a refused call: whose session it was about.
#ifndef PARAPHE_SERVER_RPC_SESSION_FACTS_H_
#define PARAPHE_SERVER_RPC_SESSION_FACTS_H_

#include <optional>
#include <string>

#include "common/grpc/status_seam.h"
#include "common/value_rules.h"
#include "server/identity/peer.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

// Whom a request speaks for, and of which session; nothing where it opens one.
template <typename Request>
std::optional<SessionRef> RefOf(const Request& request, const Peer& peer) {
  if constexpr (requires { request.session_token(); }) {
    if (!request.session_token().empty()) return SignerRef{request.session_token()};
  }
  if constexpr (requires { request.ticket(); }) {
    if constexpr (requires { request.agent_secret(); }) {
      if (!request.ticket().empty()) return TicketRef{request.ticket(), request.agent_secret()};
    } else {
      if (!request.ticket().empty()) return TicketRef{request.ticket()};
    }
  }
  if constexpr (requires { request.caller_token(); }) {
    if (!request.session_id().empty())
      return CallerRef{request.session_id(), request.caller_token(), peer.applications};
  }
  return std::nullopt;
}

// Fills in application and session: from the session itself where the request proves that it may
// speak of it, else nothing but the name of an application that the caller is, so that no stranger's words are
// taken for facts.
void NoteSession(const ServerContext& context, const std::optional<SessionRef>& ref,
                 CallFacts& facts);
void NoteApplication(const Peer& peer, const std::string& name, CallFacts& facts);

template <typename Request>
void NoteFacts(const ServerContext& context, const Peer& peer, const Request& request,
               CallFacts& facts) {
  if constexpr (requires { request.application(); }) {
    NoteApplication(peer, request.application(), facts);
  }
  NoteSession(context, RefOf(request, peer), facts);
}

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SESSION_FACTS_H_
