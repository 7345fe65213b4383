// Whole sessions while the store fails at every call in turn, while it fails at random under several
// sessions at once, and while the clock jumps. What the clients wrote down is compared as after kills.
//
//   PARAPHE_CRASH_SEED=S    the random ones of this seed
#include "tests/crash/faulty_server.h"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/log.h"
#include "server/audit/audit_chain.h"
#include "server/store/sqlite/sqlite_store.h"
#include "server/store/sqlite/store_file.h"
#include "tests/crash/crash_session.h"
#include "tests/crash/journal_check.h"
#include "tests/testing/matchers.h"
#include "tests/testing/or_die.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {
namespace {

using server::test::Fault;
using ::testing::IsEmpty;

constexpr int kThreads = 4;
constexpr int kSessionsOfAThread = PARAPHE_SANITIZED ? 10 : 40;

uint64_t Seed() {
  const char* const text = std::getenv("PARAPHE_CRASH_SEED");
  uint64_t seed = 1;
  if (text != nullptr && !absl::SimpleAtoi(text, &seed)) ADD_FAILURE() << "a seed is a number";
  return seed;
}

// Thread-safe.
class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  // From 0, less than `sides`.
  int Throw(int sides) {
    const absl::MutexLock lock(&mutex_);
    return std::uniform_int_distribution<int>(0, sides - 1)(random_);
  }

 private:
  absl::Mutex mutex_;
  std::mt19937_64 random_ ABSL_GUARDED_BY(mutex_);
};

class FaultyServerTest : public ::testing::Test {
 protected:
  using Session = std::unique_ptr<CrashSession>;

  FaultyServerTest() { SetLogLevel(LogLevel::kError); }

  Session NewSession(uint64_t seed) {
    return std::make_unique<CrashSession>(&server_, dir_, ++sessions_, seed);
  }

  // From its begin to its end, and asked once more.
  void RunWell(uint64_t seed) {
    const Session session = NewSession(seed);
    session->Run();
    server_.store().ChooseFaults(nullptr);
    session->Revisit();
    Judge(*session);
  }

  static void Judge(const CrashSession& session) {
    const std::vector<std::string> faults =
        FaultsOf(ReadJournal(session.journal()), SessionIs::kOver);
    if (faults.empty()) return;
    std::ostringstream text;
    text << std::ifstream(session.journal()).rdbuf();
    ADD_FAILURE() << absl::StrJoin(faults, "\n") << "\n" << text.str();
  }

  // Sessions of several threads at once, all judged once `ended` was called.
  void RunMany(uint64_t seed, const std::function<void(CrashSession&)>& begin,
               const std::function<void()>& ended) {
    std::vector<std::vector<Session>> sessions(kThreads);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kSessionsOfAThread; ++i) {
          std::seed_seq sequence{seed, static_cast<uint64_t>(t), static_cast<uint64_t>(i)};
          std::mt19937_64 random(sequence);
          sessions[static_cast<size_t>(t)].push_back(NewSession(random()));
          CrashSession& session = *sessions[static_cast<size_t>(t)].back();
          begin(session);
          session.Run();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    ended();
    for (const std::vector<Session>& of_thread : sessions) {
      for (const Session& session : of_thread) {
        session->Revisit();
        Judge(*session);
      }
    }
  }

  // What the audit log tells, proven by its chain.
  std::vector<v1::AuditEntry> AuditLog() const {
    std::vector<v1::AuditEntry> entries;
    server::ChainHead head;
    EXPECT_THAT(
        server::sqlite::ReadAudit(path_)([&](absl::string_view body, absl::string_view sha256) {
          auto entry = server::FollowChain(body, sha256, head);
          if (entry.ok()) entries.push_back(*std::move(entry));
          return entry.status();
        }),
        IsOk());
    EXPECT_THAT(server::sqlite::ReadAuditHead(path_), IsOkAndHolds(head));
    return entries;
  }

  const TempDir dir_;
  const std::string path_ = dir_.Join("paraphed.db");
  const std::unique_ptr<server::sqlite::SqliteStore> store_ = [this] {
    auto store = server::sqlite::SqliteStore::Open(path_, server::StoreBounds());
    CheckOrDie(store.ok(), "opening a store");
    return *std::move(store);
  }();
  FaultyServer server_{store_.get()};
  std::atomic<int> sessions_ = 0;
};

// Sessions of a seed make the same calls: each of them fails once in one of them. One in vain is as good as
// two, and what comes next may fail as well.
//
// Proves: SES-2, SES-3, SES-5, SES-6, EXP-2, ADM-2
TEST_F(FaultyServerTest, TheStoreMayFailAtAnyCall) {
  const std::vector<std::vector<Fault>> faults = {{Fault::kRefused},
                                                  {Fault::kUnacknowledged},
                                                  {Fault::kUnacknowledged, Fault::kRefused},
                                                  {Fault::kUnacknowledged, Fault::kUnacknowledged}};
  constexpr uint64_t kSeeds = PARAPHE_SANITIZED ? 2 : 4;
  int tried = 0;
  for (uint64_t seed = Seed(); seed < Seed() + kSeeds; ++seed) {
    RunWell(seed);
    server_.store().ChooseFaults(nullptr);
    NewSession(seed)->Run();
    const int calls = server_.store().calls();
    for (int failing = 1; failing <= calls; ++failing) {
      for (const std::vector<Fault>& fault : faults) {
        SCOPED_TRACE(absl::StrCat("seed ", seed, ", call ", failing, " of ", calls));
        server_.store().ChooseFaults([&fault, failing](int call) {
          const auto place = static_cast<size_t>(call - failing);
          return call >= failing && place < fault.size() ? fault[place] : Fault::kNone;
        });
        RunWell(seed);
        ++tried;
        if (HasFailure()) return;
      }
    }
  }
  RecordProperty("tried", tried);
  EXPECT_GT(tried, PARAPHE_SANITIZED ? 50 : 200);
  EXPECT_FALSE(AuditLog().empty());
}

// Proves: SES-2, SES-3, SES-5, SES-6, EXP-2, ADM-2
TEST_F(FaultyServerTest, TheStoreAndTheNetworkMayFailAtAnyTime) {
  Dice dice(Seed());
  server_.store().ChooseFaults([&](int) {
    const int thrown = dice.Throw(20);
    return thrown == 0 ? Fault::kRefused : thrown == 1 ? Fault::kUnacknowledged : Fault::kNone;
  });
  server_.LoseAnswers([&] { return dice.Throw(15) == 0; });
  RunMany(
      Seed(), [](CrashSession&) {},
      [&] {
        server_.store().ChooseFaults(nullptr);
        server_.LoseAnswers(nullptr);
      });
  EXPECT_FALSE(AuditLog().empty());
}

// Forwards, so that what is open expires and what was released is given up; backwards, to before it began.
// The sweeper runs all the while. Entries of the audit log are in the order of the chain, whatever their time.
//
// Proves: SES-2, SES-3, SES-4, SES-5, SES-6, EXP-2, ADM-2
TEST_F(FaultyServerTest, TheClockMayJumpForwardsAndBackwards) {
  Dice dice(Seed());
  const absl::Time begin = server_.clock().Now();
  const auto sweep = [&] {
    const auto counts = server_.machine().Sweep(100);
    EXPECT_THAT(counts, IsOk());
    return counts->expired + counts->given_up;
  };
  server_.BeforeRequests([&] {
    if (dice.Throw(12) == 0) {
      server_.clock().Set(begin + FaultyServer::kLifetime * (dice.Throw(60) - 20) / 20);
    }
    if (dice.Throw(10) == 0) sweep();
  });
  RunMany(
      Seed(), [](CrashSession& session) { session.ExpectJumpsOfTime(); },
      [&] {
        server_.BeforeRequests(nullptr);
        server_.clock().Set(begin + 10 * FaultyServer::kLifetime);
        while (sweep() > 0) continue;
      });
  std::map<std::string, int> acts;
  absl::Time last = absl::InfinitePast();
  int backwards = 0;
  for (const v1::AuditEntry& entry : AuditLog()) {
    ++acts[entry.act()];
    const absl::Time time = absl::FromUnixSeconds(entry.time().seconds());
    if (time < last) ++backwards;
    last = time;
  }
  for (const char* act : {"Expire", "Finalize"}) EXPECT_GT(acts[act], 0) << act;
  // The rarest; under a sanitizer fewer sessions are driven.
  if (PARAPHE_SANITIZED == 0) {
    for (const char* act : {"GiveUp", "StaleConsent"}) EXPECT_GT(acts[act], 0) << act;
  }
  EXPECT_GT(backwards, 0);
}

}  // namespace
}  // namespace paraphe::test
