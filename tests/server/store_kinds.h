// The stores that a server can have, as its configuration opens them.
#ifndef PARAPHE_TESTS_SERVER_STORE_KINDS_H_
#define PARAPHE_TESTS_SERVER_STORE_KINDS_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "server/chosen_store.h"
#include "server/config.h"
#include "tests/server/store/postgresql/postgres_server.h"
#include "tests/testing/or_die.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// `open` names the store in the settings, empty and in the folder or a schema of its own, and opens it.
struct StoreOfServer {
  std::string name;
  std::function<void(server::ServerSettings& settings, const TempDir& dir)> choose;

  std::unique_ptr<server::SessionStore> open(server::ServerSettings& settings,
                                             const TempDir& dir) const {
    choose(settings, dir);
    auto store = server::OpenStore(settings);
    CheckOrDie(store.ok(), "store");
    return *std::move(store);
  }
};

inline void PrintTo(const StoreOfServer& store, std::ostream* out) { *out << store.name; }

inline std::vector<StoreOfServer> DurableStores() {
  return {{"Sqlite", [](server::ServerSettings& settings,
                        const TempDir& dir) { settings.sqlite_path = dir.Join("paraphed.db"); }},
          {"Postgresql", [](server::ServerSettings& settings, const TempDir&) {
             auto& database = server::test::PostgresServer::Shared();
             settings.conninfo = database.Conninfo(database.MakeSchema());
             settings.store_connections = 2;
           }}};
}

inline std::vector<StoreOfServer> AllStores() {
  std::vector<StoreOfServer> stores = DurableStores();
  stores.push_back({"Memory", [](server::ServerSettings&, const TempDir&) {}});
  return stores;
}

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_STORE_KINDS_H_
