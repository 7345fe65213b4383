// The command line of paraphe-bench.
#ifndef PARAPHE_TESTS_BENCH_BENCH_OPTIONS_H_
#define PARAPHE_TESTS_BENCH_BENCH_OPTIONS_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "tests/bench/bench_report.h"
#include "tests/bench/shapes.h"

namespace paraphe::bench {

struct BenchOptions {
  bool help = false;
  bool quick = false;  // fewer rounds and smaller sizes: about a minute
  bool json = false;
  double tolerance = 1;        // how many times a limit a value may be before the exit status is 1
  Stands stands;               // see AllHold
  std::set<std::string> only;  // targets, "T4"; empty: all
  Shape shape = Shape::kPes;   // of the documents that sessions sign
  bool all_shapes = true;      // what is measured in process is measured for each shape
  std::string bare_server;     // not for people: be the bare server with the files of this folder

  bool Wants(absl::string_view target) const;
};

inline constexpr char kBenchHelp[] =
    "paraphe-bench [--quick] [--json] [--only T1,T4] [--shape pes|ubl|text|base64] [--tolerance "
    "N]\n"
    "              [--stands 'T1=5,T1 floors=2']\n"
    "measures the targets T1 to T12 beside their peers, in turn. Exit status 1 where a value is\n"
    "more than N (1) times its limit; of a target that --stands names, than N times the value "
    "there\n"
    "where that is worse. --shape: of all documents; else sessions sign pes, and what is measured\n"
    "in process is measured for each shape. Progress goes to standard error.\n";

// An error in words where one is not known, or not what its option takes.
absl::StatusOr<BenchOptions> ReadOptions(const std::vector<std::string>& words);

// Says on standard error what is measured now.
void Progress(absl::string_view what);

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_BENCH_OPTIONS_H_
