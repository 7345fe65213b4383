// How a server hears at once of what others stored: a connection that listens, and nothing else.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_CHANGE_FEED_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_CHANGE_FEED_H_

#include <atomic>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "server/store/session_store.h"

namespace paraphe::server::postgresql {

// A thread with a connection of its own; connects again where that was lost. Tells of every changed session of the
// schema, those of this server too. What is stored between two connections is never told.
class ChangeFeed final : public Following {
 public:
  ChangeFeed(std::string conninfo, SessionStore::OnChange told);
  ~ChangeFeed() override;
  ChangeFeed(const ChangeFeed&) = delete;
  ChangeFeed& operator=(const ChangeFeed&) = delete;

 private:
  void Run();
  // Until the connection is lost, or the end.
  absl::Status Listen();
  void Tell(absl::string_view payload) const;
  // Shorter where the end comes.
  void Pause(absl::Duration time) const;

  const std::string conninfo_;
  const SessionStore::OnChange told_;
  const int wake_;  // an eventfd, written at the end
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_CHANGE_FEED_H_
