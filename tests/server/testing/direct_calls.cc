#include "server/rpc/calls.h"
#include "tests/server/testing/world_calls.h"

namespace paraphe::test {
namespace {

server::Peer EveryApplication(const server::ServerSettings& settings) {
  server::Peer peer;
  for (const auto& application : settings.applications) {
    peer.applications.push_back(application.name());
  }
  return peer;
}

class DirectCalls final : public WorldCalls {
 public:
  explicit DirectCalls(const server::ServerContext& context) : context_(context) {}

  absl::StatusOr<v1::PrepareResponse> Prepare(const v1::PrepareRequest& request) override {
    v1::PrepareRequest taken = request;
    return server::Prepare(context_, peer_, taken);
  }
  absl::StatusOr<v1::FinalizeResponse> Finalize(const v1::FinalizeRequest& request) override {
    return server::Run(server::Finalize, context_, peer_, request);
  }
  absl::StatusOr<v1::CallerAbortResponse> Abort(const v1::CallerAbortRequest& request) override {
    return server::Run(server::AbortByCaller, context_, peer_, request);
  }
  absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request) override {
    return server::Run(server::Present, context_, peer_, request);
  }
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) override {
    return server::Run(server::Consent, context_, peer_, request);
  }
  absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) override {
    return server::Run(server::Sign, context_, peer_, request);
  }
  absl::StatusOr<v1::SignerExportResponse> Export(const v1::SignerExportRequest& request) override {
    return server::Run(server::Export, context_, peer_, request);
  }
  absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(
      const v1::SignerAbortRequest& request) override {
    return server::Run(server::AbortBySigner, context_, peer_, request);
  }

 private:
  const server::ServerContext& context_;
  const server::Peer peer_ = EveryApplication(context_.settings);
};

}  // namespace

std::unique_ptr<WorldCalls> CallsOf(const server::ServerContext& context) {
  return std::make_unique<DirectCalls>(context);
}

}  // namespace paraphe::test
