// The plan of a session, and the repetition of what was not answered. The requests are in
// crash_requests.cc.
#include "tests/crash/crash_session.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "tests/crash/crash_documents.h"
#include "tests/testing/pki.h"

namespace paraphe::test {
namespace {

// A session of a server that answers nothing any more ends here.
constexpr int kMaxAttempts = 1000;

// How long a client waits before it asks again: for another server where its answer was lost, and for
// the store.
constexpr absl::Duration kSoon = absl::Seconds(1);
constexpr absl::Duration kVerySoon = absl::Milliseconds(20);

bool IsLost(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  return reason == v1::NOT_REACHABLE || reason == v1::DEADLINE;
}

bool CannotSay(const absl::Status& status) { return ReasonOf(status) == v1::STORE_UNAVAILABLE; }

bool IsToBeRepeated(const absl::Status& status) {
  return IsLost(status) || CannotSay(status) || ReasonOf(status) == v1::SESSION_CONFLICT;
}

// Whether asking the same again is answered as the first time.
bool MayRepeat(Act act) { return act != Act::kDeliverWrong; }

size_t DocumentBytes(uint64_t seed) { return seed % 8 == 0 ? 64 * 1024 : 0; }

}  // namespace

CrashSession::CrashSession(ServerInTrouble* server, const TempDir& folder, int number,
                           uint64_t seed)
    : server_(*server),
      number_(number),
      random_(seed),
      journal_(folder.Join(absl::StrCat("session-", number, ".journal"))),
      card_(TestPki::Get().signer()),
      document_bytes_(DocumentBytes(seed)),
      signer_aborts_(seed % 2 == 0) {
  for (char& byte : agent_secret_) byte = static_cast<char>(random_());
}

bool CrashSession::Chance(int percent) { return static_cast<int>(random_() % 100) < percent; }

std::string CrashSession::Original() const {
  return CrashDocument(number_, edition_, document_bytes_);
}

absl::Status CrashSession::UntilAnswered(Act act) {
  absl::Status status;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    const auto calls = AwaitAfter(status);
    if (calls == nullptr) break;
    const bool restarted = IsLost(status) && calls->start() != start_;
    start_ = calls->start();
    // What stands after trouble is compared with what was acknowledged before it.
    const bool look = (restarted || CannotSay(status)) && !session_id_.empty();
    status = look ? Attempt(*calls, Act::kLook) : absl::OkStatus();
    if (status.ok()) status = Attempt(*calls, act);
    if (!IsToBeRepeated(status)) break;
  }
  return status;
}

std::shared_ptr<const ServerCalls> CrashSession::AwaitAfter(const absl::Status& status) {
  if (IsLost(status)) return server_.Await(start_, kSoon);
  return CannotSay(status) ? server_.Await(start_, kVerySoon) : server_.Await(0, kSoon);
}

absl::Status CrashSession::Once(Act act) {
  const auto calls = server_.Await(0, kSoon);
  if (calls == nullptr) return MakeError(v1::NOT_REACHABLE, "the server was given up");
  start_ = calls->start();
  return Attempt(*calls, act);
}

bool CrashSession::Do(Act act) {
  if (!UntilAnswered(act).ok()) return false;
  while (MayRepeat(act) && Chance(10)) {
    if (!UntilAnswered(act).ok()) return false;
  }
  return true;
}

bool CrashSession::MaybeAmend() {
  if (!Chance(12)) return true;
  ++edition_;
  return Do(Act::kAmend);
}

bool CrashSession::MaybeAbort() {
  if (!Chance(5)) return true;
  if (Do(Act::kAbort)) ProbeRolledBack();
  return false;
}

bool CrashSession::Begin() { return Do(Act::kPrepare) && MaybeAmend() && MaybeAbort(); }

// Up to the consent. What redeems the ticket may come once more, late.
bool CrashSession::Show() {
  return Do(Act::kRedeem) && MaybeAmend() && MaybeAbort() && Do(Act::kChoose) &&
         (!Chance(10) || Do(Act::kRedeem)) && MaybeAbort() && DoConsent() && MaybeAbort();
}

bool CrashSession::ReleaseDigest() {
  // Who does not know whether the digest left may ask for the other end as well: the session has one.
  if (IsLost(Once(Act::kRelease)) && Chance(40) && UntilAnswered(Act::kAbort).ok()) {
    ProbeRolledBack();
    return false;
  }
  if (!DoRelease()) return false;
  // Both are refused from here on.
  if (Chance(10)) static_cast<void>(UntilAnswered(Act::kAbort));
  if (Chance(10)) static_cast<void>(UntilAnswered(Act::kAmend));
  return true;
}

bool CrashSession::DoConsent() {
  absl::Status status = UntilAnswered(Act::kConsent);
  while (ReasonOf(status) == v1::CONSENT_TOO_OLD) {
    if (!Do(Act::kChoose)) return false;
    status = UntilAnswered(Act::kConsent);
  }
  return status.ok() && (!Chance(10) || UntilAnswered(Act::kConsent).ok());
}

bool CrashSession::DoRelease() {
  absl::Status status = UntilAnswered(Act::kRelease);
  while (ReasonOf(status) == v1::CONSENT_TOO_OLD || ReasonOf(status) == v1::SESSION_WRONG_STATE) {
    if (!Do(Act::kChoose) || !DoConsent()) return false;
    status = UntilAnswered(Act::kRelease);
  }
  return status.ok() && (!Chance(10) || UntilAnswered(Act::kRelease).ok());
}

bool CrashSession::TakeSignature() {
  if (Chance(6)) {
    static_cast<void>(UntilAnswered(Chance(50) ? Act::kFail : Act::kDeliverWrong));
    ProbeRolledBack();
    return false;
  }
  return Do(Act::kDeliver) && (!Chance(20) || Do(Act::kExport));
}

void CrashSession::ProbeRolledBack() {
  if (!session_token_.empty()) {
    for (const Act act : {Act::kRelease, Act::kConsent, Act::kExport}) {
      if (Chance(40)) static_cast<void>(UntilAnswered(act));
    }
  }
  static_cast<void>(UntilAnswered(Act::kFinalize));
}

void CrashSession::ExpectJumpsOfTime() {
  journal_.Write(JournalLine(Word::kIntent, Act::kTime, start_));
}

void CrashSession::Run() {
  if (Begin() && Show() && ReleaseDigest() && TakeSignature()) Do(Act::kFinalize);
}

void CrashSession::Revisit() {
  if (session_id_.empty()) return;
  static_cast<void>(UntilAnswered(Act::kLook));
  static_cast<void>(UntilAnswered(Act::kFinalize));
  if (session_token_.empty()) return;
  static_cast<void>(UntilAnswered(exported_ ? Act::kExport : Act::kRelease));
}

}  // namespace paraphe::test
