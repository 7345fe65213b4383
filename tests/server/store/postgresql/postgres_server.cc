#include "tests/server/store/postgresql/postgres_server.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/store/postgresql/libpq.h"
#include "tests/testing/or_die.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::CheckOrDie;
using postgresql::UniquePgConn;
using postgresql::UniquePgResult;

constexpr int kPauseMilliseconds = 20;
constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin/";

// Who the server runs as where we are root; null elsewhere.
const passwd* ServerUser() {
  if (geteuid() != 0) return nullptr;
  static const passwd* const user = getpwnam("postgres");
  CheckOrDie(user != nullptr, "no user postgres: install postgresql-15");
  return user;
}

// Runs a program of PostgreSQL as the server's user; what it says goes to `log`.
pid_t Spawn(std::vector<std::string> arguments, const std::string& log) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const passwd* const user = ServerUser();
  const pid_t parent = getpid();
  const pid_t pid = fork();
  CheckOrDie(pid >= 0, "fork");
  if (pid > 0) return pid;
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  if (user != nullptr && (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(126);
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (getppid() != parent || chdir("/") != 0) _exit(126);
  execv(pointers[0], pointers.data());
  _exit(127);
}

int Wait(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

std::string FilesIn(const std::string& folder) {
  std::ostringstream bytes;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
    bytes.clear();  // an empty file is no fault
  }
  return bytes.str();
}

}  // namespace

PostgresServer::PostgresServer() {
  if (const passwd* const user = ServerUser(); user != nullptr) {
    CheckOrDie(chown(dir_.path().c_str(), user->pw_uid, user->pw_gid) == 0, "chown");
  }
  const int status = Wait(
      Spawn({absl::StrCat(kPrograms, "initdb"), "--pgdata", DataFolder(), "--auth=trust",
             "--username=paraphe", "--encoding=UTF8", "--locale=C", "--no-sync", "--wal-segsize=1"},
            dir_.Join("log")));
  CheckOrDie(status == 0, "initdb failed: is postgresql-15 installed?");
  Start();
}

PostgresServer::~PostgresServer() { Stop(); }

PostgresServer& PostgresServer::Shared() {
  static PostgresServer server;
  return server;
}

void PostgresServer::Start() {
  pid_ = Spawn(
      {absl::StrCat(kPrograms, "postgres"), "-D", DataFolder(), "-k", dir_.path(), "-h", "", "-c",
       "max_connections=60", "-c", "fsync=on", "-c", "max_wal_size=32MB", "-c", "min_wal_size=2MB"},
      dir_.Join("log"));
  const std::string conninfo = Conninfo("public");
  for (int tries = 0; PQping(conninfo.c_str()) != PQPING_OK; ++tries) {
    CheckOrDie(tries < 600, "PostgreSQL does not start");
    poll(nullptr, 0, kPauseMilliseconds);
  }
}

void PostgresServer::Stop() { End(SIGINT); }
void PostgresServer::Crash() { End(SIGQUIT); }

void PostgresServer::End(int signal) {
  if (pid_ < 0) return;
  kill(pid_, signal);
  Wait(pid_);
  pid_ = -1;
}

std::string PostgresServer::Conninfo(const std::string& schema, const std::string& folder) const {
  return absl::StrCat(
      "host=", folder.empty() ? dir_.path() : folder,
      " user=paraphe dbname=postgres options='-c client_min_messages=warning -c search_path=",
      schema, "'");
}

std::string PostgresServer::Query(const std::string& schema, const std::string& sql) const {
  const UniquePgConn connection(PQconnectdb(Conninfo(schema).c_str()));
  const UniquePgResult result(PQexec(connection.get(), sql.c_str()));
  const ExecStatusType status = PQresultStatus(result.get());
  CheckOrDie(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK,
             PQerrorMessage(connection.get()));
  return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

std::string PostgresServer::MakeSchema() {
  const std::string name = absl::StrCat("test", ++schemas_);
  Query("public", absl::StrCat("CREATE SCHEMA ", name));
  return name;
}

void PostgresServer::DropSchema(const std::string& name) {
  Query("public", absl::StrCat("DROP SCHEMA ", name, " CASCADE"));
}

std::string PostgresServer::TableFiles() const {
  Query("public", "CHECKPOINT");
  const std::string oid =
      Query("public", "SELECT oid FROM pg_database WHERE datname = current_database()");
  return FilesIn(absl::StrCat(DataFolder(), "/base/", oid));
}

std::string PostgresServer::LogFiles() const {
  return FilesIn(absl::StrCat(DataFolder(), "/pg_wal"));
}

}  // namespace paraphe::server::test
