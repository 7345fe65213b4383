#include "server/sweeper.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "common/log.h"

namespace paraphe::server {
namespace {

constexpr size_t kBatch = 256;

void LogSweep(const SweepCounts& counts) {
  Log(LogLevel::kInfo, "sweep",
      {{"expired", absl::StrCat(counts.expired)},
       {"given_up", absl::StrCat(counts.given_up)},
       {"removed", absl::StrCat(counts.removed)},
       {"skipped", absl::StrCat(counts.skipped)}});
}

void LogFailure(absl::string_view event, const absl::Status& status) {
  Log(LogLevel::kError, event, {{"error", std::string(status.message())}});
}

}  // namespace

void Sweeper::SweepAll(SessionMachine& machine) {
  SweepDue(machine);
  const absl::Status renewed = machine.RenewKeys();
  if (!renewed.ok()) LogFailure("store_keys_not_renewed", renewed);
  const absl::Status purged = machine.Purge();
  if (!purged.ok()) LogFailure("purge_failed", purged);
}

void Sweeper::SweepDue(SessionMachine& machine) {
  while (true) {
    const absl::StatusOr<SweepCounts> counts = machine.Sweep(kBatch);
    if (!counts.ok()) return LogFailure("sweep_failed", counts.status());
    const size_t done = counts->expired + counts->given_up + counts->removed;
    if (done + counts->skipped > 0) LogSweep(*counts);
    // Those that were skipped come first again: go on only while something else moves.
    if (done == 0) return;
  }
}

}  // namespace paraphe::server
