// The sessions of a server: the operations behind the calls of both services. Every operation runs
// the same way: load the session, apply a passed deadline, ask the table (transitions.h), change a
// copy, check the invariants, compare-and-set, tell the listener. A lost compare-and-set starts the
// operation again, a few times; then the answer is SESSION_CONFLICT.
//
// Nothing here knows XML, sockets or SQL. What needs such knowledge is a function that the adapter
// passes in (Presenter, DtbsBuilder, ...). It is called without a lock, with exactly the record
// that the following compare-and-set replaces, and again after a lost one; an error that it returns
// is the operation's answer, and the session stays as it was (but see AcceptSignature).
#ifndef PARAPHE_SERVER_SESSION_SESSION_SERVICE_H_
#define PARAPHE_SERVER_SESSION_SESSION_SERVICE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/clock.h"
#include "paraphe/v1/session_record.pb.h"
#include "server/session/session_listener.h"
#include "server/session/session_options.h"
#include "server/session/transitions.h"
#include "server/store/session_store.h"

namespace paraphe::server {

// Who asks, and for which session. A reference that fits no session is SESSION_UNKNOWN, whatever
// the cause.
struct CallerRef {
  std::string session_id;
  std::string caller_token;
};
struct SignerRef {
  std::string session_token;
};
struct TicketRef {
  std::string ticket;  // TICKET_USED where it was exchanged for a token already
};
using AgentRef = std::variant<TicketRef, SignerRef>;
using SessionRef = std::variant<CallerRef, SignerRef, TicketRef>;

// What Prepare brings, already judged by its adapter.
struct Preparation {
  // All but table_sha256 and session_code, which the machine fills in.
  v1::SessionRecord::Prepared prepared;
  std::string success_url;
  std::string failure_url;
  DocumentPtr document;  // Create: required. Amend: null keeps the document.
};
struct NewSession {
  std::string application;
  std::string idempotency_key;  // optional, at most 64 bytes
  std::string request_sha256;   // with idempotency_key: raw SHA-256 of the request
  Preparation preparation;
};

// A session, with the secrets that were just made for it (256 random bits, base64url); only their
// hashes are stored, so that no later call can give them again.
struct PrepareResult {
  v1::SessionRecord record;
  std::string
      ticket;  // empty where an agent holds the session token already, or the session is over
  std::string caller_token;  // Create only
};
struct PresentResult {
  v1::SessionRecord record;
  std::string session_token;  // where a ticket was used; else empty
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
};

// Data to be signed.
struct Dtbs {
  std::string signed_info;  // canonical bytes
  std::string digest_info;  // DER
};

struct Export {
  v1::SessionRecord record;
  std::string signed_document;
};

// What one sweep did.
struct SweepCounts {
  size_t expired = 0;   // open sessions that expired
  size_t given_up = 0;  // releases without answer that failed
  size_t removed = 0;   // ended sessions whose retention ended
  size_t skipped = 0;   // moved by somebody else meanwhile, or not readable (logged)
};

class ReleasedDigest;  // released_digest.h

using Amender = absl::FunctionRef<absl::StatusOr<Preparation>(const v1::SessionRecord&)>;
using Presenter = absl::FunctionRef<absl::StatusOr<v1::SessionRecord::Presented>(
    const v1::SessionRecord&, const std::string& document)>;
using DtbsBuilder =
    absl::FunctionRef<absl::StatusOr<Dtbs>(const v1::SessionRecord&, const std::string& document)>;
using SignatureVerifier =
    absl::FunctionRef<absl::Status(const v1::SessionRecord&, absl::string_view signature)>;
using Exporter = absl::FunctionRef<absl::StatusOr<std::string>(const v1::SessionRecord&,
                                                               const std::string& document)>;

// Thread-safe. Besides the reasons named below, every operation may answer SESSION_UNKNOWN, what
// Next() says of the session's state, SESSION_CONFLICT, STORE_UNAVAILABLE and INTERNAL.
class SessionMachine {
 public:
  // The store, the clock and the listener must outlive the machine; the listener may be null.
  SessionMachine(SessionStore* store, const Clock* clock, SessionListener* listener,
                 const SessionOptions& options)
      : store_(*store), clock_(*clock), listener_(listener), options_(options) {}

  // Prepare without a session id. Repeated with the same idempotency key, it answers the session
  // that the first call made, with a new caller token, and a new ticket while none was used;
  // earlier ones stay valid, since nobody knows which answer arrived. IDEMPOTENCY_CONFLICT: the key
  // was used for another request. MALFORMED_REQUEST: a key out of bounds, no document, no
  // application.
  absl::StatusOr<PrepareResult> Create(const NewSession& request);

  // Prepare with a session id (ATT-3): back to PREPARED, what was presented is forgotten, the
  // lifetime starts again. The policy and the signer's role stay (POL-7), whatever `amender`
  // returns for them.
  absl::StatusOr<PrepareResult> Amend(const CallerRef& ref, Amender amender);

  // Present. `presenter` returns all but `time`. A ticket is used up by the same change that stores
  // the presentation, so that a refused Present costs nothing; from then on no ticket of the
  // session works. CERTIFICATE_NOT_OFFERED, CERTIFICATE_REFUSED: the choice is not among `offered`,
  // or not acceptable.
  absl::StatusOr<PresentResult> RecordPresentation(const AgentRef& ref, Presenter presenter);

  // Consent. CONSENT_INCOMPLETE: an act, or the choice of a certificate, is missing.
  // CONSENT_MISMATCH: a digest is not the one recorded. CONSENT_TOO_OLD: present again.
  // UNATTENDED_NOT_ALLOWED by the policy.
  absl::StatusOr<v1::SessionRecord> RecordConsent(const SignerRef& ref, const ConsentGiven& given);

  // Sign (release): THE point of no return, the one function that lets a digest out. SIGNING and
  // the DTBS are stored before it returns; asked again, it gives the stored bytes. CONSENT_TOO_OLD
  // sends the session back to PRESENTED.
  absl::StatusOr<ReleasedDigest> ReleaseDigest(const SignerRef& ref, DtbsBuilder builder);

  // Sign (result). The same bytes again are OK; others SIGNATURE_ALREADY_DELIVERED. Where
  // `verifier` refuses with DEVICE_SIGNATURE_INVALID the session is FAILED and that is the answer;
  // any other error of it leaves the session in SIGNING.
  absl::StatusOr<v1::SessionRecord> AcceptSignature(const SignerRef& ref,
                                                    absl::string_view signature,
                                                    SignatureVerifier verifier);

  // Sign (result), the device's refusal: FAILED. `reason` is one of DEVICE_* or
  // SERVER_ANSWER_MISMATCH, else MALFORMED_REQUEST; `device_code` is the CK_RV, 0 where none. The
  // same reason again is OK.
  absl::StatusOr<v1::SessionRecord> RecordDeviceFailure(const SignerRef& ref,
                                                        v1::ErrorReason reason,
                                                        uint64_t device_code);

  // Finalize. `exporter` builds the signed document and verifies it; it runs before FINALIZED is
  // stored and at each repetition, and gives the same bytes each time.
  absl::StatusOr<Export> Finalize(const CallerRef& ref, Exporter exporter);

  // Abort, by the caller or the signer according to `ref`; rolls back (SES-2). DIGEST_RELEASED
  // after the release (SES-3). Aborted already: OK, nothing changes. MALFORMED_REQUEST: more than
  // 1024 bytes of words.
  absl::StatusOr<v1::SessionRecord> Abort(const SessionRef& ref, absl::string_view words);

  // The session as it stands now.
  absl::StatusOr<v1::SessionRecord> Get(const SessionRef& ref);

  // Applies passed deadlines (SES-4) to at most `limit` sessions, the oldest first. To be called
  // now and then; operations apply the deadline of their own session anyway.
  absl::StatusOr<SweepCounts> Sweep(size_t limit);

  // Until when the digest of a presented session can be released; InfinitePast where nothing was
  // presented.
  absl::Time ReleaseBefore(const v1::SessionRecord& record) const;

 private:
  // The steps that operations are made of (machine_steps.cc, ends.cc).
  absl::StatusOr<v1::SessionRecord> LoadByKey(const SessionKey& key);
  absl::StatusOr<v1::SessionRecord> Load(const CallerRef& ref);
  absl::StatusOr<v1::SessionRecord> Load(const SignerRef& ref);
  absl::StatusOr<v1::SessionRecord> Load(const TicketRef& ref);
  // Moves `record` along the table; the only writer of `state`, `version` and `deadline`.
  absl::StatusOr<v1::SessionRecord> Store(SessionEvent event, v1::SessionRecord record,
                                          const DocumentChange& change);
  // Rolls back and ends.
  absl::StatusOr<v1::SessionRecord> StoreEnd(SessionEvent event, v1::SessionRecord record,
                                             const v1::SessionRecord::Ended& ended);
  absl::StatusOr<v1::SessionRecord> ApplyDeadline(v1::SessionRecord record);
  absl::Status Remove(const v1::SessionRecord& record);
  void SweepOne(const std::string& id, SweepCounts& counts);
  void Tell(SessionEvent event, const v1::SessionRecord& record) const;
  void StartTime(SessionState state, v1::SessionRecord& record) const;

  // One attempt at Create; at the answer to a repeated one; and the age check of consent and
  // release.
  absl::StatusOr<PrepareResult> CreateOnce(const NewSession& request);
  absl::StatusOr<PrepareResult> RepeatCreate(const NewSession& request);
  absl::Status CheckFresh(const v1::SessionRecord& record) const;

  SessionStore& store_;
  const Clock& clock_;
  SessionListener* const listener_;
  const SessionOptions options_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_SESSION_SERVICE_H_
