// T11: the agent, as a whole process.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/bench/measured_program.h"
#include "tests/bench/measurements.h"
#include "tests/bench/process_cost.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/or_die.h"

namespace paraphe::bench {
namespace {

constexpr double kMostMilliseconds = 20;
constexpr double kMostOfThePeer = 0.5;

// One session: prepared by the caller's program, signed by the agent's.
ProgramCost SignOnce(test::FlowWorld& world, const std::string& document) {
  const std::string link = world.PrepareOrDie(document);
  const auto cost = RunMeasured(world.AgentArguments(link));
  test::CheckOrDie(cost.ok(), cost.status().ToString().c_str());
  return *cost;
}

// Of one size: seconds of the peer and of the agent, and the agent's peak in bytes.
struct Measured {
  double peer = 0;
  double agent = 0;
  double peak = 0;
};

Measured MeasureSize(test::FlowWorld& world, const PeerXmlsec& peer, const std::string& document,
                     int rounds) {
  const std::string file = world.dir().WriteFileOrDie("bench.xml", document);
  std::vector<double> peaks;
  const std::vector<double> medians =
      MediansInTurn(rounds, {[&] { return CpuOf([&] { peer.Sign(document); }); },
                             [&] {
                               const ProgramCost cost = SignOnce(world, file);
                               peaks.push_back(cost.peak);
                               return cost.cpu;
                             }});
  return {medians[0], medians[1], MedianOf(peaks)};
}

}  // namespace

Report MeasureAgent(const BenchOptions& options, const PeerXmlsec& peer) {
  Progress("T11");
  test::FlowWorld world;
  const Measured small =
      MeasureSize(world, peer, MakeDocument(options.shape, kSmallBytes), options.quick ? 7 : 25);
  const Measured large =
      MeasureSize(world, peer, MakeDocument(options.shape, kLargeBytes), options.quick ? 3 : 9);
  Figure start;
  start.id = "T11";
  start.what = "agent's CPU of a session of 2.4 KB, start and SoftHSM included";
  start.value = 1e3 * small.agent;
  start.limit = kMostMilliseconds;
  start.unit = "ms";
  start.peer = 1e3 * small.peer;
  start.ours = 1e3 * small.agent;
  start.parts_unit = "ms";
  const Figure whole = RatioOf("T11 10 MB", "agent's CPU of a session of 10 MB / libxmlsec1's sign",
                               kMostOfThePeer, 1e3 * large.agent, 1e3 * large.peer, "ms");
  return {{start, whole},
          {{"T11 2.4 KB: the agent's peak memory", small.peak / kMegabyte, "MB"},
           {"T11 10 MB: the agent's peak memory", large.peak / kMegabyte, "MB"}}};
}

}  // namespace paraphe::bench
