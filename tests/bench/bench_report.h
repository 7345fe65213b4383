// What paraphe-bench found: each target beside its limit, and where the time and memory went.
#ifndef PARAPHE_TESTS_BENCH_BENCH_REPORT_H_
#define PARAPHE_TESTS_BENCH_BENCH_REPORT_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace paraphe::bench {

// One figure that a target bounds. `value` is what `limit` is for: mostly ours / peer.
struct Figure {
  std::string id;    // "T1", and where a target has several figures "T1 floors"
  std::string what;  // in words
  double value = 0;
  double limit = 0;
  std::string unit;       // of value and limit: "ratio", "ms", "bytes" ...
  bool at_least = false;  // the limit is the least value that is good, not the most
  // What was compared, in `parts_unit`; unset where there is nothing to compare with.
  absl::optional<double> peer;
  absl::optional<double> ours;
  std::string parts_unit;
};

// How often `peer` goes into `ours`, both in `parts_unit`.
Figure RatioOf(const std::string& id, const std::string& what, double limit, double ours,
               double peer, const std::string& parts_unit);

// Whether the value is good where the limit is `tolerance` times as generous; 1: as it is.
bool Holds(const Figure& figure, double tolerance = 1);

// Something measured on the way, which nothing bounds.
struct Part {
  std::string what;
  double value = 0;
  std::string unit;
};

struct Report {
  std::vector<Figure> figures;
  std::vector<Part> parts;

  void Add(Report other);
};

// Where figures stand whose limit is not reached yet, by id.
using Stands = std::map<std::string, double>;

// Whether each figure holds; of one that `stands` names, that value is the limit where it is the more
// generous one.
bool AllHold(const Report& report, double tolerance, const Stands& stands = {});

// For people: a table of the figures, then of the parts.
std::string ToTable(const Report& report);
// {"targets":[{"id":…,"value":…,"limit":…,"unit":…,"ok":…,"peer":…,"ours":…}],"parts":[…]}; peer and ours
// are null where they are unset. One line.
std::string ToJson(const Report& report);

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_BENCH_REPORT_H_
