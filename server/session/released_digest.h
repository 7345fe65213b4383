// A digest that may leave for the device. Only SessionMachine::ReleaseDigest() can make one, and
// only from a record that is already stored as SIGNING: whoever holds a ReleasedDigest is past the
// point of no return.
#ifndef PARAPHE_SERVER_SESSION_RELEASED_DIGEST_H_
#define PARAPHE_SERVER_SESSION_RELEASED_DIGEST_H_

#include <string>
#include <utility>

#include "paraphe/v1/session_record.pb.h"
#include "server/session/session_machine.h"

namespace paraphe::server {

class ReleasedDigest {
 public:
  // Canonical bytes of ds:SignedInfo.
  const std::string& signed_info() const { return record_.released().signed_info(); }
  // The formatted digest (SIG-4): DER of DigestInfo.
  const std::string& digest_info() const { return record_.released().digest_info(); }
  // The session as stored.
  const v1::SessionRecord& record() const { return record_; }

 private:
  friend absl::StatusOr<ReleasedDigest> SessionMachine::ReleaseDigest(Step, Dtbs,
                                                                      const absl::Status&);
  explicit ReleasedDigest(v1::SessionRecord stored) : record_(std::move(stored)) {}

  v1::SessionRecord record_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_RELEASED_DIGEST_H_
