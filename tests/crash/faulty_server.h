// A server in this process whose store, clock and answers do what a test tells them to, as its clients
// reach it.
#ifndef PARAPHE_TESTS_CRASH_FAULTY_SERVER_H_
#define PARAPHE_TESTS_CRASH_FAULTY_SERVER_H_

#include <functional>
#include <memory>

#include "absl/time/time.h"

#include "server/session/session_machine.h"
#include "server/store/session_store.h"
#include "tests/crash/server_calls.h"
#include "tests/server/store/faulty_store.h"
#include "tests/server/testing/session_world.h"

namespace paraphe::test {

class FaultyServer final : public ServerInTrouble {
 public:
  // Sessions that are not finished expire after this time, consents and releases are too old after a
  // part of it; those that ended are kept.
  static constexpr absl::Duration kLifetime = absl::Hours(1);

  // Over `store`, which must outlive it.
  explicit FaultyServer(server::SessionStore* store);

  // Without gRPC: the answer of a request is that of a function.
  std::shared_ptr<const ServerCalls> Await(int after, absl::Duration soon) override;

  server::test::FaultyStore& store() { return store_; }
  FakeClock& clock() { return world_.clock(); }
  server::SessionMachine& machine() { return world_.machine(); }

  // Runs before each request, on its thread. Not while threads run.
  void BeforeRequests(std::function<void()> hook) { before_request_ = std::move(hook); }
  // Whether the answer to a request is lost, which was carried out. As above.
  void LoseAnswers(std::function<bool()> is_lost) { is_lost_ = std::move(is_lost); }

 private:
  server::test::FaultyStore store_;
  SessionWorld world_;
  std::function<void()> before_request_;
  std::function<bool()> is_lost_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_FAULTY_SERVER_H_
