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
};

// `document_bytes` is nothing once the document was erased.
Holding HoldingOf(const v1::SessionRecord& record, std::optional<uint64_t> document_bytes);

// What many sessions count for.
struct HeldSum {
  uint64_t sessions = 0;
  uint64_t bytes = 0;
  uint64_t erased_sessions = 0;  // of these, those whose document was erased
  uint64_t erased_bytes = 0;
};

// What to forget before more is stored.
enum class Room {
  kThere,      // nothing: it fits
  kForgetOwn,  // a session of the application whose document was erased
  kForgetAny,  // such a session of any application
  kNone,       // it cannot fit
};

// Room for one more session (`sessions` 1), or a larger one (`sessions` 0), of an application whose sessions
// are `own`, of `all`.
//
// REQ: SES-7
Room RoomFor(const StoreBounds& bounds, const HeldSum& own, const HeldSum& all, uint64_t sessions,
             uint64_t bytes);

// REQ: SES-7
class StoreUsage {
 public:
  explicit StoreUsage(const StoreBounds& bounds) : bounds_(bounds) {}

  // Counts a session in or out, as it is stored.
  void Add(const Holding& session);
  void Subtract(const Holding& session);

  // The id of a session to forget before one more (`sessions` 1) or larger one (`sessions` 0) of
  // `application` is stored; empty where it fits as it is. Nothing where it cannot fit.
  std::optional<std::string> InTheWay(const std::string& application, uint64_t sessions,
                                      uint64_t bytes) const;

  uint64_t bytes() const { return all_.bytes; }

 private:
  HeldSum SumOf(const std::string& application) const;

  StoreBounds bounds_;
  HeldSum all_;
  std::map<std::string, HeldSum> applications_;
  // Those whose document was erased, by deadline.
  std::set<std::pair<absl::Time, std::string>> erased_;
  std::set<std::tuple<std::string, absl::Time, std::string>> erased_of_;  // application first
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_STORE_USAGE_H_
