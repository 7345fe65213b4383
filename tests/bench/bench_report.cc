#include "tests/bench/bench_report.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "nlohmann/json.hpp"

namespace paraphe::bench {
namespace {

nlohmann::json NumberOrNull(const absl::optional<double>& number) {
  return number.has_value() ? nlohmann::json(*number) : nlohmann::json(nullptr);
}

std::string InUnit(const absl::optional<double>& number, const std::string& unit) {
  return number.has_value() ? absl::StrFormat("%.4g %s", *number, unit) : std::string("-");
}

}  // namespace

Figure RatioOf(const std::string& id, const std::string& what, double limit, double ours,
               double peer, const std::string& parts_unit) {
  Figure figure;
  figure.id = id;
  figure.what = what;
  figure.value = ours / peer;
  figure.limit = limit;
  figure.unit = "ratio";
  figure.peer = peer;
  figure.ours = ours;
  figure.parts_unit = parts_unit;
  return figure;
}

bool Holds(const Figure& figure, double tolerance) {
  return figure.at_least ? figure.value >= figure.limit / tolerance
                         : figure.value <= figure.limit * tolerance;
}

void Report::Add(Report other) {
  std::move(other.figures.begin(), other.figures.end(), std::back_inserter(figures));
  std::move(other.parts.begin(), other.parts.end(), std::back_inserter(parts));
}

bool AllHold(const Report& report, double tolerance, const Stands& stands) {
  return std::all_of(report.figures.begin(), report.figures.end(), [&](Figure figure) {
    if (const auto stand = stands.find(figure.id); stand != stands.end()) {
      figure.limit = figure.at_least ? std::min(figure.limit, stand->second)
                                     : std::max(figure.limit, stand->second);
    }
    return Holds(figure, tolerance);
  });
}

std::string ToTable(const Report& report) {
  std::string table = absl::StrFormat("%-20s %10s %10s %-10s %-4s %14s %14s  %s\n", "target",
                                      "value", "limit", "unit", "ok", "peer", "ours", "what");
  for (const Figure& figure : report.figures) {
    absl::StrAppendFormat(&table, "%-20s %10.4g %s%9.4g %-10s %-4s %14s %14s  %s\n", figure.id,
                          figure.value, figure.at_least ? ">" : "<", figure.limit, figure.unit,
                          Holds(figure) ? "yes" : "NO", InUnit(figure.peer, figure.parts_unit),
                          InUnit(figure.ours, figure.parts_unit), figure.what);
  }
  for (const Part& part : report.parts) {
    absl::StrAppendFormat(&table, "    %-60s %10.4g %s\n", part.what, part.value, part.unit);
  }
  return table;
}

std::string ToJson(const Report& report) {
  nlohmann::json targets = nlohmann::json::array(), parts = nlohmann::json::array();
  for (const Figure& figure : report.figures) {
    targets.push_back({{"id", figure.id},
                       {"value", figure.value},
                       {"limit", figure.limit},
                       {"unit", figure.unit},
                       {"ok", Holds(figure)},
                       {"peer", NumberOrNull(figure.peer)},
                       {"ours", NumberOrNull(figure.ours)}});
  }
  for (const Part& part : report.parts) {
    parts.push_back({{"what", part.what}, {"value", part.value}, {"unit", part.unit}});
  }
  return absl::StrCat(nlohmann::json({{"targets", targets}, {"parts", parts}}).dump(), "\n");
}

}  // namespace paraphe::bench
