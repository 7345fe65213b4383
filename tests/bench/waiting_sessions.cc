// T7: sessions that nobody has opened yet.
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/bench/bench_server.h"
#include "tests/bench/bench_session.h"
#include "tests/bench/measurements.h"
#include "tests/bench/process_cost.h"

namespace paraphe::bench {
namespace {

constexpr double kMostBytes = 2048;
constexpr double kMostSlower = 1.25;
constexpr int kWaiting = 100'000;
constexpr int kWaitingQuick = 4'000;
constexpr int kMadeBefore = 2'000;  // fills what is bounded: caches, arenas, the log of the store
constexpr int kSigned = 100;
constexpr int kClients = 3;

void PrepareMany(const BenchServer& server, const Request& request, int count) {
  std::atomic<int> next = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&] {
      const auto calls = server.Connect();
      for (int i = next++; i < count; i = next++) {
        PrepareOrDie(*calls, request);
        if (i % 10'000 == 9'999) Progress(absl::StrCat("T7 ", i + 1, " sessions wait"));
      }
    });
  }
  for (std::thread& client : clients) client.join();
}

double OwnBytes(const BenchServer& server) {
  return static_cast<double>(MemoryOf(server.process()).resident_own);
}

// The server's CPU for a whole session, in seconds; the median of some.
double CpuOfSessions(const BenchServer& server, const Request& request) {
  const auto calls = server.Connect();
  std::vector<double> each;
  for (int i = 0; i < kSigned; ++i) {
    const double before = CpuSeconds(server.process());
    SignOrDie(*calls, request);
    each.push_back(CpuSeconds(server.process()) - before);
  }
  return MedianOf(std::move(each));
}

}  // namespace

Report MeasureWaiting(const BenchOptions& options) {
  Progress("T7");
  const int count = options.quick ? kWaitingQuick : kWaiting;
  const Request request = {MakeDocument(options.shape, kSmallBytes), TableOf(options.shape)};
  const BenchServer server;
  PrepareMany(server, request, kMadeBefore);
  const double cpu_before = CpuOfSessions(server, request);
  const double bytes_before = OwnBytes(server);
  PrepareMany(server, request, count);
  const double bytes = OwnBytes(server) - bytes_before;
  const double cpu_after = CpuOfSessions(server, request);

  Figure memory;
  memory.id = "T7";
  memory.what = absl::StrCat("server's memory for each of ", count, " sessions that wait");
  memory.value = bytes / count;
  memory.limit = kMostBytes;
  memory.unit = "bytes";
  const Figure calls = RatioOf("T7 calls", "server's CPU of a session while they wait / before",
                               kMostSlower, 1e3 * cpu_after, 1e3 * cpu_before, "ms");
  return {{memory, calls},
          {{"T7: the server's own memory at the end", (bytes + bytes_before) / 1e6, "MB"}}};
}

}  // namespace paraphe::bench
