// One session of a client that plays caller, agent and card, through however many deaths of the
// server, with its journal. What it does follows from a seed.
#ifndef PARAPHE_TESTS_CRASH_CRASH_SESSION_H_
#define PARAPHE_TESTS_CRASH_CRASH_SESSION_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"
#include "tests/crash/journal.h"
#include "tests/crash/server_calls.h"
#include "tests/testing/cert_builder.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// Not thread-safe; many at once are fine. The server must outlive it.
class CrashSession {
 public:
  // The `number`-th session of the server's clients; its journal is a file in `folder`.
  CrashSession(ServerInTrouble* server, const TempDir& folder, int number, uint64_t seed);

  const std::string& journal() const { return journal_.path(); }
  // The signed document, where there is one; not kept here.
  std::string TakeSignedDocument() { return std::move(signed_document_); }

  // To be called first where the server's clock jumps.
  void ExpectJumpsOfTime();
  // From Prepare to its end. Every request is repeated until it is answered. Stops where an answer
  // leaves it nothing to do, which the journal's check finds.
  void Run();
  // Asks again what became of it: nothing may have changed.
  void Revisit();

 private:
  // Until it is acknowledged, and now and then again; false where it is refused.
  bool Do(Act act);
  // Until it is answered, by whichever start of the server.
  absl::Status UntilAnswered(Act act);
  std::shared_ptr<const ServerCalls> AwaitAfter(const absl::Status& status);
  absl::Status Once(Act act);

  // One attempt, written down before and after. The calls take what they need from the answer.
  absl::Status Attempt(const ServerCalls& calls, Act act);
  absl::Status Prepare(const ServerCalls& calls);
  absl::Status Amend(const ServerCalls& calls);
  absl::Status Present(const ServerCalls& calls, Act act);
  absl::Status Consent(const ServerCalls& calls);
  absl::Status Release(const ServerCalls& calls);
  absl::Status Deliver(const ServerCalls& calls, Act act);
  absl::Status Fail(const ServerCalls& calls);
  absl::Status Finalize(const ServerCalls& calls);
  absl::Status Export(const ServerCalls& calls);
  absl::Status Abort(const ServerCalls& calls);
  absl::Status Look(const ServerCalls& calls);

  // The parts of Run; false where the session is over, or cannot go on.
  bool Begin();
  bool Show();
  bool MaybeAmend();
  bool MaybeAbort();
  bool ReleaseDigest();
  // Both begin again where what was shown is too old.
  bool DoConsent();
  bool DoRelease();
  bool TakeSignature();
  // The session was rolled back: nothing may come of it any more.
  void ProbeRolledBack();

  // Writes the answer down.
  template <typename Response>
  absl::Status Note(Act act, const absl::StatusOr<Response>& answer, const std::string& sha256 = "",
                    bool verified = false);
  std::string Original() const;
  bool Chance(int percent);

  ServerInTrouble& server_;
  const int number_;
  std::mt19937_64 random_;
  Journal journal_;
  const TestCert& card_;
  const size_t document_bytes_;
  const bool signer_aborts_;

  int start_ = 0;    // of the server that was asked last
  int edition_ = 1;  // of the document; each amendment brings another
  std::string session_id_;
  std::string caller_token_;
  std::string ticket_;
  std::string agent_secret_ = std::string(32, '\0');
  std::string session_token_;
  v1::PresentResponse shown_;
  std::string digest_info_;
  bool exported_ = false;
  std::string signed_document_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_CRASH_SESSION_H_
