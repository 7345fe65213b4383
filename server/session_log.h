// One line of log for each change of a session: which, what, how it stands. No content, name, place
// or secret.
//
// REQ: CHN-6
#ifndef PARAPHE_SERVER_SESSION_LOG_H_
#define PARAPHE_SERVER_SESSION_LOG_H_

#include "server/session/session_listener.h"

namespace paraphe::server {

// Thread-safe.
class SessionLog final : public SessionListener {
 public:
  void OnStored(SessionEvent event, const v1::SessionRecord& record) override;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_LOG_H_
