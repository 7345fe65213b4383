// Who wants to know of changes: Watch, the audit log, metrics.
#ifndef PARAPHE_SERVER_SESSION_SESSION_LISTENER_H_
#define PARAPHE_SERVER_SESSION_SESSION_LISTENER_H_

#include "paraphe/v1/session_record.pb.h"
#include "server/session/transitions.h"

namespace paraphe::server {

class SessionListener {
 public:
  virtual ~SessionListener() = default;

  // Called after each stored change, on the thread that made it, without a lock held. `record` is
  // what was stored; with kRetentionEnd, what was removed. Two changes of one session may be told
  // in either order: record.version() gives the true one. Must be thread-safe, quick, and must not
  // call the machine back.
  virtual void OnStored(SessionEvent event, const v1::SessionRecord& record) = 0;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_SESSION_LISTENER_H_
