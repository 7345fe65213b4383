#include "tests/crash/faulty_server.h"

#include <string>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::test {
namespace {

constexpr char kAnyTable[] = "generic";  // of SessionWorld

SessionWorld::Adjust Times() {
  return [](server::ServerSettings& settings) {
    settings.session_lifetime = FaultyServer::kLifetime;
    settings.consent_lifetime = FaultyServer::kLifetime / 6;
    settings.signing_lifetime = FaultyServer::kLifetime / 2;
    settings.unclaimed_retention = absl::InfiniteDuration();
    settings.retention = absl::InfiniteDuration();
  };
}

SessionWorld::Parts Over(server::SessionStore* store) {
  SessionWorld::Parts parts;
  parts.store = store;
  parts.direct = true;
  return parts;
}

v1::PrepareResponse ReferenceTo(const std::string& session_id, const std::string& caller_token) {
  v1::PrepareResponse reference;
  reference.set_session_id(session_id);
  reference.set_caller_token(caller_token);
  return reference;
}

class DirectServerCalls final : public ServerCalls {
 public:
  DirectServerCalls(SessionWorld* world, const std::function<bool()>& is_lost)
      : world_(*world), is_lost_(is_lost) {}

  int start() const override { return 1; }

  absl::StatusOr<v1::PrepareResponse> Prepare(const v1::PrepareRequest& request) const override {
    v1::PrepareRequest here = request;
    here.set_application(kApplication);
    here.set_signer_role(kRole);
    here.set_table_name(kAnyTable);
    return Answer(world_.Prepare(here));
  }
  absl::StatusOr<v1::FinalizeResponse> Finalize(const v1::FinalizeRequest& request) const override {
    return Answer(world_.Finalize(ReferenceTo(request.session_id(), request.caller_token())));
  }
  absl::StatusOr<v1::CallerAbortResponse> Abort(
      const v1::CallerAbortRequest& request) const override {
    return Answer(world_.Abort(ReferenceTo(request.session_id(), request.caller_token())));
  }
  absl::StatusOr<v1::SessionEvent> Look(const v1::CallerWatchRequest& request) const override {
    ASSIGN_OR_RETURN(const v1::SessionRecord record,
                     world_.machine().Get(server::CallerRef{
                         request.session_id(), request.caller_token(), {kApplication}}));
    v1::SessionEvent event;
    event.set_session_id(record.id());
    event.set_version(record.version());
    event.set_state(record.state());
    return event;
  }
  absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request) const override {
    return Answer(world_.Present(request));
  }
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) const override {
    return Answer(world_.Consent(request));
  }
  absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) const override {
    return Answer(world_.Sign(request));
  }
  absl::StatusOr<v1::SignerExportResponse> Export(
      const v1::SignerExportRequest& request) const override {
    return Answer(world_.Export(request.session_token()));
  }
  absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(
      const v1::SignerAbortRequest& request) const override {
    return Answer(world_.AbortBySigner(request));
  }

 private:
  template <typename Response>
  absl::StatusOr<Response> Answer(absl::StatusOr<Response> answer) const {
    if (is_lost_ == nullptr || !is_lost_()) return answer;
    return MakeError(v1::NOT_REACHABLE, "the answer was lost");
  }

  SessionWorld& world_;
  const std::function<bool()>& is_lost_;
};

}  // namespace

FaultyServer::FaultyServer(server::SessionStore* store)
    : store_(store), world_(Times(), Over(&store_)) {}

std::shared_ptr<const ServerCalls> FaultyServer::Await(int /*after*/, absl::Duration /*soon*/) {
  if (before_request_ != nullptr) before_request_();
  return std::make_shared<const DirectServerCalls>(&world_, is_lost_);
}

}  // namespace paraphe::test
