// Fuzz target: each call's request, on a session in each state, without gRPC around it. Whatever
// comes in, nothing crashes, INTERNAL is never the answer, what is refused changes nothing, and no
// session is signed but by its card.
//
// Input: one byte for the state, one for the call, one for what the request is made of; then the
// request as protobuf. See kStates, kCalls and Making.
#include <map>
#include <memory>
#include <string>

#include "google/protobuf/stubs/logging.h"

#include "common/log.h"
#include "server/session/session_machine.h"
#include "tests/fuzz/property.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "xades/verifier.h"

namespace paraphe::test {
namespace {

constexpr v1::SessionState kStates[] = {v1::PREPARED, v1::PRESENTED, v1::CONSENTED,
                                        v1::SIGNING,  v1::SIGNED,    v1::ABORTED};

std::unique_ptr<SessionWorld> MakeWorld() {
  SetLogLevel(LogLevel::kError);
  google::protobuf::SetLogHandler(nullptr);
  SessionWorld::Parts parts;
  parts.direct = true;
  return std::make_unique<SessionWorld>(nullptr, parts);
}

// What a request is made of.
enum class Making {
  kInput,           // the input alone
  kOwnCredentials,  // the input, with the session's own credentials
  kHonest,          // the honest request, with the input merged over it
};
constexpr Making kMakings[] = {Making::kInput, Making::kOwnCredentials, Making::kHonest};

// A session in a state, and what both sides hold of it.
struct Scene {
  explicit Scene(SessionWorld& its_world) : world(its_world) {}

  SessionWorld& world;
  TestAgent agent{world};
  v1::PrepareResponse prepared = world.PrepareOrDie();
  Making making = Making::kInput;
};

void GoTo(v1::SessionState state, Scene& scene) {
  if (state == v1::PREPARED) return;
  const absl::Status status = state == v1::ABORTED
                                  ? scene.world.Abort(scene.prepared).status()
                                  : scene.agent.GoTo(state, scene.prepared.ticket());
  Require(status.ok(), "an honest session gets on", status.ToString());
}

// Scenes in each state. A scene serves until its session changed, as making one takes long; worlds
// are replaced now and then, as sessions pile up in them.
class Scenes {
 public:
  Scene& In(v1::SessionState state) {
    std::unique_ptr<Scene>& scene = scenes_[state];
    if (scene == nullptr) {
      if (++made_ % kScenesPerWorld == 0) Renew();
      scene = std::make_unique<Scene>(*world_);
      GoTo(state, *scene);
    }
    return *scene;
  }

  void Drop(v1::SessionState state) { scenes_.erase(state); }

 private:
  static constexpr int kScenesPerWorld = 2000;

  void Renew() {
    for (auto& [state, scene] : scenes_) scene.reset();
    world_ = MakeWorld();
  }

  int made_ = 0;
  std::unique_ptr<SessionWorld> world_ = MakeWorld();
  std::map<v1::SessionState, std::unique_ptr<Scene>> scenes_;
};

// The request that the input makes, whose honest form is `request`; `set_credentials` puts the
// session's own in.
template <typename Request, typename SetCredentials>
Request Make(const std::string& bytes, Request request, const Scene& scene,
             const SetCredentials& set_credentials) {
  if (scene.making != Making::kHonest) request.Clear();
  Request given;
  // Half a request is one too.
  static_cast<void>(given.ParsePartialFromString(bytes));
  request.MergeFrom(given);
  if (scene.making == Making::kOwnCredentials) set_credentials(request);
  return request;
}

absl::Status DoPrepare(const std::string& bytes, Scene& scene) {
  const auto own = [&scene](v1::PrepareRequest& request) {
    request.set_session_id(scene.prepared.session_id());
    request.set_caller_token(scene.prepared.caller_token());
  };
  v1::PrepareRequest honest = SessionWorld::GoodRequest();
  own(honest);
  return scene.world.Prepare(Make(bytes, honest, scene, own)).status();
}

absl::Status DoPresent(const std::string& bytes, Scene& scene) {
  const bool redeemed = !scene.agent.token().empty();
  const auto own = [&scene, redeemed](v1::PresentRequest& request) {
    if (redeemed) {
      request.set_session_token(scene.agent.token());
    } else {
      request.set_ticket(scene.prepared.ticket());
    }
  };
  const v1::PresentRequest honest =
      redeemed ? scene.agent.ChooseRequest() : scene.agent.RedeemRequest(scene.prepared.ticket());
  return scene.world.Present(Make(bytes, honest, scene, own)).status();
}

absl::Status DoConsent(const std::string& bytes, Scene& scene) {
  const auto own = [&scene](v1::ConsentRequest& request) {
    request.set_session_token(scene.agent.token());
  };
  const v1::ConsentRequest honest = scene.agent.ConsentRequestFor(scene.agent.shown());
  return scene.world.Consent(Make(bytes, honest, scene, own)).status();
}

v1::SignRequest HonestSignRequest(const Scene& scene) {
  return scene.agent.released().digest_info().empty()
             ? scene.agent.ReleaseRequest()
             : scene.agent.ResultRequest(scene.agent.released());
}

absl::Status DoSign(const std::string& bytes, Scene& scene) {
  const auto own = [&scene](v1::SignRequest& request) {
    request.set_session_token(scene.agent.token());
  };
  const v1::SignRequest honest = HonestSignRequest(scene);
  const v1::SignRequest request = Make(bytes, honest, scene, own);
  const absl::Status status = scene.world.Sign(request).status();
  if (scene.world.StateOf(scene.prepared.session_id()) == v1::SIGNED && status.ok()) {
    Require(request.signature() == honest.signature(), "only the card's signature is taken");
  }
  return status;
}

absl::Status DoExport(const std::string& bytes, Scene& scene) {
  const auto own = [&scene](v1::SignerExportRequest& request) {
    request.set_session_token(scene.agent.token());
  };
  v1::SignerExportRequest honest;
  own(honest);
  return scene.world.Export(Make(bytes, honest, scene, own).session_token()).status();
}

absl::Status DoAbortBySigner(const std::string& bytes, Scene& scene) {
  const auto own = [&scene](v1::SignerAbortRequest& request) {
    request.set_session_token(scene.agent.token());
  };
  v1::SignerAbortRequest honest;
  own(honest);
  return scene.world.AbortBySigner(Make(bytes, honest, scene, own)).status();
}

// The credentials of a caller's call that has nothing else, or a reason.
template <typename Request>
Request MakeCallers(const std::string& bytes, const Scene& scene) {
  const auto own = [&scene](Request& request) {
    request.set_session_id(scene.prepared.session_id());
    request.set_caller_token(scene.prepared.caller_token());
  };
  Request honest;
  own(honest);
  return Make(bytes, honest, scene, own);
}

template <typename Request>
v1::PrepareResponse SessionOf(const Request& request) {
  v1::PrepareResponse session;
  session.set_session_id(request.session_id());
  session.set_caller_token(request.caller_token());
  return session;
}

absl::Status DoFinalize(const std::string& bytes, Scene& scene) {
  const auto request = MakeCallers<v1::FinalizeRequest>(bytes, scene);
  return scene.world.Finalize(SessionOf(request)).status();
}

absl::Status DoAbort(const std::string& bytes, Scene& scene) {
  const auto request = MakeCallers<v1::CallerAbortRequest>(bytes, scene);
  return scene.world.Abort(SessionOf(request), request.reason()).status();
}

// Watch asks the machine who calls, and streams what it answers.
absl::Status DoWatch(const std::string& bytes, Scene& scene) {
  const auto request = MakeCallers<v1::CallerWatchRequest>(bytes, scene);
  return scene.world.machine()
      .Get(server::CallerRef{request.session_id(), request.caller_token(), {test::kApplication}})
      .status();
}

absl::Status DoWatchBySigner(const std::string& bytes, Scene& scene) {
  const auto own = [&scene](v1::SignerWatchRequest& request) {
    request.set_session_token(scene.agent.token());
  };
  v1::SignerWatchRequest honest;
  own(honest);
  const v1::SignerWatchRequest request = Make(bytes, honest, scene, own);
  return scene.world.machine().Get(server::SignerRef{request.session_token()}).status();
}

using Call = absl::Status (*)(const std::string&, Scene&);
constexpr Call kCalls[] = {DoPrepare,  DoPresent, DoConsent, DoSign,          DoAbortBySigner,
                           DoFinalize, DoAbort,   DoWatch,   DoWatchBySigner, DoExport};

void JudgeSigned(Scene& scene) {
  const auto result = scene.world.Finalize(scene.prepared);
  Require(result.ok(), "a signed session can be finalized", result.status().ToString());
  const auto report = xades::Verify(result->signed_document(), {});
  Require(report.ok() && report->valid(), "a signed document is valid");
}

void RunOne(v1::SessionState before, Call call, Making making, const std::string& bytes) {
  static Scenes scenes;
  Scene& scene = scenes.In(before);
  scene.making = making;
  const absl::Status status = call(bytes, scene);
  RequireNoDefect(status);
  const v1::SessionState after = scene.world.StateOf(scene.prepared.session_id());
  Require(after != v1::SESSION_STATE_UNSPECIFIED, "a session stays");
  const bool failed_by_its_signature =
      ReasonOf(status) == v1::DEVICE_SIGNATURE_INVALID && after == v1::FAILED;
  Require(status.ok() || after == before || failed_by_its_signature,
          "what is refused changes nothing", status.ToString());
  const bool is_signed = after == v1::SIGNED || after == v1::FINALIZED;
  Require(!is_signed || before >= v1::SIGNED || (before == v1::SIGNING && call == DoSign),
          "no step is left out");
  if (is_signed) JudgeSigned(scene);
  if (status.ok() || after != before || is_signed) scenes.Drop(before);
}

}  // namespace
}  // namespace paraphe::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 3) return 0;
  using paraphe::test::kCalls;
  using paraphe::test::kMakings;
  using paraphe::test::kStates;
  paraphe::test::RunOne(kStates[data[0] % std::size(kStates)], kCalls[data[1] % std::size(kCalls)],
                        kMakings[data[2] % std::size(kMakings)],
                        std::string(paraphe::test::InputText(data + 3, size - 3)));
  return 0;
}
