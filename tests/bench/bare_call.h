// The floor of a call: a bare gRPC unary call over the same mutual TLS, of the cheapest server style, which is
// gRPC's synchronous API; the server is a process of its own.
#ifndef PARAPHE_TESTS_BENCH_BARE_CALL_H_
#define PARAPHE_TESTS_BENCH_BARE_CALL_H_

#include <memory>
#include <string>

#include "tests/crash/server_calls.h"
#include "tests/flow/running_program.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::bench {

// What the process of the server does: serves empty answers with the TLS files of `folder`
// (WriteTlsFiles) until it is killed; says "listening on PORT." once it does. The exit status.
int ServeBareCalls(const std::string& folder);

// Ended on destruction.
class BareServer {
 public:
  // Starts this program once more. Dies where it does not listen within a minute.
  BareServer();

  // Seconds of CPU that each of `count` calls, one after the other, takes of the server.
  double CpuOfCalls(int count) const;

 private:
  test::TempDir dir_;
  std::unique_ptr<test::RunningProgram> program_;
  std::shared_ptr<const test::ServerCalls> calls_;
};

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_BARE_CALL_H_
