// What a store holds against its bounds, and which sessions make room. For stores that keep this in
// memory; not thread-safe, as they have a lock of their own.
#ifndef PARAPHE_SERVER_STORE_STORE_USAGE_H_
#define PARAPHE_SERVER_STORE_STORE_USAGE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "paraphe/v1/session_record.pb.h"
#include "server/store/session_store.h"

namespace paraphe::server {

// What a stored session counts for.
struct Holding {
  std::string id;
  std::string application;
  absl::Time deadline;
  uint64_t bytes = 0;   // record, document and kSessionOverheadBytes
  bool erased = false;  // its document was
  bool open = false;    // it has not ended
};

// PREPARED to SIGNED.
bool IsOpen(v1::SessionState state);

// `document_bytes` is nothing once the document was erased.
Holding HoldingOf(const v1::SessionRecord& record, std::optional<uint64_t> document_bytes);

// How many sessions began in a minute.
struct Minute {
  int64_t number = 0;  // since 1970
  uint64_t sessions = 0;
};

// The minute in which a session begins at `time`, as far as it is known from the last one in which any began. A clock
// that is up to a minute behind is another replica's, and counts in theirs: with each of two clocks a minute would
// begin anew again and again. One that is further behind was set back.
Minute MinuteAt(const Minute& last, absl::Time time);
// The same after the session began.
Minute MinuteWith(const Minute& last, absl::Time time);

// What many sessions count for.
struct HeldSum {
  uint64_t sessions = 0;
  uint64_t bytes = 0;
  uint64_t erased_sessions = 0;  // of these, those whose document was erased
  uint64_t erased_bytes = 0;
  uint64_t open_sessions = 0;
  Minute minute;
};

// What is about to be stored.
struct Wanted {
  // A new session that begins at `time`, or more bytes for one that is there.
  static Wanted NewSession(uint64_t bytes, absl::Time time) { return {1, bytes, time}; }
  static Wanted MoreBytes(uint64_t bytes) { return {0, bytes, absl::InfinitePast()}; }

  uint64_t sessions;
  uint64_t bytes;
  absl::Time time;
};

// What to forget before more is stored.
enum class Room {
  kThere,      // nothing: it fits
  kForgetOwn,  // a session of the application whose document was erased
  kForgetAny,  // such a session of any application
};

// Room for what an application wants whose sessions are `own`, of `all`.
// Errors:
//   OVERLOADED  it cannot fit, whatever is forgotten; the application's own bound is named first
//   TOO_LARGE   nor could it where nothing else was held
//
// REQ: SES-7
absl::StatusOr<Room> RoomFor(const StoreBounds& bounds, const HeldSum& own, const HeldSum& all,
                             const Wanted& wanted);

// REQ: SES-7
class StoreUsage {
 public:
  explicit StoreUsage(const StoreBounds& bounds) : bounds_(bounds) {}

  // Counts a session in or out, as it is stored.
  void Add(const Holding& session);
  void Subtract(const Holding& session);
  // Counts a session that began. This is forgotten with the process, unlike what is held.
  void Began(const std::string& application, absl::Time time);
  // Counts all sessions out, and keeps how many began.
  void Clear();

  // OK, OVERLOADED or TOO_LARGE, as RoomFor.
  absl::Status CheckRoom(const std::string& application, const Wanted& wanted) const;
  // The id of a session to forget before what `application` wants is stored; empty where it fits as it is.
  // Errors: as RoomFor
  absl::StatusOr<std::string> InTheWay(const std::string& application, const Wanted& wanted) const;

  uint64_t bytes() const { return all_.bytes; }

 private:
  HeldSum SumOf(const std::string& application) const;

  StoreBounds bounds_;
  HeldSum all_;
  std::map<std::string, HeldSum> applications_;  // all but `minute`
  std::map<std::string, Minute> minutes_;        // of the applications for which sessions began
  // Those whose document was erased, by deadline.
  std::set<std::pair<absl::Time, std::string>> erased_;
  std::set<std::tuple<std::string, absl::Time, std::string>> erased_of_;  // application first
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_STORE_USAGE_H_
