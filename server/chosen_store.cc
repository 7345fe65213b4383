#include "server/chosen_store.h"

#include <utility>

#include "common/log.h"
#include "common/status_macros.h"
#include "server/store/memory_store.h"
#include "server/store/postgresql/audit_rows.h"
#include "server/store/postgresql/postgresql_store.h"
#include "server/store/postgresql/store_check.h"
#include "server/store/sqlite/sqlite_store.h"
#include "server/store/sqlite/store_check.h"
#include "server/store/sqlite/store_file.h"

namespace paraphe::server {
namespace {

bool IsPostgresql(const ServerSettings& settings) { return !settings.conninfo.empty(); }

// Null where the configuration names none.
absl::StatusOr<std::shared_ptr<StoreKeyFile>> OpenKeys(const ServerSettings& settings) {
  if (settings.store_key_file.empty()) return std::shared_ptr<StoreKeyFile>();
  return StoreKeyFile::Open(settings.store_key_file);
}

absl::StatusOr<std::unique_ptr<SessionStore>> OpenLasting(const ServerSettings& settings) {
  ASSIGN_OR_RETURN(std::shared_ptr<StoreKeyFile> keys, OpenKeys(settings));
  if (IsPostgresql(settings)) {
    ASSIGN_OR_RETURN(
        auto store, postgresql::PostgresqlStore::Open(settings.conninfo, settings.store_connections,
                                                      settings.store_bounds, std::move(keys)));
    return std::unique_ptr<SessionStore>(std::move(store));
  }
  ASSIGN_OR_RETURN(auto store, sqlite::SqliteStore::Open(settings.sqlite_path,
                                                         settings.store_bounds, std::move(keys)));
  return std::unique_ptr<SessionStore>(std::move(store));
}

}  // namespace

bool Lasts(const ServerSettings& settings) {
  return IsPostgresql(settings) || !settings.sqlite_path.empty();
}

std::string NameOfStore(const ServerSettings& settings) {
  return IsPostgresql(settings) ? postgresql::NameOf(settings.conninfo) : settings.sqlite_path;
}

absl::StatusOr<std::unique_ptr<SessionStore>> OpenStore(const ServerSettings& settings) {
  if (!Lasts(settings)) {
    Log(LogLevel::kWarning, "store",
        {{"kind", "memory"},
         {"words", "sessions are lost when this process ends, and there is no audit log"}});
    return std::make_unique<MemoryStore>(settings.store_bounds);
  }
  ASSIGN_OR_RETURN(std::unique_ptr<SessionStore> store, OpenLasting(settings));
  Log(LogLevel::kInfo, "store",
      {{"kind", IsPostgresql(settings) ? "postgresql" : "sqlite"},
       {"path", NameOfStore(settings)}});
  return store;
}

AuditSource AuditOf(const ServerSettings& settings) {
  return IsPostgresql(settings) ? postgresql::ReadAudit(settings.conninfo)
                                : sqlite::ReadAudit(settings.sqlite_path);
}

absl::StatusOr<ChainHead> AuditHeadOf(const ServerSettings& settings) {
  return IsPostgresql(settings) ? postgresql::ReadAuditHead(settings.conninfo)
                                : sqlite::ReadAuditHead(settings.sqlite_path);
}

absl::StatusOr<StoreReport> CheckStoreOf(const ServerSettings& settings, const RecordCheck& check) {
  ASSIGN_OR_RETURN(const std::shared_ptr<StoreKeyFile> file, OpenKeys(settings));
  const std::shared_ptr<const StoreKeys> keys = KeysOf(file);
  return IsPostgresql(settings) ? postgresql::CheckStore(settings.conninfo, check, *keys)
                                : sqlite::CheckStore(settings.sqlite_path, check, *keys);
}

}  // namespace paraphe::server
