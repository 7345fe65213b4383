// Fuzz target: each call's request, on a session in each state, without gRPC around it. Whatever
// comes in, nothing crashes, INTERNAL is never the answer, and no session is signed but by its
// card.
//
// Input: one byte for the state, one for the call, one whose lowest bit says whether the session's
// own credentials are put into the request; then the request as protobuf.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "google/protobuf/stubs/logging.h"

#include "common/errors.h"
#include "common/log.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"

namespace paraphe::test {
namespace {

constexpr v1::SessionState kStates[] = {v1::PREPARED, v1::PRESENTED, v1::CONSENTED,
                                        v1::SIGNING,  v1::SIGNED,    v1::ABORTED};

// Sessions pile up in a world: it is replaced now and then.
SessionWorld& World() {
  static std::unique_ptr<SessionWorld> world;
  static int uses = 0;
  if (uses++ % 2000 == 0) {
    SetLogLevel(LogLevel::kError);
    google::protobuf::SetLogHandler(nullptr);
    SessionWorld::Parts parts;
    parts.direct = true;
    world = std::make_unique<SessionWorld>(nullptr, parts);
  }
  return *world;
}

// A session in a state, and what both sides hold of it.
struct Scene {
  SessionWorld& world = World();
  TestAgent agent{world};
  v1::PrepareResponse prepared = world.PrepareOrDie();
  bool own_credentials = false;
};

void GoTo(v1::SessionState state, Scene& scene) {
  if (state == v1::PREPARED) return;
  const absl::Status status = state == v1::ABORTED
                                  ? scene.world.Abort(scene.prepared).status()
                                  : scene.agent.GoTo(state, scene.prepared.ticket());
  if (!status.ok()) std::abort();
}

template <typename Request>
bool Parse(const std::string& bytes, Request& request) {
  return request.ParseFromString(bytes);
}

absl::Status DoPrepare(const std::string& bytes, Scene& scene) {
  v1::PrepareRequest request;
  if (!Parse(bytes, request)) return absl::OkStatus();
  if (scene.own_credentials) {
    request.set_session_id(scene.prepared.session_id());
    request.set_caller_token(scene.prepared.caller_token());
  }
  return scene.world.Prepare(request).status();
}

absl::Status DoPresent(const std::string& bytes, Scene& scene) {
  v1::PresentRequest request;
  if (!Parse(bytes, request)) return absl::OkStatus();
  if (scene.own_credentials) {
    if (scene.agent.token().empty()) {
      request.set_ticket(scene.prepared.ticket());
    } else {
      request.set_session_token(scene.agent.token());
    }
  }
  return scene.world.Present(request).status();
}

absl::Status DoConsent(const std::string& bytes, Scene& scene) {
  v1::ConsentRequest request;
  if (!Parse(bytes, request)) return absl::OkStatus();
  if (scene.own_credentials) request.set_session_token(scene.agent.token());
  return scene.world.Consent(request).status();
}

absl::Status DoSign(const std::string& bytes, Scene& scene) {
  v1::SignRequest request;
  if (!Parse(bytes, request)) return absl::OkStatus();
  if (scene.own_credentials) request.set_session_token(scene.agent.token());
  return scene.world.Sign(request).status();
}

absl::Status DoAbortBySigner(const std::string& bytes, Scene& scene) {
  v1::SignerAbortRequest request;
  if (!Parse(bytes, request)) return absl::OkStatus();
  if (scene.own_credentials) request.set_session_token(scene.agent.token());
  return scene.world.AbortBySigner(request).status();
}

// Finalize and the caller's Abort hold nothing but credentials and a reason.
absl::Status DoFinalize(const std::string& bytes, Scene& scene) {
  v1::PrepareResponse session = scene.prepared;
  if (!scene.own_credentials) session.set_caller_token(bytes);
  return scene.world.Finalize(session).status();
}

absl::Status DoAbort(const std::string& bytes, Scene& scene) {
  return scene.world.Abort(scene.prepared, bytes).status();
}

using Call = absl::Status (*)(const std::string&, Scene&);
constexpr Call kCalls[] = {DoPrepare,       DoPresent,  DoConsent, DoSign,
                           DoAbortBySigner, DoFinalize, DoAbort};

void RunOne(v1::SessionState state, Call call, bool own_credentials, const std::string& bytes) {
  Scene scene;
  scene.own_credentials = own_credentials;
  GoTo(state, scene);
  const absl::Status status = call(bytes, scene);
  if (ReasonOf(status) == v1::INTERNAL) std::abort();
  const v1::SessionState after = scene.world.StateOf(scene.prepared.session_id());
  if (state < v1::SIGNED && (after == v1::SIGNED || after == v1::FINALIZED)) std::abort();
  if (after == v1::SESSION_STATE_UNSPECIFIED) std::abort();
}

}  // namespace
}  // namespace paraphe::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  using paraphe::test::kCalls;
  using paraphe::test::kStates;
  paraphe::test::RunOne(kStates[data[0] % std::size(kStates)], kCalls[data[1] % std::size(kCalls)],
                        (data[2] & 1) != 0,
                        std::string(reinterpret_cast<const char*>(data) + 3, size - 3));
  return 0;
}
