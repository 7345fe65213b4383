// T6, T8: sessions of several clients at once.
#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "tests/bench/bench_server.h"
#include "tests/bench/bench_session.h"
#include "tests/bench/measurements.h"
#include "tests/bench/process_cost.h"

namespace paraphe::bench {
namespace {

constexpr double kLeastSessions = 500;  // a second
constexpr double kMostMilliseconds = 10;
constexpr int kClients = 16;  // who keep two cores busy: each waits for its answer most of the time
constexpr int kSigners = 24;  // who are not all busy at half of the load
constexpr double kQuantile = 0.99;
constexpr int kRounds = 5;

// Each with a connection of its own.
using Clients = std::vector<std::shared_ptr<const test::ServerCalls>>;

Clients Connect(const BenchServer& server, const Request& request, int count) {
  Clients clients;
  for (int i = 0; i < count; ++i) {
    clients.push_back(server.Connect());
    SignOrDie(*clients.back(), request);  // the connection is made
  }
  return clients;
}

void InThreads(const Clients& clients, const std::function<void(const test::ServerCalls&)>& work) {
  std::vector<std::thread> threads;
  for (const auto& client : clients) threads.emplace_back([&] { work(*client); });
  for (std::thread& thread : threads) thread.join();
}

struct Rate {
  double sessions = 0;  // a second
  double server = 0;    // cores that it took
  double clients = 0;
};

// Each client signs one session after the other.
Rate MeasureRate(const BenchServer& server, const Clients& clients, const Request& request,
                 absl::Duration duration) {
  std::atomic<int> done = 0;
  const double server_before = CpuSeconds(server.process()), own_before = OwnCpuSeconds();
  const absl::Time begin = absl::Now();
  InThreads(clients, [&](const test::ServerCalls& calls) {
    while (absl::Now() - begin < duration) {
      SignOrDie(calls, request);
      ++done;
    }
  });
  const double seconds = absl::ToDoubleSeconds(absl::Now() - begin);
  return {done / seconds, (CpuSeconds(server.process()) - server_before) / seconds,
          (OwnCpuSeconds() - own_before) / seconds};
}

// How long each call took, in milliseconds.
class Latencies {
 public:
  void Add(Step step, absl::Duration taken) {
    const absl::MutexLock lock(&mutex_);
    of_[static_cast<size_t>(step)].push_back(absl::ToDoubleMilliseconds(taken));
  }
  double Quantile(Step step) const {
    const absl::MutexLock lock(&mutex_);
    return QuantileOf(of_[static_cast<size_t>(step)], kQuantile);
  }

 private:
  mutable absl::Mutex mutex_;
  std::array<std::vector<double>, kSteps.size()> of_ ABSL_GUARDED_BY(mutex_);
};

void AwaitUntil(absl::Time planned) {
  const absl::Notification never;
  never.WaitForNotificationWithDeadline(planned);
}

// `sessions` of them, one each `interval`.
void RunPlanned(const Clients& clients, const Request& request, int sessions,
                absl::Duration interval, Latencies* latencies) {
  std::atomic<int> next = 0;
  const absl::Time begin = absl::Now() + interval;
  InThreads(clients, [&](const test::ServerCalls& calls) {
    for (int i = next++; i < sessions; i = next++) {
      const absl::Time planned = begin + i * interval;
      AwaitUntil(planned);
      SignOrDie(calls, request, [&](Step step, const auto& call) {
        const absl::Time from = step == Step::kPrepare ? planned : absl::Now();
        call();
        latencies->Add(step, absl::Now() - from);
      });
    }
  });
}

// What the rounds gave, in turn: one in which the machine stood still for a moment says nothing.
class Rounds {
 public:
  void Add(const Rate& rate) {
    sessions_.push_back(rate.sessions);
    server_.push_back(rate.server);
    clients_.push_back(rate.clients);
  }
  void Add(const Latencies& latencies) {
    for (const Step step : kSteps) {
      quantiles_[static_cast<size_t>(step)].push_back(latencies.Quantile(step));
    }
  }

  Report Sessions(double peer) const;
  Report Quantiles() const;

 private:
  std::vector<double> sessions_, server_, clients_;
  std::array<std::vector<double>, kSteps.size()> quantiles_;
};

Report Rounds::Sessions(double peer) const {
  Report report;
  Figure figure;
  figure.id = "T6";
  figure.what = "whole sessions a second, clients and cards included (peer: signs on two cores)";
  figure.value = MedianOf(sessions_);
  figure.limit = kLeastSessions;
  figure.at_least = true;
  figure.unit = "1/s";
  figure.peer = peer;
  figure.ours = figure.value;
  figure.parts_unit = "1/s";
  report.figures.push_back(figure);
  report.parts.push_back({"T6 the server's share", MedianOf(server_), "cores"});
  report.parts.push_back({"T6 the clients' share", MedianOf(clients_), "cores"});
  return report;
}

Report Rounds::Quantiles() const {
  Report report;
  Figure figure;
  figure.id = "T8";
  figure.what =
      absl::StrCat("p99 of the slowest call, at ", static_cast<int>(MedianOf(sessions_) / 2),
                   " sessions a second, half of T6");
  figure.limit = kMostMilliseconds;
  figure.unit = "ms";
  for (const Step step : kSteps) {
    const double quantile = MedianOf(quantiles_[static_cast<size_t>(step)]);
    figure.value = std::max(figure.value, quantile);
    report.parts.push_back({absl::StrCat("T8 p99, ", NameOf(step)), quantile, "ms"});
  }
  report.figures.push_back(figure);
  return report;
}

}  // namespace

Report MeasureLoad(const BenchOptions& options, const PeerXmlsec& peer) {
  const absl::Duration duration = options.quick ? absl::Seconds(1) : absl::Seconds(5);
  const Request request = {MakeDocument(options.shape, kSmallBytes), TableOf(options.shape)};
  const BenchServer server;
  const Clients clients = Connect(server, request, kClients);
  const Clients signers = Connect(server, request, kSigners);
  Rounds rounds;
  for (int round = 1; round <= kRounds; ++round) {
    Progress(absl::StrCat("T6, T8: round ", round, " of ", kRounds));
    const Rate rate = MeasureRate(server, clients, request, duration);
    rounds.Add(rate);
    if (!options.Wants("T8")) continue;
    const double half = rate.sessions / 2;
    Latencies latencies;
    RunPlanned(signers, request, static_cast<int>(half * absl::ToDoubleSeconds(duration)),
               absl::Seconds(1 / half), &latencies);
    rounds.Add(latencies);
  }
  Report report;
  if (options.Wants("T6")) {
    report.Add(rounds.Sessions(2 / CpuOf([&] { peer.Sign(request.document); }, 0.1)));
  }
  if (options.Wants("T8")) report.Add(rounds.Quantiles());
  return report;
}

}  // namespace paraphe::bench
