#include "tests/crash/journal_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace paraphe::test {
namespace {

using State = v1::SessionState;

bool IsRolledBack(State state) {
  return state == v1::ABORTED || state == v1::EXPIRED || state == v1::FAILED;
}

// Which acts lead to a state: one of them must have been asked for. Where the clock does not jump, nothing
// expires in so short a time.
const std::set<Act>& CausesOf(State state) {
  static const std::map<State, std::set<Act>> causes = {
      {v1::PREPARED, {Act::kPrepare}},  {v1::PRESENTED, {Act::kRedeem}},
      {v1::CONSENTED, {Act::kConsent}}, {v1::SIGNING, {Act::kRelease}},
      {v1::SIGNED, {Act::kDeliver}},    {v1::FINALIZED, {Act::kFinalize}},
      {v1::ABORTED, {Act::kAbort}},     {v1::FAILED, {Act::kFail, Act::kDeliverWrong, Act::kTime}},
      {v1::EXPIRED, {Act::kTime}},
  };
  static const std::set<Act> none;
  const auto found = causes.find(state);
  return found == causes.end() ? none : found->second;
}

// The states that an act that was answered OK may leave a session in.
std::set<State> ResultsOf(Act act) {
  switch (act) {
    case Act::kAmend:
      return {v1::PREPARED};
    case Act::kRedeem:
    case Act::kChoose:
      return {v1::PRESENTED};
    case Act::kConsent:
      return {v1::CONSENTED};
    case Act::kRelease:
      return {v1::SIGNING};
    case Act::kDeliver:
    case Act::kExport:
      return {v1::SIGNED, v1::FINALIZED};
    case Act::kDeliverWrong:
      return {};
    case Act::kFail:
      return {v1::FAILED};
    case Act::kFinalize:
      return {v1::FINALIZED, v1::ABORTED, v1::FAILED, v1::EXPIRED};
    case Act::kAbort:
      return {v1::ABORTED};
    case Act::kPrepare:
    case Act::kLook:
    case Act::kTime:
      break;
  }
  return {v1::PREPARED,  v1::PRESENTED, v1::CONSENTED, v1::SIGNING, v1::SIGNED,
          v1::FINALIZED, v1::ABORTED,   v1::FAILED,    v1::EXPIRED};
}

// What must have been asked for where a request is refused so; a request that is not listed with its
// reason is not refused.
struct Refusal {
  v1::ErrorReason reason;
  std::set<Act> refused;
  std::set<Act> causes;
};

const std::vector<Refusal>& Refusals() {
  static const std::set<Act> changes = {Act::kAmend,   Act::kChoose,  Act::kConsent,
                                        Act::kRelease, Act::kDeliver, Act::kDeliverWrong,
                                        Act::kFail,    Act::kExport};
  static const std::vector<Refusal> refusals = {
      {v1::SESSION_ABORTED, changes, {Act::kAbort}},
      {v1::SESSION_FAILED, changes, {Act::kFail, Act::kDeliverWrong}},
      {v1::SESSION_FAILED, {Act::kAbort}, {Act::kFail, Act::kDeliverWrong}},
      // Results are not among these: what was given up takes them.
      {v1::SESSION_FAILED,
       {Act::kAmend, Act::kChoose, Act::kConsent, Act::kRelease, Act::kExport, Act::kAbort},
       {Act::kTime}},
      {v1::SESSION_EXPIRED, changes, {Act::kTime}},
      {v1::SESSION_EXPIRED, {Act::kRedeem, Act::kAbort}, {Act::kTime}},
      {v1::CONSENT_TOO_OLD, {Act::kConsent, Act::kRelease}, {Act::kTime}},
      {v1::SESSION_WRONG_STATE, {Act::kRelease}, {Act::kTime}},
      {v1::DEVICE_SIGNATURE_INVALID, {Act::kDeliverWrong}, {Act::kDeliverWrong}},
      {v1::DIGEST_RELEASED, {Act::kAbort}, {Act::kRelease}},
      {v1::SESSION_WRONG_STATE, {Act::kAmend, Act::kConsent}, {Act::kRelease}},
  };
  return refusals;
}

class Check {
 public:
  void Take(const JournalLine& line) {
    ++number_;
    switch (line.word) {
      case Word::kIntent:
        return Intend(line.act);
      case Word::kAck:
        return Acknowledged(line);
      case Word::kRefused:
        return Refused(line);
      case Word::kLost:
        return;
    }
  }

  std::vector<std::string> TakeFaults(SessionIs is) {
    if (is == SessionIs::kOver && !IsRolledBack(state_) && state_ != v1::FINALIZED) {
      Fault(absl::StrCat("the session never ended: ", v1::SessionState_Name(state_)));
    }
    return std::move(faults_);
  }

 private:
  void Fault(const std::string& words) {
    faults_.push_back(absl::StrCat("line ", number_, ": ", words));
  }

  bool Intended(const std::set<Act>& acts) const {
    return std::any_of(acts.begin(), acts.end(),
                       [&](Act act) { return intended_.count(act) != 0; });
  }

  void Intend(Act act) {
    intended_.insert(act);
    if (act == Act::kAmend && state_ == v1::PRESENTED) state_ = v1::PREPARED;
    // A consent that is too old is asked for again.
    if (act == Act::kRelease && state_ == v1::CONSENTED && Intended({Act::kTime})) {
      state_ = v1::PRESENTED;
    }
  }

  void Acknowledged(const JournalLine& line) {
    if (session_id_.empty()) session_id_ = line.session_id;
    if (line.session_id != session_id_) Fault("the same session has another id");
    if (ResultsOf(line.act).count(line.state) == 0) {
      Fault(absl::StrCat(NameOf(line.act), " was answered OK in state ",
                         v1::SessionState_Name(line.state)));
    }
    CheckRelease(line);
    CheckExport(line);
    CheckVersion(line);
    Stands(line.state);
  }

  void CheckVersion(const JournalLine& line) {
    if (line.version < version_) {
      Fault(absl::StrCat("version ", version_, " was acknowledged, and it is ", line.version,
                         ": a step is lost"));
    }
    version_ = std::max(version_, line.version);
    const State of_version = states_.emplace(line.version, line.state).first->second;
    if (of_version != line.state) {
      Fault(absl::StrCat("version ", line.version, " was in state ",
                         v1::SessionState_Name(of_version), ", and is in ",
                         v1::SessionState_Name(line.state)));
    }
  }

  // The session was seen in `state`. The states stand in the order of their numbers.
  void Stands(State state) {
    const std::string names = absl::StrCat(v1::SessionState_Name(state_), " was acknowledged, and ",
                                           v1::SessionState_Name(state), " came after it");
    if (state_ == v1::FAILED && state >= v1::SIGNED && MayComeLate()) {
      state_ = v1::SIGNED;
    } else if (IsRolledBack(state_)) {
      if (state != state_) Fault(absl::StrCat("what was rolled back came back: ", names));
    } else if (state == v1::ABORTED || state == v1::EXPIRED) {
      if (state_ >= v1::SIGNING) Fault(absl::StrCat("a release was rolled back: ", names));
    } else if (state == v1::FAILED) {
      if (state_ >= v1::SIGNED) Fault(absl::StrCat("a signature was rolled back: ", names));
    } else if (state < state_) {
      Fault(absl::StrCat("a step is lost: ", names));
    }
    if (!Intended(CausesOf(state))) {
      Fault(absl::StrCat("nobody asked for ", v1::SessionState_Name(state)));
    }
    state_ = IsRolledBack(state_) ? state_ : std::max(state_, state);
  }

  // A signature to a session that was given up and did not fail otherwise.
  bool MayComeLate() const {
    return Intended({Act::kTime}) && Intended({Act::kDeliver}) &&
           !Intended({Act::kFail, Act::kDeliverWrong});
  }

  void CheckRelease(const JournalLine& line) {
    if (line.act != Act::kRelease) return;
    if (line.sha256.empty()) Fault("a release without DTBS");
    if (IsRolledBack(state_)) Fault("released after the session was rolled back");
    if (!dtbs_.empty() && dtbs_ != line.sha256) Fault("two different DTBS for one session");
    dtbs_ = line.sha256;
  }

  void CheckExport(const JournalLine& line) {
    if (line.act != Act::kFinalize && line.act != Act::kExport) return;
    if (line.sha256.empty()) {
      if (!IsRolledBack(line.state)) Fault("no signed document for a session that was signed");
      return;
    }
    if (IsRolledBack(state_)) Fault("exported after the session was rolled back");
    if (!line.verified) Fault("the exported document does not verify");
    if (!Intended({Act::kDeliver})) Fault("exported, and nobody delivered a signature");
    if (!document_.empty() && document_ != line.sha256) Fault("two different signed documents");
    document_ = line.sha256;
  }

  void Refused(const JournalLine& line) {
    if (line.reason == v1::SESSION_UNKNOWN) return Fault("an acknowledged session is lost");
    // A server that cannot say now; the request is repeated.
    if (line.reason == v1::STORE_UNAVAILABLE || line.reason == v1::SESSION_CONFLICT) return;
    const std::vector<Refusal>& refusals = Refusals();
    const bool explained =
        std::any_of(refusals.begin(), refusals.end(), [&](const Refusal& refusal) {
          return refusal.reason == line.reason && refusal.refused.count(line.act) != 0 &&
                 Intended(refusal.causes);
        });
    if (!explained) {
      Fault(absl::StrCat(NameOf(line.act), " was refused, and nothing in the journal explains it: ",
                         v1::ErrorReason_Name(line.reason)));
    }
    if (line.state != v1::SESSION_STATE_UNSPECIFIED) Stands(line.state);
    if (line.reason == v1::DEVICE_SIGNATURE_INVALID) Stands(v1::FAILED);
  }

  std::vector<std::string> faults_;
  int number_ = 0;
  std::set<Act> intended_;
  std::string session_id_;
  State state_ = v1::SESSION_STATE_UNSPECIFIED;  // not behind this one
  uint64_t version_ = 0;                         // nor this one
  std::map<uint64_t, State> states_;             // of each version seen
  std::string dtbs_;
  std::string document_;
};

}  // namespace

std::vector<std::string> FaultsOf(const std::vector<JournalLine>& journal, SessionIs is) {
  Check check;
  for (const JournalLine& line : journal) check.Take(line);
  return check.TakeFaults(is);
}

}  // namespace paraphe::test
