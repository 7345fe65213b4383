// The sessions of a server, and the only way to change one:
//
//   ASSIGN_OR_RETURN(Step step, machine.Begin(ref, SessionEvent::kPresent));
//   ... the call computes from step.record(), and where it must from machine.LoadDocument(step) ...
//   ASSIGN_OR_RETURN(PresentResult result, machine.RecordPresentation(std::move(step), presented));
//
// Begin loads the session, applies a passed deadline, and asks the table (transitions.h) whether the
// event may happen; a result of the device that comes before its release was given up is in time. The commit asks the table again, checks what only the machine may judge, checks
// the invariants, stores by compare-and-set, and tells the listener. Where another call changed the
// session between the two, the commit is SESSION_CONFLICT, nothing is stored, and the call begins
// again (server/rpc/calls.h).
//
// Nothing here knows XML, sockets or SQL.
#ifndef PARAPHE_SERVER_SESSION_SESSION_MACHINE_H_
#define PARAPHE_SERVER_SESSION_SESSION_MACHINE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/bilingual.h"
#include "common/clock.h"
#include "paraphe/v1/session_record.pb.h"
#include "server/session/session_listener.h"
#include "server/session/session_options.h"
#include "server/session/step.h"
#include "server/session/transitions.h"
#include "server/store/session_store.h"

namespace paraphe::server {

// Who asks, and for which session. A reference that fits no session is SESSION_UNKNOWN, whatever
// the cause.
struct CallerRef {
  std::string session_id;
  std::string caller_token;
  std::vector<std::string> applications = {};  // those that the caller is identified as
};
struct SignerRef {
  std::string session_token;
};
struct TicketRef {
  std::string ticket;  // TICKET_USED where it was exchanged for a token already
  // Optional: 32 bytes that the agent made. The ticket that was exchanged with them for the session's
  // token still works with them.
  std::string agent_secret = "";
};
// Who is logged in as the signer whom the session names, in place of a ticket. It works again and again: each time there is
// another session token, and the one before is none any more.
struct WaitingRef {
  std::string session_id;
  std::string signer;  // the account's name, as it is stored
};
using SessionRef = std::variant<CallerRef, SignerRef, TicketRef, WaitingRef>;

// What Prepare brings, judged already.
struct Preparation {
  // All but table_sha256 and session_code, which the machine fills in.
  v1::SessionRecord::Prepared prepared;
  std::string success_url;
  std::string failure_url;
  DocumentPtr document;         // Create: required. Amend: null keeps the document.
  std::string document_sha256;  // raw; with a document
};
struct NewSession {
  std::string application;
  std::string idempotency_key;  // optional
  std::string
      signer;  // optional: the account whose holder alone may open it; then there is no ticket
  std::string request_sha256;  // with idempotency_key: raw SHA-256 of the request
  Preparation preparation;
};

// A session, with the secrets that were just made for it (256 random bits, base64url); only their
// hashes are stored, so that no later call can give them again.
struct PrepareResult {
  v1::SessionRecord record;
  // Empty where an agent holds the session token already, the session is over, or it names its signer.
  std::string ticket;
  std::string caller_token;  // Create only
};
struct PresentResult {
  v1::SessionRecord record;
  std::string session_token;  // where a ticket was used, or a login; else empty
};

// What the signer's agent sends with Consent (CONS-1, CONS-3).
struct ConsentGiven {
  std::string document_sha256;  // raw
  std::string html_sha256;      // raw
  v1::Digest signed_properties;
  bool document_presented = false;
  bool box_ticked = false;
  bool signature_requested = false;
  bool unattended = false;
  Language language = Language::kFrench;  // of the page that was on the screen
};

// Data to be signed.
struct Dtbs {
  std::string signed_info;  // canonical bytes
  std::string digest_info;  // DER
};

// What one sweep did.
struct SweepCounts {
  size_t expired = 0;   // open sessions that expired
  size_t given_up = 0;  // releases without answer that failed
  size_t removed = 0;   // ended sessions whose retention ended
  size_t skipped = 0;   // changed by another call meanwhile, or not readable (logged)
};

class ReleasedDigest;  // released_digest.h

// Thread-safe. Besides the reasons named below, every function may answer SESSION_UNKNOWN, what
// Next() says of the session's state, SESSION_CONFLICT, STORE_UNAVAILABLE and INTERNAL.
class SessionMachine {
 public:
  // The store, the clock and the listener must outlive the machine; the listener may be null.
  SessionMachine(SessionStore* store, const Clock* clock, SessionListener* listener,
                 const SessionOptions& options)
      : store_(*store), clock_(*clock), listener_(listener), options_(options) {}

  // Begins a step towards `event`. A ticket that opens nothing, since it was used or its session has ended, is
  // counted in refused_openings, up to kMostRefusedOpenings (session_options.h), by a change of its own: no step of
  // anybody else's is lost by it. Where the table lists the pair as a repetition (kRepeats) the
  // step begins too: its commit stores nothing, and is OK only for the same content.
  absl::StatusOr<Step> Begin(const SessionRef& ref, SessionEvent event);

  // The document of the session of a step that has begun.
  absl::StatusOr<std::string> LoadDocument(const Step& step) const;

  // Prepare repeated with its idempotency key, before anything of it is judged: the session that the
  // first call made, with a new caller token, and a new ticket while none was used; earlier ones stay
  // valid, since nobody knows which answer arrived. nullopt where no session has the key.
  // `request_sha256` is what NewSession has.
  // Errors:
  //   IDEMPOTENCY_CONFLICT  the key was used for another request
  absl::StatusOr<std::optional<PrepareResult>> Reissue(const std::string& application,
                                                       const std::string& idempotency_key,
                                                       absl::string_view request_sha256);

  // Whether Create would find room now for a session with a document of so many bytes; and whether a session has the
  // key, so that a request with it is to be answered by Reissue. To be asked before the document is read.
  // Errors:
  //   OVERLOADED, TOO_LARGE  there is no room; as SessionStore::CheckRoom
  absl::Status CheckRoom(const std::string& application, uint64_t document_bytes) const {
    return store_.CheckRoom(application, document_bytes, clock_.Now());
  }
  absl::StatusOr<bool> IsUsed(const IdempotencyKey& key);

  // Prepare without a session id; there is no session yet, so it begins and commits in one. Where the
  // same call came in meanwhile, its answer is that of Reissue.
  // Errors:
  //   IDEMPOTENCY_CONFLICT  the key was used for another request
  absl::StatusOr<PrepareResult> Create(const NewSession& request);

  // The commits.

  // Prepare with a session id (ATT-3), of kAmend: back to PREPARED, what was presented is forgotten,
  // the lifetime starts again. The policy and the signer's role stay (POL-7), whatever `preparation`
  // holds for them.
  absl::StatusOr<PrepareResult> Amend(Step step, const Preparation& preparation);

  // Present, of kPresent; `presented` holds all but `time`. A ticket is used up by the same change
  // that stores the presentation, so that a refused Present costs nothing; from then on no ticket of
  // the session works. Repeated with the same ticket and the same agent's secret it gives the same
  // token; without a choice it stores nothing then where the session is PRESENTED, so that a late one
  // takes no later choice away.
  // Errors:
  //   CERTIFICATE_NOT_OFFERED  the choice is not among `offered`
  //   CERTIFICATE_REFUSED      the choice is not acceptable
  absl::StatusOr<PresentResult> RecordPresentation(Step step,
                                                   v1::SessionRecord::Presented presented);

  // Consent, of kConsent.
  // Errors:
  //   CONSENT_INCOMPLETE      an act, or the choice of a certificate, is missing
  //   CONSENT_MISMATCH        a digest, or the page's language, is not the one recorded
  //   CONSENT_TOO_OLD         the presentation is too long ago: present again
  //   UNATTENDED_NOT_ALLOWED  by the policy
  absl::StatusOr<v1::SessionRecord> RecordConsent(Step step, const ConsentGiven& given);

  // Sign (release), of kRelease: THE point of no return, the one function that lets a digest out.
  // SIGNING and the DTBS are stored before it returns. `judgement` is what the policy says now of the
  // certificate that was chosen (CERT-6). In SIGNING it gives the stored bytes, and neither is looked
  // at. After each of these errors the session is back in PRESENTED, without its consent.
  // Errors:
  //   CONSENT_TOO_OLD      the presentation is too long ago
  //   CERTIFICATE_REFUSED  so says the judgement
  absl::StatusOr<ReleasedDigest> ReleaseDigest(Step step, Dtbs dtbs, const absl::Status& judgement);

  // Sign (result), of kAcceptSignature. `verdict` is what the check of this signature says (DEV-4).
  // The same bytes again are OK, whatever the verdict. An error of `verdict` is the answer, and the
  // session is FAILED: no other signature can come of the same bytes (EXP-5). A session that was given
  // up takes its signature all the same, while it is kept.
  // Errors:
  //   SIGNATURE_ALREADY_DELIVERED  another signature is stored
  absl::StatusOr<v1::SessionRecord> AcceptSignature(Step step, absl::string_view signature,
                                                    const absl::Status& verdict);

  // Sign (failure), of kReportFailure: FAILED, with the status that `reason` stands for.
  // `device_code` is the CK_RV, 0 where there is none. The same reason again is OK. A session that was
  // given up is rolled back then.
  // Errors:
  //   MALFORMED_REQUEST  `reason` is not one of SignRequest.Failure
  absl::StatusOr<v1::SessionRecord> RecordFailure(Step step, v1::ErrorReason reason,
                                                  uint64_t device_code);

  // Finalize, of kFinalize: the signed document was built and verified, and goes to the caller.
  absl::StatusOr<v1::SessionRecord> Finalize(Step step);

  // Export, of kExport: the same document goes to the signer. Stores nothing, tells nobody.
  static absl::StatusOr<v1::SessionRecord> Export(Step step);

  // Abort, of kAbort, by whoever the step's reference names; rolls back (SES-2). Aborted already:
  // OK, nothing changes.
  // Errors:
  //   DIGEST_RELEASED  too late (SES-3; Begin says so)
  absl::StatusOr<v1::SessionRecord> Abort(Step step, absl::string_view words);

  // The session as it stands now.
  absl::StatusOr<v1::SessionRecord> Get(const SessionRef& ref);

  // The sessions that wait for the signer, the oldest first, without those whose deadline has passed; at most `limit`.
  // REQ: CHN-4
  absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(const std::string& signer,
                                                             size_t limit);

  // Applies passed deadlines (SES-4) to at most `limit` sessions, the oldest first. To be called
  // now and then; steps apply the deadline of their own session anyway.
  absl::StatusOr<SweepCounts> Sweep(size_t limit);

  // Takes what sweeps and aborts rolled back out of the store's files (SessionStore::Purge). To be called at
  // least each minute.
  absl::Status Purge() { return store_.Purge(); }

  // The operator's keys, as the store has them (SessionStore::RenewKeys). To be called now and then.
  absl::Status RenewKeys() { return store_.RenewKeys(); }

  // Until when the digest of a presented session can be released; InfinitePast where nothing was
  // presented.
  absl::Time ReleaseBefore(const v1::SessionRecord& record) const;

 private:
  // Loading and storing (session_machine.cc).
  absl::StatusOr<Step> BeginAs(const SessionRef& ref, SessionEvent event);
  void CountRefusedOpening(const TicketRef& ref);
  // The record of a step that began towards `event`; INTERNAL for another step.
  static absl::StatusOr<v1::SessionRecord> Take(Step& step, SessionEvent event);
  // With the deadline applied, but for a release's own, towards its result.
  using Towards = std::optional<SessionEvent>;
  absl::StatusOr<v1::SessionRecord> LoadByKey(const SessionKey& key, Towards event = std::nullopt);
  absl::StatusOr<v1::SessionRecord> Load(const CallerRef& ref, Towards event);
  absl::StatusOr<v1::SessionRecord> Load(const SignerRef& ref, Towards event);
  absl::StatusOr<v1::SessionRecord> Load(const TicketRef& ref, Towards event);
  absl::StatusOr<v1::SessionRecord> Load(const WaitingRef& ref, Towards event);
  absl::StatusOr<v1::SessionRecord> Find(const SessionRef& ref, Towards event);
  // Moves `record` along the table; the only writer of `state`, `version` and `deadline`.
  absl::StatusOr<v1::SessionRecord> Store(SessionEvent event, v1::SessionRecord record,
                                          const DocumentChange& change);
  // Where nothing but refused openings was stored since `version`, which `record` replaces.
  absl::Status StoreOverOpenings(SessionEvent event, uint64_t version, v1::SessionRecord& record,
                                 const DocumentChange& change);
  void Tell(SessionEvent event, const v1::SessionRecord& record) const;
  void StartTime(SessionState state, v1::SessionRecord& record) const;

  // Ends and deadlines (ends.cc).
  absl::StatusOr<v1::SessionRecord> StoreEnd(SessionEvent event, v1::SessionRecord record,
                                             const v1::SessionRecord::Ended& ended);
  absl::StatusOr<v1::SessionRecord> GiveUp(v1::SessionRecord record);
  absl::StatusOr<v1::SessionRecord> ApplyDeadline(v1::SessionRecord record);
  absl::Status Remove(const v1::SessionRecord& record);
  void SweepOne(const std::string& id, SweepCounts& counts);

  // Create (prepare.cc), and the age of a presentation (consent.cc).
  absl::StatusOr<PrepareResult> CreateNew(const NewSession& request);
  absl::Status CheckFresh(const v1::SessionRecord& record) const;

  SessionStore& store_;
  const Clock& clock_;
  SessionListener* const listener_;
  const SessionOptions options_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_SESSION_MACHINE_H_
