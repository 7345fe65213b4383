#include "server/rpc/caller_adapter.h"

#include "server/rpc/abort.h"
#include "server/rpc/finalize.h"
#include "server/rpc/prepare.h"
#include "server/rpc/unary_call.h"
#include "server/rpc/watch_call.h"

namespace paraphe::server {

grpc::ServerUnaryReactor* CallerAdapter::Prepare(grpc::CallbackServerContext* call,
                                                 const v1::PrepareRequest* request,
                                                 v1::PrepareResponse* response) {
  return AnswerUnary(pool_, "Prepare", call, request, response,
                     [this](const auto& whole) { return server::Prepare(context_, whole); });
}

grpc::ServerUnaryReactor* CallerAdapter::Finalize(grpc::CallbackServerContext* call,
                                                  const v1::FinalizeRequest* request,
                                                  v1::FinalizeResponse* response) {
  return AnswerUnary(pool_, "Finalize", call, request, response,
                     [this](const auto& whole) { return server::Finalize(context_, whole); });
}

grpc::ServerUnaryReactor* CallerAdapter::Abort(grpc::CallbackServerContext* call,
                                               const v1::CallerAbortRequest* request,
                                               v1::CallerAbortResponse* response) {
  return AnswerUnary(pool_, "Abort", call, request, response,
                     [this](const auto& whole) { return AbortByCaller(context_, whole); });
}

grpc::ServerWriteReactor<v1::SessionEvent>* CallerAdapter::Watch(
    grpc::CallbackServerContext* /*call*/, const v1::CallerWatchRequest* request) {
  return AnswerWatch(pool_, context_.machine, hub_,
                     CallerRef{request->session_id(), request->caller_token()});
}

}  // namespace paraphe::server
