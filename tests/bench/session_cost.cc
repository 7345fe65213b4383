// T1, T2, T3, T5: sessions, one after the other.
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/bench/bare_call.h"
#include "tests/bench/bench_server.h"
#include "tests/bench/bench_session.h"
#include "tests/bench/bench_stores.h"
#include "tests/bench/measurements.h"
#include "tests/bench/process_cost.h"
#include "tests/bench/rsa_floor.h"
#include "tests/testing/or_die.h"

namespace paraphe::bench {
namespace {

using ::paraphe::test::CheckOrDie;
using ::paraphe::test::ServerCalls;

constexpr double kLeastSeconds = 0.01;  // of CPU, for one measurement of a floor
constexpr int kBareCalls = 50;

// What a session cannot do without: each transition is committed before it is answered, the device's
// signature is checked when it comes and the document's before it leaves.
constexpr int kCommits = 7;
constexpr int kVerifications = 2;

constexpr double kMostOverFloors = 1.5;
constexpr double kMostDocuments = 5;  // of the document's size, in memory

struct SizeRow {
  const char* id;
  const char* size;
  size_t bytes;
  double limit;
  int sessions;      // of one round
  int rounds;        // in full
  int quick_rounds;  // in quick form
};
constexpr SizeRow kSizes[] = {
    {"T1", "2.4 KB", kSmallBytes, 3, 25, 25, 7},
    {"T2", "100 KB", kMediumBytes, 0.75, 10, 15, 5},
    {"T3", "10 MB", kLargeBytes, 0.5, 1, 7, 2},
};

// Seconds of CPU of one session.
struct Cost {
  std::array<double, kSteps.size()> server = {};
  double caller = 0;
  double agent = 0;

  double Server() const {
    double all = 0;
    for (const double step : server) all += step;
    return all;
  }
};

// The server's work after an answer counts for the next call, and that after the last one is left for the next
// session: on the average of several sessions nothing is lost.
Cost CostOf(const BenchServer& server, const ServerCalls& calls, const Request& request,
            int sessions) {
  Cost cost;
  double before = CpuSeconds(server.process());
  const double own_before = OwnCpuSeconds();
  for (int i = 0; i < sessions; ++i) {
    SignOrDie(calls, request, [&](Step step, const auto& call) {
      const double own = OwnCpuSeconds();
      call();
      const double after = CpuSeconds(server.process());
      cost.server[static_cast<size_t>(step)] += (after - std::exchange(before, after)) / sessions;
      if (IsCallers(step)) cost.caller += (OwnCpuSeconds() - own) / sessions;
    });
  }
  cost.agent = (OwnCpuSeconds() - own_before) / sessions - cost.caller;
  return cost;
}

Cost MedianOf(const std::vector<Cost>& costs) {
  const auto median = [&](const std::function<double(const Cost&)>& of) {
    std::vector<double> values;
    for (const Cost& cost : costs) values.push_back(of(cost));
    return bench::MedianOf(std::move(values));
  };
  Cost cost;
  for (size_t i = 0; i < kSteps.size(); ++i) {
    cost.server[i] = median([i](const Cost& one) { return one.server[i]; });
  }
  cost.caller = median([](const Cost& one) { return one.caller; });
  cost.agent = median([](const Cost& one) { return one.agent; });
  return cost;
}

void AddParts(const SizeRow& size, const Cost& cost, Report& report) {
  const auto part = [&](absl::string_view what, double seconds) {
    report.parts.push_back(
        {absl::StrCat(size.id, " ", size.size, ": ", what), 1e3 * seconds, "ms"});
  };
  for (const Step step : kSteps) {
    part(absl::StrCat("server, ", NameOf(step)), cost.server[static_cast<size_t>(step)]);
  }
  part("agent with card, in this process", cost.agent);
  part("caller, in this process", cost.caller);
}

// The floors of a session, each as one number a round.
class Floors {
 public:
  double Measure() {
    const double call = bare_.CpuOfCalls(kBareCalls);
    const double commit =
        CpuOf([&] { CheckOrDie(store_->CommitBare(0).ok(), "a bare commit"); }, kLeastSeconds);
    const double verification = CpuOf([&] { rsa_.VerifyOrDie(); }, kLeastSeconds);
    calls_.push_back(call);
    commits_.push_back(commit);
    verifications_.push_back(verification);
    return static_cast<double>(kSteps.size()) * call + kCommits * commit +
           kVerifications * verification;
  }
  void AddParts(Report& report) const {
    report.parts.push_back({"T1 floors: a bare call", 1e3 * bench::MedianOf(calls_), "ms"});
    report.parts.push_back({"T1 floors: a bare commit", 1e3 * bench::MedianOf(commits_), "ms"});
    report.parts.push_back(
        {"T1 floors: an RSA verification", 1e3 * bench::MedianOf(verifications_), "ms"});
  }

 private:
  const BareServer bare_;
  const std::unique_ptr<server::test::BenchStore> store_ = server::test::MakeSqliteBench();
  const RsaFloor rsa_;
  std::vector<double> calls_, commits_, verifications_;
};

// Beside the peer, and where there are `floors` beside these.
Report MeasureSize(const SizeRow& size, const BenchOptions& options, const PeerXmlsec& peer,
                   Floors* floors) {
  const Request request = {MakeDocument(options.shape, size.bytes), TableOf(options.shape)};
  const BenchServer server;
  const auto calls = server.Connect();
  CostOf(server, *calls, request, size.sessions);  // whatever is made once is made
  std::vector<Cost> costs;
  std::vector<std::function<double()>> measures = {
      [&] { return CpuOf([&] { peer.Sign(request.document); }, kLeastSeconds); },
      [&] {
        costs.push_back(CostOf(server, *calls, request, size.sessions));
        return costs.back().Server();
      }};
  if (floors != nullptr) measures.emplace_back([&] { return floors->Measure(); });
  const std::vector<double> medians =
      MediansInTurn(options.quick ? size.quick_rounds : size.rounds, measures);
  Report report;
  report.figures.push_back(RatioOf(
      size.id, absl::StrCat("server's CPU of a session of ", size.size, " / libxmlsec1's sign"),
      size.limit, 1e3 * medians[1], 1e3 * medians[0], "ms"));
  if (floors != nullptr) {
    report.figures.push_back(RatioOf("T1 floors", "the same / its calls, commits and verifications",
                                     kMostOverFloors, 1e3 * medians[1], 1e3 * medians[2], "ms"));
    floors->AddParts(report);
  }
  AddParts(size, MedianOf(costs), report);
  return report;
}

// The peak of a server that has served one small session before, and one large one.
Report MeasureMemory(const BenchOptions& options) {
  const BenchServer server;
  const auto calls = server.Connect();
  SignOrDie(*calls, {MakeDocument(options.shape, kSmallBytes), TableOf(options.shape)});
  const double idle = static_cast<double>(MemoryOf(server.process()).resident);
  const Request request = {MakeDocument(options.shape, kLargeBytes), TableOf(options.shape)};
  SignOrDie(*calls, request);
  const double peak = static_cast<double>(MemoryOf(server.process()).peak);
  const Figure figure =
      RatioOf("T5", "server's peak memory over a session of 10 MB, above idle / the document",
              kMostDocuments, (peak - idle) / kMegabyte,
              static_cast<double>(request.document.size()) / kMegabyte, "MB");
  return {{figure}, {{"T5: the idle server", idle / kMegabyte, "MB"}}};
}

}  // namespace

Report MeasureSessions(const BenchOptions& options, const PeerXmlsec& peer) {
  Report report;
  for (const SizeRow& size : kSizes) {
    if (!options.Wants(size.id)) continue;
    Progress(absl::StrCat(size.id, " sessions of ", size.size));
    std::unique_ptr<Floors> floors;
    if (size.bytes == kSmallBytes) floors = std::make_unique<Floors>();
    report.Add(MeasureSize(size, options, peer, floors.get()));
  }
  if (options.Wants("T5")) {
    Progress("T5");
    report.Add(MeasureMemory(options));
  }
  return report;
}

}  // namespace paraphe::bench
