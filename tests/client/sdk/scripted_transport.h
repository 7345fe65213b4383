// A server that answers by script, and time that only waiting moves.
#ifndef PARAPHE_TESTS_CLIENT_SDK_SCRIPTED_TRANSPORT_H_
#define PARAPHE_TESTS_CLIENT_SDK_SCRIPTED_TRANSPORT_H_

#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "client/sdk/caller_transport.h"
#include "client/sdk/waiter.h"
#include "common/hash.h"

namespace paraphe::client {

// What a Watch reports before it ends with `status`.
struct ScriptedStream {
  std::vector<v1::SessionEvent> events;
  absl::Status status;
};

// What the script says; read by the test after the calls. Without a script each call succeeds.
struct Script {
  std::deque<absl::Status> answers;  // of Prepare, Finalize and Abort, in order
  std::deque<ScriptedStream> streams;
  std::string echoed_sha256;       // instead of the digest of what came
  std::function<void()> on_watch;  // runs within each Watch, after its events
  std::vector<v1::PrepareRequest> prepared;
  int finalized = 0;
  int aborted = 0;
  int watched = 0;
  bool stopped = false;
  std::vector<absl::Time> deadlines;
};

class ScriptedTransport final : public CallerTransport {
 public:
  explicit ScriptedTransport(Script* script) : script_(*script) {}

  absl::Status Prepare(const v1::PrepareRequest& request, absl::Time deadline,
                       v1::PrepareResponse* response) override {
    script_.prepared.push_back(request);
    response->set_session_id("s1");
    response->set_caller_token("secret");
    response->set_ticket("ticket");
    response->set_document_sha256(script_.echoed_sha256.empty() ? Sha256(request.document())
                                                                : script_.echoed_sha256);
    return Next(deadline);
  }
  absl::Status Finalize(const v1::FinalizeRequest&, absl::Time deadline,
                        v1::FinalizeResponse* response) override {
    ++script_.finalized;
    response->set_status(v1::ST_OK);
    return Next(deadline);
  }
  absl::Status Abort(const v1::CallerAbortRequest&, absl::Time deadline,
                     v1::CallerAbortResponse* response) override {
    ++script_.aborted;
    response->set_state(v1::ABORTED);
    return Next(deadline);
  }
  absl::Status Watch(const v1::CallerWatchRequest&, absl::Time deadline,
                     absl::FunctionRef<void(const v1::SessionEvent&)> on_event) override {
    ++script_.watched;
    script_.deadlines.push_back(deadline);
    ScriptedStream stream;
    if (!script_.streams.empty()) {
      stream = std::move(script_.streams.front());
      script_.streams.pop_front();
    }
    for (const v1::SessionEvent& event : stream.events) on_event(event);
    if (script_.on_watch) script_.on_watch();
    return stream.status;
  }
  void StopWatching() override { script_.stopped = true; }

 private:
  absl::Status Next(absl::Time deadline) {
    script_.deadlines.push_back(deadline);
    if (script_.answers.empty()) return absl::OkStatus();
    absl::Status answer = std::move(script_.answers.front());
    script_.answers.pop_front();
    return answer;
  }

  Script& script_;
};

class ScriptedWaiter final : public Waiter {
 public:
  absl::Time Now() const override { return now_; }
  void Wait(absl::Duration duration, const absl::Notification&) override {
    waits_.push_back(duration);
    now_ += duration;
  }
  void Advance(absl::Duration duration) { now_ += duration; }
  const std::vector<absl::Duration>& waits() const { return waits_; }

 private:
  absl::Time now_ = absl::FromUnixSeconds(1'800'000'000);
  std::vector<absl::Duration> waits_;
};

}  // namespace paraphe::client

#endif  // PARAPHE_TESTS_CLIENT_SDK_SCRIPTED_TRANSPORT_H_
