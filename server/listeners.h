// What hears of every stored change of a session: several listeners where the machine takes one, and
// the log.
#ifndef PARAPHE_SERVER_LISTENERS_H_
#define PARAPHE_SERVER_LISTENERS_H_

#include <utility>
#include <vector>

#include "server/session/session_listener.h"

namespace paraphe::server {

// Tells each in turn. Immutable, hence thread-safe; the listeners must outlive it.
class Listeners final : public SessionListener {
 public:
  explicit Listeners(std::vector<SessionListener*> all) : all_(std::move(all)) {}

  void OnStored(SessionEvent event, const v1::SessionRecord& record) override {
    for (SessionListener* one : all_) one->OnStored(event, record);
  }

 private:
  const std::vector<SessionListener*> all_;
};

// One line of log for each change: which session, what, how it stands. No content, name, place or
// secret. Thread-safe.
// REQ: CHN-6
class SessionLog final : public SessionListener {
 public:
  void OnStored(SessionEvent event, const v1::SessionRecord& record) override;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_LISTENERS_H_
