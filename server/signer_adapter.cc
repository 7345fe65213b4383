#include "server/signer_adapter.h"

#include "server/calls/abort.h"
#include "server/calls/consent.h"
#include "server/calls/present.h"
#include "server/calls/sign.h"
#include "server/unary_call.h"
#include "server/watch_call.h"

namespace paraphe::server {

grpc::ServerUnaryReactor* SignerAdapter::Present(grpc::CallbackServerContext* call,
                                                 const v1::PresentRequest* request,
                                                 v1::PresentResponse* response) {
  return AnswerUnary(pool_, "Present", call, response,
                     [this, request] { return server::Present(context_, *request); });
}

grpc::ServerUnaryReactor* SignerAdapter::Consent(grpc::CallbackServerContext* call,
                                                 const v1::ConsentRequest* request,
                                                 v1::ConsentResponse* response) {
  return AnswerUnary(pool_, "Consent", call, response,
                     [this, request] { return server::Consent(context_, *request); });
}

grpc::ServerUnaryReactor* SignerAdapter::Sign(grpc::CallbackServerContext* call,
                                              const v1::SignRequest* request,
                                              v1::SignResponse* response) {
  return AnswerUnary(pool_, "Sign", call, response,
                     [this, request] { return server::Sign(context_, *request); });
}

grpc::ServerUnaryReactor* SignerAdapter::Abort(grpc::CallbackServerContext* call,
                                               const v1::SignerAbortRequest* request,
                                               v1::SignerAbortResponse* response) {
  return AnswerUnary(pool_, "Abort", call, response,
                     [this, request] { return AbortBySigner(context_, *request); });
}

grpc::ServerWriteReactor<v1::SessionEvent>* SignerAdapter::Watch(
    grpc::CallbackServerContext* /*call*/, const v1::SignerWatchRequest* request) {
  return AnswerWatch(pool_, context_.machine, hub_, SignerRef{request->session_token()});
}

}  // namespace paraphe::server
