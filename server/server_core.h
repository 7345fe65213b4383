// A server without its gRPC: the sessions, and everything that the calls work with.
#ifndef PARAPHE_SERVER_SERVER_CORE_H_
#define PARAPHE_SERVER_SERVER_CORE_H_

#include <memory>
#include <optional>
#include <string>

#include "common/clock.h"
#include "pki/certificate_memory.h"
#include "server/catalogue.h"
#include "server/config.h"
#include "server/in_force.h"
#include "server/listeners.h"
#include "server/reloader.h"
#include "server/rpc/server_context.h"
#include "server/rpc/watch_hub.h"
#include "server/session/session_machine.h"
#include "server/store/session_store.h"

namespace paraphe::server {

// What a core is made of. Clock and store must outlive it.
struct CoreParts {
  ServerSettings settings;
  std::shared_ptr<const Catalogue> catalogue;
  const Clock* clock = nullptr;
  SessionStore* store = nullptr;
  std::optional<PasswordRules> password_rules = std::nullopt;  // unset: without the operator's list
  // For administrators; all may be left out.
  std::string config = {};                         // the configuration's path, to be read again
  std::optional<InForce> in_force = std::nullopt;  // that of settings and catalogue
  ProgramFacts program = {};
  AuditSource audit = nullptr;
};

// Thread-safe.
class ServerCore {
 public:
  explicit ServerCore(CoreParts parts);
  ServerCore(const ServerCore&) = delete;
  ServerCore& operator=(const ServerCore&) = delete;

  const ServerSettings& settings() const { return settings_; }
  const ServerContext& context() const { return context_; }
  SessionMachine& machine() { return machine_; }
  CatalogueHolder& catalogue() { return catalogue_; }
  Reloader& reloader() { return reloader_; }
  WatchHub& hub() { return hub_; }
  CertificateMemory& certificates() { return certificates_; }
  const SessionStore& store() const { return store_; }
  Logins* logins() { return logins_.get(); }

 private:
  // In the order of dependence: what is lower uses what is above.
  const ServerSettings settings_;
  const SessionStore& store_;
  CatalogueHolder catalogue_;
  WatchHub hub_;
  SessionLog log_;
  Listeners listeners_;
  AnchorCache anchors_;
  CertificateMemory certificates_;
  SessionMachine machine_;
  const PasswordRules password_rules_;
  const std::unique_ptr<Logins> logins_;  // null where the configuration has no accounts
  const std::unique_ptr<AccountKeeper> account_keeper_;
  Reloader reloader_;
  const ProgramFacts program_;
  const AuditSource audit_;
  WorkerPool audit_readers_;
  const ServerContext context_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SERVER_CORE_H_
