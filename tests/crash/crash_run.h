// A server under its clients, killed again and again, and what the clients' journals say of it.
#ifndef PARAPHE_TESTS_CRASH_CRASH_RUN_H_
#define PARAPHE_TESTS_CRASH_CRASH_RUN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"

#include "tests/crash/killed_server.h"

namespace paraphe::test {

struct CrashOptions {
  std::string store = "store { sqlite { path: \"crash.db\" } }";  // and other settings of paraphed
  std::map<std::string, std::string> environment = {};            // of paraphed
  bool clock_jumps = false;  // and sessions expire, or are given up
  bool lasts = true;         // the store outlives the server, and has an audit log
  int kills = 50;
  int clients = 6;  // sessions at once
  uint64_t seed = 1;
  // Between a start and its kill, or, for most kills, between the start's first answer and its kill.
  absl::Duration longest_run = absl::Milliseconds(150);
  // Runs after the kill of that number, from 1, before the next start.
  std::function<void(const KilledServer&, int kill)> while_down;
  // What is done instead of each kill, of that number; returns when it is over, and the server runs.
  std::function<void(KilledServer&, int kill)> instead_of_kill;
};

struct CrashReport {
  int kills = 0;        // while the server listened and sessions ran
  int kills_early = 0;  // while it started
  int sessions = 0;
  int signed_documents = 0;
  int judged_by_xmlsec = 0;
  int lost_answers = 0;
  std::map<std::string, int> lost;  // the same by the name of the act
  int acknowledged = 0;
  std::map<std::string, int> refused;  // answers, by the name of their reason
  // What was found, each with the session's journal where there is one. The first fault ends the run.
  std::vector<std::string> faults;
};

// One line.
std::string ToText(const CrashReport& report);

// Kills `kills` times, or does what is done instead; lets every open session end; asks every session once more; `paraphed audit
// verify` and `paraphed store check` look at the store now and then, after the last kill and at the end.
CrashReport RunUnderKills(const CrashOptions& options);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_CRASH_RUN_H_
