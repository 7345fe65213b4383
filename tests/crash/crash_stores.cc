#include "tests/crash/crash_stores.h"

#include <cerrno>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

// Whether the bound was set, or the process ended, and needs no room.
bool Bound(pid_t process, rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  return prlimit(process, RLIMIT_FSIZE, &limit, nullptr) == 0 || errno == ESRCH;
}

// Only who runs a process may bound it: not root either, where it was left little power.
void SetLargestFile(pid_t process, rlim_t bytes) {
  if (Bound(process, bytes)) return;
  struct stat owner = {};
  if (stat(absl::StrCat("/proc/", process).c_str(), &owner) != 0) return;
  const pid_t child = fork();
  if (child == 0) {
    const bool is_owner = setgid(owner.st_gid) == 0 && setuid(owner.st_uid) == 0;
    _exit(is_owner && Bound(process, bytes) ? 0 : 1);
  }
  int status = -1;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  CheckOrDie(status == 0, "prlimit as another user");
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
