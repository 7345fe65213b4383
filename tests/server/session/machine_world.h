// A session machine over a memory store, with a clock that stands still, and what the calls would
// bring: an agent, a device and a caller that behave well unless told otherwise.
#ifndef PARAPHE_TESTS_SERVER_SESSION_MACHINE_WORLD_H_
#define PARAPHE_TESTS_SERVER_SESSION_MACHINE_WORLD_H_

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

#include "server/session/released_digest.h"
#include "server/session/session_machine.h"
#include "server/store/memory_store.h"
#include "tests/server/session/sample_session.h"
#include "tests/server/store/faulty_store.h"
#include "tests/testing/fake_clock.h"

namespace paraphe::server::test {

inline constexpr char kGoodSignature[] = "SIGNATURE-MARK";
inline constexpr char kWrongSignature[] = "WRONG-SIGNATURE";
inline constexpr char kOtherGoodSignature[] = "OTHER-GOOD-SIGNATURE";  // its verdict is good too

// Writes down every stored change. Thread-safe.
class RecordingListener final : public SessionListener {
 public:
  using Heard = std::pair<SessionEvent, v1::SessionRecord>;
  void OnStored(SessionEvent event, const v1::SessionRecord& record) override {
    absl::MutexLock lock(&mutex_);
    heard_.emplace_back(event, record);
  }
  std::vector<Heard> heard() const {
    absl::MutexLock lock(&mutex_);
    return heard_;
  }

 private:
  mutable absl::Mutex mutex_;
  std::vector<Heard> heard_ ABSL_GUARDED_BY(mutex_);
};

// All of a record but how often its opening was refused, which is a version each.
inline std::string WithoutOpenings(v1::SessionRecord record) {
  record.set_version(record.version() - record.refused_openings());
  record.clear_refused_openings();
  return record.SerializeAsString();
}

// The members are for tests to reach into; the functions do one step each, as a good peer would.
class MachineWorld {
 public:
  explicit MachineWorld(const SessionOptions& session_options = {});

  // A request of its own; with all fields.
  static NewSession Request();
  static ConsentGiven GoodConsent();

  // Each begins and commits, again where another call came between.
  absl::StatusOr<PrepareResult> Create();        // the refs below are then those of the new session
  absl::StatusOr<PrepareResult> RepeatCreate();  // the same request again
  absl::StatusOr<PrepareResult> Amend();         // another city; the refs stay
  absl::StatusOr<PresentResult> Present(const SessionRef& ref,
                                        const v1::SessionRecord::Presented& presented);
  absl::StatusOr<PresentResult> PresentByTicket();  // `signer` is then the one who did
  absl::StatusOr<PresentResult> PresentByToken();
  absl::StatusOr<v1::SessionRecord> Consent(const ConsentGiven& given = GoodConsent());
  // The bytes released; each time others are derived.
  absl::StatusOr<std::string> Release(const absl::Status& judgement = absl::OkStatus());
  absl::StatusOr<v1::SessionRecord> Deliver(absl::string_view signature = kGoodSignature);
  absl::StatusOr<v1::SessionRecord> Fail(v1::ErrorReason reason = v1::DEVICE_PIN_LOCKED);
  absl::StatusOr<v1::SessionRecord> Finalize();
  absl::StatusOr<v1::SessionRecord> Export();
  absl::StatusOr<v1::SessionRecord> Abort(const SessionRef& ref, absl::string_view words);
  absl::StatusOr<v1::SessionRecord> AbortBySigner();
  absl::StatusOr<v1::SessionRecord> AbortByCaller();
  absl::StatusOr<v1::SessionRecord> Get();  // by the caller's reference

  // Brings a new session to `state`, with an agent that holds its token whatever the state (in
  // PREPARED: presented once, then amended). kNone: removed after its retention.
  void DriveTo(SessionState state);

  // The state now, without applying a deadline; kNone where there is none.
  SessionState state() const;

  paraphe::test::FakeClock clock;
  MemoryStore store;
  FaultyStore faulty{&store};
  RecordingListener listener;
  SessionOptions options;
  SessionMachine machine;
  CallerRef caller;
  TicketRef ticket;
  SignerRef signer;
  std::atomic<int> derived = 0;  // how often data to be signed was derived
};

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_SESSION_MACHINE_WORLD_H_
