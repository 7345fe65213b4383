#include "server/caller_adapter.h"

#include "server/calls/abort.h"
#include "server/calls/finalize.h"
#include "server/calls/prepare.h"
#include "server/unary_call.h"
#include "server/watch_call.h"

namespace paraphe::server {

grpc::ServerUnaryReactor* CallerAdapter::Prepare(grpc::CallbackServerContext* call,
                                                 const v1::PrepareRequest* request,
                                                 v1::PrepareResponse* response) {
  return AnswerUnary(pool_, "Prepare", call, response,
                     [this, request] { return server::Prepare(context_, *request); });
}

grpc::ServerUnaryReactor* CallerAdapter::Finalize(grpc::CallbackServerContext* call,
                                                  const v1::FinalizeRequest* request,
                                                  v1::FinalizeResponse* response) {
  return AnswerUnary(pool_, "Finalize", call, response,
                     [this, request] { return server::Finalize(context_, *request); });
}

grpc::ServerUnaryReactor* CallerAdapter::Abort(grpc::CallbackServerContext* call,
                                               const v1::CallerAbortRequest* request,
                                               v1::CallerAbortResponse* response) {
  return AnswerUnary(pool_, "Abort", call, response,
                     [this, request] { return AbortByCaller(context_, *request); });
}

grpc::ServerWriteReactor<v1::SessionEvent>* CallerAdapter::Watch(
    grpc::CallbackServerContext* /*call*/, const v1::CallerWatchRequest* request) {
  return AnswerWatch(pool_, context_.machine, hub_,
                     CallerRef{request->session_id(), request->caller_token()});
}

}  // namespace paraphe::server
