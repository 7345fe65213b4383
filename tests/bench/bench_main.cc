// paraphe-bench: measures the speed and size targets T1 to T12, each beside its peer in the same run.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/bare_call.h"
#include "tests/bench/bench_options.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/measurements.h"
#include "tests/bench/peer_xmlsec.h"
#include "tests/testing/test_key.h"

namespace paraphe::bench {
namespace {

constexpr int kUsageExit = 2;

// The programs stand beside this one; the tables in the sources that it was built from.
void SetFolders() {
  const std::string beside = std::filesystem::read_symlink("/proc/self/exe").parent_path().string();
  setenv("PARAPHE_BIN", beside.c_str(), 0);
  setenv("PARAPHE_SOURCE", PARAPHE_BENCH_SOURCE, 0);
}

Report MeasureAll(const BenchOptions& options) {
  Report report;
  const PeerXmlsec peer(*test::TestKey::SharedRsa());
  report.Add(MeasureSessions(options, peer));
  if (options.Wants("T4")) report.Add(MeasureFormatting(options));
  if (options.Wants("T6") || options.Wants("T8")) report.Add(MeasureLoad(options, peer));
  if (options.Wants("T7")) report.Add(MeasureWaiting(options));
  if (options.Wants("T9")) report.Add(MeasureGrowth(options));
  if (options.Wants("T10")) report.Add(MeasurePage(options));
  if (options.Wants("T11")) report.Add(MeasureAgent(options, peer));
  if (options.Wants("T12")) report.Add(MeasurePrograms(options));
  return report;
}

int Main(const std::vector<std::string>& words) {
  const absl::StatusOr<BenchOptions> options = ReadOptions(words);
  if (!options.ok() || options->help) {
    if (!options.ok()) std::fprintf(stderr, "%s\n", options.status().ToString().c_str());
    std::fputs(kBenchHelp, options.ok() ? stdout : stderr);
    return options.ok() ? 0 : kUsageExit;
  }
  if (!options->bare_server.empty()) return ServeBareCalls(options->bare_server);
  SetFolders();
  const Report report = MeasureAll(*options);
  std::fputs((options->json ? ToJson(report) : ToTable(report)).c_str(), stdout);
  return AllHold(report, options->tolerance, options->stands) ? 0 : 1;
}

}  // namespace
}  // namespace paraphe::bench

int main(int argc, char** argv) {
  return paraphe::bench::Main(std::vector<std::string>(argv + 1, argv + argc));
}
