// What the calls of both services work with. One per server; the calls are functions of it and
// their request.
#ifndef PARAPHE_SERVER_RPC_SERVER_CONTEXT_H_
#define PARAPHE_SERVER_RPC_SERVER_CONTEXT_H_

#include "common/clock.h"
#include "server/catalogue.h"
#include "server/config.h"
#include "server/identity/account_keeper.h"
#include "server/identity/logins.h"
#include "server/rpc/anchor_cache.h"
#include "server/session/session_machine.h"

namespace paraphe::server {

// Everything in it is thread-safe and outlives it.
struct ServerContext {
  const ServerSettings& settings;
  const CatalogueHolder& catalogue;
  const Clock& clock;
  AnchorCache& anchors;
  SessionMachine& machine;
  // Null where the configuration has no accounts.
  Logins* logins = nullptr;
  AccountKeeper* account_keeper = nullptr;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SERVER_CONTEXT_H_
