// One unary call, from gRPC's callback API to a function in absl::Status terms and back.
#ifndef PARAPHE_SERVER_RPC_UNARY_CALL_H_
#define PARAPHE_SERVER_RPC_UNARY_CALL_H_

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

#include "common/errors.h"
#include "common/grpc/status_seam.h"
#include "server/rpc/calls.h"
#include "server/rpc/worker_pool.h"

namespace paraphe::server {

// The longest that a call may wait for its turn, where the client sets no earlier deadline.
inline constexpr std::chrono::seconds kLongestWait{60};

// What to answer instead of doing the work: nobody waits for the answer any more.
inline absl::Status CheckWanted(const grpc::CallbackServerContext& call,
                                std::chrono::system_clock::time_point latest) {
  if (call.IsCancelled() || std::chrono::system_clock::now() > latest) {
    return MakeError(v1::DEADLINE, "the deadline passed before the server came to it; try again");
  }
  return absl::OkStatus();
}

// Runs `function`, one of calls.h, in the pool and answers with its result. gRPC keeps `call`,
// request and response until the answer is given; the context outlives them. `name` must be a
// literal.
template <typename Function, typename Request, typename Response>
grpc::ServerUnaryReactor* AnswerUnary(WorkerPool& pool, absl::string_view name,
                                      const ServerContext& context, Function function,
                                      grpc::CallbackServerContext* call, const Request* request,
                                      Response* response) {
  grpc::ServerUnaryReactor* reactor = call->DefaultReactor();
  const auto latest = std::min(call->deadline(), std::chrono::system_clock::now() + kLongestWait);
  const auto answer = [=, &context] {
    absl::Status status = CheckWanted(*call, latest);
    if (status.ok()) {
      absl::StatusOr<Response> result = Run(function, context, *request);
      status = result.status();
      if (result.ok()) *response = *std::move(result);
    }
    reactor->Finish(ToGrpcStatus(name, status));
  };
  if (!pool.Submit(answer, request->ByteSizeLong())) {
    reactor->Finish(
        ToGrpcStatus(name, MakeError(v1::OVERLOADED, "the server is busy; try again later")));
  }
  return reactor;
}

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_UNARY_CALL_H_
