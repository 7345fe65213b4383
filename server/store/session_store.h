// Where sessions last. A store knows nothing of states: it keeps a record and a document under an
// id, finds the record again by any of its keys, and changes both by compare-and-set on the
// record's version, so that two replicas can never both move one session.
//
// Every implementation passes tests/contract/session_store_contract.h.
#ifndef PARAPHE_SERVER_STORE_SESSION_STORE_H_
#define PARAPHE_SERVER_STORE_SESSION_STORE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/audit.pb.h"
#include "paraphe/v1/session_record.pb.h"
#include "server/store/account_store.h"

namespace paraphe::server {

// A document's bytes: shared, never changed, never copied.
using DocumentPtr = std::shared_ptr<const std::string>;

// The keys that a record is found by, each unique in a store. Hashes are raw SHA-256.
struct SessionId {
  std::string value;
};
struct TicketHash {
  std::string sha256;
};
struct TokenHash {
  std::string sha256;
};
struct IdempotencyKey {
  std::string application;
  std::string key;
};
using SessionKey = std::variant<SessionId, TicketHash, TokenHash, IdempotencyKey>;

// What a change does to the document.
struct KeepDocument {};
struct ReplaceDocument {
  DocumentPtr document;  // not null
};
struct EraseDocument {};
using DocumentChange = std::variant<KeepDocument, ReplaceDocument, EraseDocument>;

// A session as it stood at some moment.
struct SessionVersion {
  std::string id;
  uint64_t version = 0;
};
inline bool operator==(const SessionVersion& a, const SessionVersion& b) {
  return a.id == b.id && a.version == b.version;
}

// Ends what SessionStore::Follow() began; waits for it where it runs.
class Following {
 public:
  virtual ~Following() = default;
};

// The most that a store holds, in all and for one application, ended sessions included; how many of them are open,
// which is that they have not ended (SIGNED is open, FINALIZED is not); and how many may begin in a minute of the
// clock. A session's bytes are its record's, serialized, its document's and kSessionOverheadBytes.
//
// REQ: SES-7
struct StoreBounds {
  uint64_t bytes = uint64_t{1} << 30;
  uint64_t application_bytes = uint64_t{512} << 20;
  uint64_t sessions = 100'000;
  uint64_t application_sessions = 50'000;
  uint64_t open_sessions = 10'000;
  uint64_t application_open_sessions = 5'000;
  uint64_t new_sessions_per_minute = 120'000;
  uint64_t application_new_sessions_per_minute = 60'000;
};
inline constexpr uint64_t kSessionOverheadBytes = 1024;

// Which sessions are asked for; what is unset holds of all.
struct SessionFilter {
  v1::SessionState state = v1::SESSION_STATE_UNSPECIFIED;
  std::string application;
};

// For how long a server has due sessions to itself; longer than a batch of them takes.
inline constexpr absl::Duration kClaimLease = absl::Seconds(30);

// Thread-safe. Each change of a session comes with the entry that the audit log has of it (ADM-2): a store that keeps
// a log stores both in one commit, or neither. A change that was answered OK lasts as long as the store does: durable stores answer
// only once it would survive the loss of power (SES-6). STORE_UNAVAILABLE, from any function, means
// that the store cannot be asked now, and that a change may or may not have happened: load the
// session again.
class SessionStore {
 public:
  virtual ~SessionStore() = default;

  // Stores a new session, or nothing; record.version() must be 1. Where a bound would be exceeded,
  // sessions whose document was erased are forgotten in its favour, those with the earliest deadline
  // first, and of the application's own where it is the application's bound: nobody but a caller who
  // asks how they ended misses them. The minute that it begins in is that of record.created_at().
  // Errors:
  //   OVERLOADED            a bound is reached all the same: which, whose, and a time to wait
  //   TOO_LARGE             it alone is more than the application, or the server, may hold
  //   IDEMPOTENCY_CONFLICT  the application already used record.idempotency_key()
  //   SESSION_CONFLICT      another session has the id, a ticket hash or the token hash
  //   INTERNAL              another version
  virtual absl::Status Create(const v1::SessionRecord& record, DocumentPtr document,
                              const v1::AuditEntry& entry) = 0;

  // Whether Create would find room now, at `time`, for a session of `application` with a document of so many bytes: to
  // be asked before much is done for it. Changes nothing; Create decides.
  // Errors:
  //   OVERLOADED, TOO_LARGE  as those of Create
  virtual absl::Status CheckRoom(const std::string& /*application*/, uint64_t /*document_bytes*/,
                                 absl::Time /*time*/) const {
    return absl::OkStatus();
  }

  // The session found by `key`, whole and as last stored. Ticket and token hashes and idempotency
  // keys that a record no longer has find nothing.
  // Errors:
  //   SESSION_UNKNOWN  there is none
  virtual absl::StatusOr<v1::SessionRecord> Load(const SessionKey& key) const = 0;

  // The document, the caller's own; with room for a signature behind it where that costs nothing.
  // Errors:
  //   SESSION_UNKNOWN   there is no such session
  //   SESSION_CONFLICT  its document was erased (the caller's record is older than the store's)
  virtual absl::StatusOr<std::string> LoadDocument(absl::string_view id) const = 0;

  // Replaces the session's record, and its document as `change` says, both or neither.
  // record.version() must be expected_version + 1, and the id, application and idempotency key what
  // they were. An erased or replaced document leaves no copy in the store. A larger document needs
  // room as a new session does; any other change is stored beyond a bound too, so that a session
  // that began can end.
  // Errors:
  //   OVERLOADED        there is no room for the document
  //   SESSION_CONFLICT  the stored version is not `expected_version`, or another session has a ticket
  //                     hash or the token hash
  //   SESSION_UNKNOWN   there is no such session
  //   INTERNAL          what must not change did
  virtual absl::Status CompareAndSet(uint64_t expected_version, const v1::SessionRecord& record,
                                     const DocumentChange& change, const v1::AuditEntry& entry) = 0;

  // Ids of at most `limit` sessions whose deadline is at or before `time`, the earliest deadline
  // first. They are claimed: no other server's store gives them for kClaimLease, so that no two sweep
  // the same sessions, and those of a server that died are taken over. A change of the session ends
  // the claim. Claims spare work; what keeps two changes apart is CompareAndSet.
  virtual absl::StatusOr<std::vector<std::string>> ClaimDue(absl::Time time, size_t limit) = 0;

  // The versions of those of the sessions that are there, in any order.
  virtual absl::StatusOr<std::vector<SessionVersion>> LoadVersions(
      const std::vector<std::string>& ids) const = 0;

  // At most `limit` sessions that the filter lets through, the last one created first; those that are older than the store
  // could tell stand behind all others. Without their policy's and table's content, which nobody needs who lists.
  virtual absl::StatusOr<std::vector<v1::SessionRecord>> ListNewest(const SessionFilter& filter,
                                                                    size_t limit) const = 0;

  // Tells of changes as they are stored, by whichever server, until the result is destroyed; null where
  // no other server can change a session. `told` is called on a thread of the store's, and must be quick.
  // A change may be told late or, where a connection breaks, never: who must know asks LoadVersions() now
  // and then.
  using OnChange = std::function<void(const SessionVersion& changed)>;
  virtual std::unique_ptr<Following> Follow(OnChange /*told*/) const { return nullptr; }

  // Forgets the session, its document and its keys.
  // Errors:
  //   SESSION_CONFLICT  the stored version is not `expected_version`
  //   SESSION_UNKNOWN   there is no such session
  virtual absl::Status Remove(absl::string_view id, uint64_t expected_version,
                              const v1::AuditEntry& entry) = 0;

  // Adds an entry that is no session's change: what an administrator or the operator did (ADM-2). A store that keeps
  // no audit log forgets it.
  // Errors:
  //   INTERNAL  it names a session, whose entries come with its changes; or no act
  virtual absl::Status AppendAudit(const v1::AuditEntry& entry) = 0;

  // Takes what was erased out of every file of the store; a rolled-back session's content is gone once
  // this was called after its end (SES-2). The sweeper calls it.
  virtual absl::Status Purge() { return absl::OkStatus(); }

  // Reads the operator's keys again where there are any, and brings what is stored under another key than the
  // current one under that. The sweeper calls it.
  // Errors:
  //   STORE_UNAVAILABLE  a key that is needed is no longer in the file
  //   MALFORMED_FILE     as StoreKeyFile::Open(), FILE_UNREADABLE and TOO_LARGE too: the keys stay as they were
  virtual absl::Status RenewKeys() { return absl::OkStatus(); }

  // The sessions that name the signer (SessionRecord.signer) and whose digest has not been answered yet, PREPARED to
  // SIGNING, the oldest first; at most `limit`. A passed deadline is not looked at.
  // REQ: CHN-4
  virtual absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(const std::string& signer,
                                                                     size_t limit) const = 0;

  // The accounts of signers in the same store; null where it has none. Outlived by the store.
  virtual AccountStore* accounts() { return nullptr; }

  // What the sessions take of this process's memory, in bytes.
  virtual uint64_t MemoryBytes() const { return 0; }
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_SESSION_STORE_H_
