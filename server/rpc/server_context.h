// What the calls of all services work with. One per server; the calls are functions of it and
// their request.
#ifndef PARAPHE_SERVER_RPC_SERVER_CONTEXT_H_
#define PARAPHE_SERVER_RPC_SERVER_CONTEXT_H_

#include <string>

#include "common/clock.h"
#include "pki/certificate_memory.h"
#include "server/audit/audit_chain.h"
#include "server/catalogue.h"
#include "server/config.h"
#include "server/identity/account_keeper.h"
#include "server/identity/logins.h"
#include "server/rpc/anchor_cache.h"
#include "server/rpc/worker_pool.h"
#include "server/session/session_machine.h"
#include "server/store/session_store.h"

namespace paraphe::server {

class Reloader;

// Exactly which program runs (common/build_info.h).
struct ProgramFacts {
  std::string version = "unknown";
  std::string build = "unknown";
  std::string sha256 = "unknown";
};

// Everything in it is thread-safe and outlives it.
struct ServerContext {
  const ServerSettings& settings;
  const CatalogueHolder& catalogue;
  const Clock& clock;
  AnchorCache& anchors;
  CertificateMemory& certificates;
  SessionMachine& machine;
  // For administrators.
  SessionStore& store;
  Reloader& reloader;
  const ProgramFacts& program;
  const AuditSource& audit;   // null where the store keeps no log
  WorkerPool& audit_readers;  // they may wait for their clients
  // Null where the configuration has no accounts.
  Logins* logins = nullptr;
  AccountKeeper* account_keeper = nullptr;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SERVER_CONTEXT_H_
