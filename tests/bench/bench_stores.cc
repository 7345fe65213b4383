#include "tests/bench/bench_stores.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"

#include "server/store/postgresql/connection.h"
#include "server/store/postgresql/postgresql_store.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/sqlite_store.h"
#include "tests/testing/or_die.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::CheckOrDie;

template <typename T>
T ValueOrDie(absl::StatusOr<T> value) {
  CheckOrDie(value.ok(), "making a database");
  return *std::move(value);
}

class SqliteBench final : public BenchStore {
 public:
  SqliteBench() : bare_(sqlite::OpenForWriting(dir_.Join("bare.db"))) {
    bare_.exec("CREATE TABLE bare (x INTEGER); INSERT INTO bare VALUES (0)");
  }

  std::string name() const override { return "sqlite"; }
  SessionStore& store() override { return *store_; }
  absl::Status CommitBare(int /*thread*/) override {
    const absl::MutexLock lock(&mutex_);
    return sqlite::WithStatus([this] {
      bare_.exec("UPDATE bare SET x = x + 1");
      return absl::OkStatus();
    });
  }
  uint64_t LogBytes() const override {
    return std::filesystem::file_size(dir_.Join("paraphed.db-wal"));
  }

 private:
  const paraphe::test::TempDir dir_;
  const std::unique_ptr<sqlite::SqliteStore> store_ =
      ValueOrDie(sqlite::SqliteStore::Open(dir_.Join("paraphed.db"), StoreBounds()));
  absl::Mutex mutex_;  // one writer
  SQLite::Database bare_;
};

class PostgresqlBench final : public BenchStore {
 public:
  PostgresqlBench(PostgresServer& database, int threads)
      : database_(database),
        conninfo_(database.Conninfo(database.MakeSchema())),
        store_(ValueOrDie(postgresql::PostgresqlStore::Open(conninfo_, static_cast<size_t>(threads),
                                                            StoreBounds()))) {
    for (int i = 0; i < threads; ++i) {
      bare_.push_back(ValueOrDie(postgresql::Connection::Open(conninfo_)));
      const absl::Status made = bare_.back()->Execute(
          absl::StrCat("CREATE TABLE bare", i, " (x integer); INSERT INTO bare", i, " VALUES (0)"));
      CheckOrDie(made.ok(), "making a table");
    }
  }

  std::string name() const override { return "postgresql"; }
  SessionStore& store() override { return *store_; }
  absl::Status CommitBare(int thread) override {
    return bare_[static_cast<size_t>(thread)]->Execute(
        absl::StrCat("UPDATE bare", thread, " SET x = x + 1"));
  }
  uint64_t LogBytes() const override {
    uint64_t bytes = 0;
    const std::string text =
        database_.Query("public", "SELECT pg_current_wal_insert_lsn() - '0/0'");
    CheckOrDie(absl::SimpleAtoi(text, &bytes), "the position of the log");
    return bytes;
  }

 private:
  PostgresServer& database_;
  const std::string conninfo_;
  const std::unique_ptr<postgresql::PostgresqlStore> store_;
  std::vector<std::unique_ptr<postgresql::Connection>> bare_;
};

}  // namespace

std::unique_ptr<BenchStore> MakeSqliteBench() { return std::make_unique<SqliteBench>(); }

std::unique_ptr<BenchStore> MakePostgresqlBench(PostgresServer& database, int threads) {
  return std::make_unique<PostgresqlBench>(database, threads);
}

}  // namespace paraphe::server::test
