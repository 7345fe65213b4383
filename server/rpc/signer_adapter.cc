#include "server/rpc/signer_adapter.h"

#include "server/rpc/calls.h"
#include "server/rpc/unary_call.h"
#include "server/rpc/watch.h"

namespace paraphe::server {

grpc::ServerUnaryReactor* SignerAdapter::Present(grpc::CallbackServerContext* call,
                                                 const v1::PresentRequest* request,
                                                 v1::PresentResponse* response) {
  return AnswerUnary(pool_, "Present", context_, server::Present, call, request, response);
}

grpc::ServerUnaryReactor* SignerAdapter::Consent(grpc::CallbackServerContext* call,
                                                 const v1::ConsentRequest* request,
                                                 v1::ConsentResponse* response) {
  return AnswerUnary(pool_, "Consent", context_, server::Consent, call, request, response);
}

grpc::ServerUnaryReactor* SignerAdapter::Sign(grpc::CallbackServerContext* call,
                                              const v1::SignRequest* request,
                                              v1::SignResponse* response) {
  return AnswerUnary(pool_, "Sign", context_, server::Sign, call, request, response);
}

grpc::ServerUnaryReactor* SignerAdapter::Export(grpc::CallbackServerContext* call,
                                                const v1::SignerExportRequest* request,
                                                v1::SignerExportResponse* response) {
  return AnswerUnary(pool_, "Export", context_, server::Export, call, request, response);
}

grpc::ServerUnaryReactor* SignerAdapter::Abort(grpc::CallbackServerContext* call,
                                               const v1::SignerAbortRequest* request,
                                               v1::SignerAbortResponse* response) {
  return AnswerUnary(pool_, "Abort", context_, server::AbortBySigner, call, request, response);
}

grpc::ServerWriteReactor<v1::SessionEvent>* SignerAdapter::Watch(
    grpc::CallbackServerContext* /*call*/, const v1::SignerWatchRequest* request) {
  return AnswerWatch(pool_, context_.machine, hub_, SignerRef{request->session_token()});
}

}  // namespace paraphe::server
