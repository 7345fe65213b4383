#include "server/rpc/caller_adapter.h"

#include "server/rpc/calls.h"
#include "server/rpc/unary_call.h"
#include "server/rpc/watch.h"

namespace paraphe::server {

grpc::ServerUnaryReactor* CallerAdapter::Prepare(grpc::CallbackServerContext* call,
                                                 const v1::PrepareRequest* request,
                                                 v1::PrepareResponse* response) {
  return AnswerUnary(pool_, "Prepare", context_, server::Prepare, call, request, response);
}

grpc::ServerUnaryReactor* CallerAdapter::Finalize(grpc::CallbackServerContext* call,
                                                  const v1::FinalizeRequest* request,
                                                  v1::FinalizeResponse* response) {
  return AnswerUnary(pool_, "Finalize", context_, server::Finalize, call, request, response);
}

grpc::ServerUnaryReactor* CallerAdapter::Abort(grpc::CallbackServerContext* call,
                                               const v1::CallerAbortRequest* request,
                                               v1::CallerAbortResponse* response) {
  return AnswerUnary(pool_, "Abort", context_, server::AbortByCaller, call, request, response);
}

grpc::ServerWriteReactor<v1::SessionEvent>* CallerAdapter::Watch(
    grpc::CallbackServerContext* /*call*/, const v1::CallerWatchRequest* request) {
  return AnswerWatch(pool_, context_.machine, hub_,
                     CallerRef{request->session_id(), request->caller_token()});
}

}  // namespace paraphe::server
