// store_bench: measures both stores; store_bench.h says what. PostgreSQL is started in a temporary folder.
#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "tests/bench/store_bench.h"

namespace paraphe::server::test {
namespace {

constexpr int kUsageExit = 2;

int Main(const std::vector<std::string>& arguments) {
  BenchOptions options;
  bool json = false;
  for (const std::string& argument : arguments) {
    if (argument == "--quick") {
      options.each = absl::Milliseconds(300);
    } else if (argument == "--json") {
      json = true;
    } else {
      std::fprintf(stderr, "store_bench [--quick] [--json]: transitions and commits a second\n");
      return argument == "--help" ? 0 : kUsageExit;
    }
  }
  PostgresServer& database = PostgresServer::Shared();
  const std::vector<StoreFigures> figures = {
      Measure(MakeSqliteBench, options),
      Measure([&] { return MakePostgresqlBench(database, options.threads); }, options)};
  std::fputs((json ? ToJson(figures) : ToTable(figures)).c_str(), stdout);
  return 0;
}

}  // namespace
}  // namespace paraphe::server::test

int main(int argc, char** argv) {
  return paraphe::server::test::Main(std::vector<std::string>(argv + 1, argv + argc));
}
