#include "tests/crash/crash_stores.h"

#include <cerrno>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include <sys/resource.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

// A process that ended needs no room.
void SetLargestFile(pid_t process, rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  CheckOrDie(prlimit(process, RLIMIT_FSIZE, &limit, nullptr) == 0 || errno == ESRCH, "prlimit");
}

}  // namespace

std::string SqliteStore() {
  return absl::StrCat("store { sqlite { path: \"", kSqliteFile, "\" } }");
}

std::string PostgresqlStore(server::test::PostgresServer& database, const std::string& folder) {
  return absl::StrCat("store { postgresql { conninfo: \"",
                      database.Conninfo(database.MakeSchema(), folder), "\" connections: 6 } }");
}

int CutConnections(const server::test::PostgresServer& database, bool in_transaction) {
  const std::string cut =
      database.Query("public", absl::StrCat("SELECT count(pg_terminate_backend(pid)) FROM "
                                            "pg_stat_activity WHERE application_name = 'paraphed'",
                                            in_transaction ? " AND xact_start IS NOT NULL" : ""));
  int count = 0;
  CheckOrDie(absl::SimpleAtoi(cut, &count), "counting connections");
  return count;
}

FullDisk::FullDisk(std::vector<pid_t> processes, uint64_t bytes)
    : processes_(std::move(processes)) {
  for (const pid_t process : processes_) SetLargestFile(process, bytes);
}

FullDisk::~FullDisk() {
  for (const pid_t process : processes_) SetLargestFile(process, RLIM_INFINITY);
}

}  // namespace paraphe::test
