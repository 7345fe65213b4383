#include "server/rpc/signer_adapter.h"

#include "server/rpc/abort.h"
#include "server/rpc/consent.h"
#include "server/rpc/present.h"
#include "server/rpc/sign.h"
#include "server/rpc/unary_call.h"
#include "server/rpc/watch_call.h"

namespace paraphe::server {

grpc::ServerUnaryReactor* SignerAdapter::Present(grpc::CallbackServerContext* call,
                                                 const v1::PresentRequest* request,
                                                 v1::PresentResponse* response) {
  return AnswerUnary(pool_, "Present", call, request, response,
                     [this](const auto& whole) { return server::Present(context_, whole); });
}

grpc::ServerUnaryReactor* SignerAdapter::Consent(grpc::CallbackServerContext* call,
                                                 const v1::ConsentRequest* request,
                                                 v1::ConsentResponse* response) {
  return AnswerUnary(pool_, "Consent", call, request, response,
                     [this](const auto& whole) { return server::Consent(context_, whole); });
}

grpc::ServerUnaryReactor* SignerAdapter::Sign(grpc::CallbackServerContext* call,
                                              const v1::SignRequest* request,
                                              v1::SignResponse* response) {
  return AnswerUnary(pool_, "Sign", call, request, response,
                     [this](const auto& whole) { return server::Sign(context_, whole); });
}

grpc::ServerUnaryReactor* SignerAdapter::Abort(grpc::CallbackServerContext* call,
                                               const v1::SignerAbortRequest* request,
                                               v1::SignerAbortResponse* response) {
  return AnswerUnary(pool_, "Abort", call, request, response,
                     [this](const auto& whole) { return AbortBySigner(context_, whole); });
}

grpc::ServerWriteReactor<v1::SessionEvent>* SignerAdapter::Watch(
    grpc::CallbackServerContext* /*call*/, const v1::SignerWatchRequest* request) {
  return AnswerWatch(pool_, context_.machine, hub_, SignerRef{request->session_token()});
}

}  // namespace paraphe::server
