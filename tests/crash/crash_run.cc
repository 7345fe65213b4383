#include "tests/crash/crash_run.h"

#include <atomic>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "tests/crash/crash_documents.h"
#include "tests/crash/crash_session.h"
#include "tests/crash/journal_check.h"

namespace paraphe::test {
namespace {

constexpr int kXmlsecSample = 5;
constexpr int kLookEvery = 20;  // kills
constexpr int kMaxFaults = 5;
constexpr absl::Duration kShortestRun = absl::Milliseconds(5);
constexpr absl::Duration kLongestSilence = absl::Seconds(20);
constexpr absl::Duration kLongestStart = absl::Milliseconds(60);

std::string TextOf(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The seed of one session: sessions of one run differ, and each comes again with the run's seed.
uint64_t SeedOf(uint64_t run, int session) {
  std::seed_seq sequence{run, static_cast<uint64_t>(session)};
  std::mt19937_64 random(sequence);
  return random();
}

class CrashRun {
 public:
  explicit CrashRun(const CrashOptions& options)
      : options_(options), random_(options.seed), server_(options.store, options.environment) {}

  CrashReport Run() {
    std::vector<std::thread> clients;
    if (Restart()) {
      for (int i = 0; i < options_.clients; ++i) clients.emplace_back([this] { Serve(); });
      KillAgainAndAgain();
    }
    last_kill_ = true;
    for (std::thread& client : clients) client.join();
    server_.Kill();
    CheckStore();
    const absl::MutexLock lock(&mutex_);
    return report_;
  }

 private:
  bool Faulty() ABSL_LOCKS_EXCLUDED(mutex_) {
    const absl::MutexLock lock(&mutex_);
    return !report_.faults.empty();
  }

  void Fault(std::string words) ABSL_LOCKS_EXCLUDED(mutex_) {
    const absl::MutexLock lock(&mutex_);
    if (report_.faults.size() < kMaxFaults) report_.faults.push_back(std::move(words));
  }

  bool Restart() {
    const absl::Status started = server_.Start();
    if (!started.ok()) {
      Fault(std::string(started.message()));
      server_.GiveUp();
    }
    return started.ok();
  }

  absl::Duration Random(absl::Duration longest) {
    const int64_t most = absl::ToInt64Milliseconds(longest);
    return absl::Milliseconds(std::uniform_int_distribution<int64_t>(0, most)(random_));
  }

  // The time between a start and its kill; shorter where a fault was found.
  void LetRun(absl::Duration time) ABSL_LOCKS_EXCLUDED(mutex_) {
    const absl::MutexLock lock(&mutex_);
    const auto faulty = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return !report_.faults.empty();
    };
    mutex_.AwaitWithTimeout(absl::Condition(&faulty), time);
  }

  void KillAgainAndAgain() {
    for (int kill = 1; kill <= options_.kills && !Faulty(); ++kill) {
      // A slow machine gets no further than to a session's first answer if every run begins with the start.
      if (random_() % 4 != 0) server_.AwaitAnswer(kLongestSilence);
      LetRun(kShortestRun + Random(options_.longest_run));
      const bool runs = options_.instead_of_kill != nullptr ? Disturb(kill) : KillAndRestart(kill);
      if (!runs) return;
    }
  }

  bool Disturb(int kill) {
    options_.instead_of_kill(server_, kill);
    Count(&CrashReport::kills);
    return true;
  }

  bool KillAndRestart(int kill) {
    server_.Kill();
    Count(&CrashReport::kills);
    if (options_.while_down != nullptr) options_.while_down(server_, kill);
    if (random_() % 8 == 0) {
      server_.KillWhileStarting(Random(kLongestStart));
      Count(&CrashReport::kills_early);
    }
    if (kill % kLookEvery == 0 || kill == options_.kills) CheckStore();
    return Restart();
  }

  void CheckStore() {
    if (!options_.lasts) return;
    for (const auto& words : {std::vector<std::string>{"audit", "verify"},
                              std::vector<std::string>{"store", "check"}}) {
      const CommandResult said = server_.Ask(words);
      if (said.exit_code == 0) continue;
      Fault(absl::StrCat("paraphed ", absl::StrJoin(words, " "), ": exit code ", said.exit_code,
                         "\n", said.out, said.err));
    }
  }

  void Count(int CrashReport::*what) ABSL_LOCKS_EXCLUDED(mutex_) {
    const absl::MutexLock lock(&mutex_);
    ++(report_.*what);
  }

  // One client: a session after the other; in between an earlier one is asked again.
  void Serve() {
    std::vector<std::unique_ptr<CrashSession>> ended;
    while (!last_kill_ && !Faulty()) {
      const int number = ++sessions_;
      ended.push_back(std::make_unique<CrashSession>(&server_, server_.dir(), number,
                                                     SeedOf(options_.seed, number)));
      if (options_.clock_jumps) ended.back()->ExpectJumpsOfTime();
      ended.back()->Run();
      Judge(*ended.back());
      JudgeDocument(ended.back()->TakeSignedDocument());
      CrashSession& earlier = *ended[static_cast<size_t>(number) % ended.size()];
      earlier.Revisit();
      Judge(earlier);
    }
    for (const auto& session : ended) {
      if (Faulty()) return;
      session->Revisit();
      Judge(*session);
      Take(*session);
    }
  }

  void Judge(const CrashSession& session) {
    const std::vector<std::string> faults =
        FaultsOf(ReadJournal(session.journal()), SessionIs::kOver);
    if (faults.empty()) return;
    Fault(absl::StrCat(absl::StrJoin(faults, "\n"), "\n", session.journal(),
                       ": START WORD ACT SESSION STATE VERSION SHA256 VERIFIED REASON\n",
                       TextOf(session.journal())));
  }

  // Another program judges some of the documents.
  void JudgeDocument(const std::string& signed_document) {
    if (signed_document.empty()) return;
    Count(&CrashReport::signed_documents);
    if (++judged_ > kXmlsecSample) return;
    Count(&CrashReport::judged_by_xmlsec);
    const std::string fault = XmlsecFaultOf(signed_document);
    if (!fault.empty()) Fault(absl::StrCat("xmlsec1 refuses a document: ", fault));
  }

  // Counts what a session was answered.
  void Take(const CrashSession& session) {
    const std::vector<JournalLine> journal = ReadJournal(session.journal());
    const absl::MutexLock lock(&mutex_);
    ++report_.sessions;
    for (const JournalLine& line : journal) {
      if (line.word == Word::kAck) ++report_.acknowledged;
      if (line.word == Word::kRefused) ++report_.refused[v1::ErrorReason_Name(line.reason)];
      if (line.word != Word::kLost) continue;
      ++report_.lost_answers;
      ++report_.lost[std::string(NameOf(line.act))];
    }
  }

  const CrashOptions options_;
  std::mt19937_64 random_;
  KilledServer server_;
  std::atomic<bool> last_kill_ = false;
  std::atomic<int> sessions_ = 0;
  std::atomic<int> judged_ = 0;
  absl::Mutex mutex_;
  CrashReport report_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

std::string ToText(const CrashReport& report) {
  const auto counts = absl::PairFormatter(" ");
  return absl::StrCat(report.kills, " kills, and ", report.kills_early, " while starting; ",
                      report.sessions, " sessions, ", report.signed_documents, " signed; ",
                      report.acknowledged, " answers, ", report.lost_answers,
                      " lost: ", absl::StrJoin(report.lost, " ", counts),
                      "; refused: ", absl::StrJoin(report.refused, " ", counts));
}

CrashReport RunUnderKills(const CrashOptions& options) { return CrashRun(options).Run(); }

}  // namespace paraphe::test
