// The stores that servers run on while they, or the stores themselves, get into trouble.
#ifndef PARAPHE_TESTS_CRASH_CRASH_STORES_H_
#define PARAPHE_TESTS_CRASH_CRASH_STORES_H_

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/server/store/postgresql/postgres_server.h"

namespace paraphe::test {

// The `store { … }` of a configuration: a file in the server's folder, of this name.
inline constexpr char kSqliteFile[] = "crash.db";
std::string SqliteStore();
// The same: a new schema of `database`, by the socket in `folder` where one is given.
std::string PostgresqlStore(server::test::PostgresServer& database, const std::string& folder = "");

// Cuts every connection that a paraphed has to `database`; those in the middle of a transaction only, where
// `in_transaction`. How many they were.
int CutConnections(const server::test::PostgresServer& database, bool in_transaction);

// While it lives, no file of these processes, and of those that they start, grows beyond `bytes`: the disk
// is full for them. They must not be ended by SIGXFSZ.
class FullDisk {
 public:
  FullDisk(std::vector<pid_t> processes, uint64_t bytes);
  ~FullDisk();
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  const std::vector<pid_t> processes_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_CRASH_STORES_H_
