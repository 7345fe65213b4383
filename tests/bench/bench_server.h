// A paraphed in a process of its own, as it is shipped: TLS, SQLite on a disk, the tables of deploy/tables.
#ifndef PARAPHE_TESTS_BENCH_BENCH_SERVER_H_
#define PARAPHE_TESTS_BENCH_BENCH_SERVER_H_

#include <memory>
#include <string>

#include <sys/types.h>

#include "tests/crash/server_calls.h"
#include "tests/flow/running_program.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::bench {

inline constexpr char kBenchApplication[] = "bench";

// The folder of a server: writes its certificate, its key, those of the caller "caller" and their CAs; so
// that another server may use the same.
void WriteTlsFiles(const test::TempDir& dir);

// Ended on destruction. Thread-safe once it is made.
class BenchServer {
 public:
  // Dies where it does not listen within a minute.
  BenchServer();

  pid_t process() const { return program_->pid(); }
  const test::TempDir& dir() const { return dir_; }
  std::string address() const;

  // A connection for the caller and one for the signer, which nobody else has.
  std::shared_ptr<const test::ServerCalls> Connect() const;

 private:
  test::TempDir dir_;
  std::unique_ptr<test::RunningProgram> program_;
};

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_BENCH_SERVER_H_
