// A PostgreSQL server of our own, for tests.
#ifndef PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_POSTGRES_SERVER_H_
#define PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_POSTGRES_SERVER_H_

#include <string>

#include <sys/types.h>

#include "tests/testing/temp_dir.h"

namespace paraphe::server::test {

// PostgreSQL 15 of Debian's package, in a temporary folder, reached by a socket in it and by nothing else;
// ended with this object, or with the thread that started it, however that ends. As it refuses root, it
// runs as Debian's user postgres where the test runs as root. The program dies where it cannot be started.
class PostgresServer {
 public:
  PostgresServer();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // The one that a test program's tests share; started when it is first asked for, by the main thread.
  static PostgresServer& Shared();

  // Starts it again, after Stop(); returns once it takes connections.
  void Start();
  // Fast: open connections are cut. Crash: as if the power failed.
  void Stop();
  void Crash();

  // Of the process that starts all others.
  pid_t pid() const { return pid_; }

  // A new, empty schema of the one database; returns its name.
  std::string MakeSchema();
  void DropSchema(const std::string& name);

  // The connection string of a superuser, who is in this schema; by the socket in another folder, where one
  // is given.
  std::string Conninfo(const std::string& schema, const std::string& folder = "") const;
  // Where its own socket is.
  const std::string& folder() const { return dir_.path(); }
  // Runs SQL there; the first value of its result, as text. Dies where it fails.
  std::string Query(const std::string& schema, const std::string& sql) const;

  // What stands in the files of the database's tables, once everything was written to them.
  std::string TableFiles() const;
  // What stands in the write-ahead log.
  std::string LogFiles() const;

 private:
  std::string DataFolder() const { return dir_.Join("data"); }
  void End(int signal);

  paraphe::test::TempDir dir_;
  pid_t pid_ = -1;
  int schemas_ = 0;
};

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_POSTGRES_SERVER_H_
