// Stores to measure, each in a new and empty database of its own, beside the bare database.
#ifndef PARAPHE_TESTS_BENCH_BENCH_STORES_H_
#define PARAPHE_TESTS_BENCH_BENCH_STORES_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"

#include "server/store/session_store.h"
#include "tests/server/store/postgresql/postgres_server.h"

namespace paraphe::server::test {

class BenchStore {
 public:
  virtual ~BenchStore() = default;

  virtual std::string name() const = 0;
  virtual SessionStore& store() = 0;

  // Without the store: changes one row, and commits that as durably as the store would. `thread`, from 0, has
  // a connection and a row of its own where the database takes several writers. Thread-safe.
  virtual absl::Status CommitBare(int thread) = 0;

  // How much was written to the write-ahead log so far. In SQLite, at most what fits before the log begins
  // again (4 MB).
  virtual uint64_t LogBytes() const = 0;
};

// Both die where the database cannot be made. In a temporary folder.
std::unique_ptr<BenchStore> MakeSqliteBench();
// `database` must outlive it; for at most `threads` at once.
std::unique_ptr<BenchStore> MakePostgresqlBench(PostgresServer& database, int threads);

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_BENCH_BENCH_STORES_H_
