// One unary call, from bytes to a function in absl::Status terms and back.
#ifndef PARAPHE_SERVER_RPC_UNARY_CALL_H_
#define PARAPHE_SERVER_RPC_UNARY_CALL_H_

#include <memory>
#include <utility>

#include "absl/strings/string_view.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/status_macros.h"
#include "server/rpc/answer_bytes.h"
#include "server/rpc/calls.h"
#include "server/rpc/credential_log.h"
#include "server/rpc/delayed_answers.h"
#include "server/rpc/received_call.h"
#include "server/rpc/session_facts.h"
#include "server/rpc/worker_pool.h"

namespace paraphe::server {

// Answers a request in bytes with a response in bytes. Notes whose call it is where it is refused.
using AnswerBytes = absl::Status (*)(const ServerContext& context, const Peer& peer,
                                     grpc::ByteBuffer& request, grpc::ByteBuffer& response,
                                     CallFacts& facts);

// What a call ends with: its answer, or a refusal, of which it is noted whose it is.
template <typename Request, typename Response>
absl::Status EndWith(const ServerContext& context, const Peer& peer, const Request& request,
                     absl::StatusOr<Response> response, grpc::ByteBuffer& answer,
                     CallFacts& facts) {
  if (response.ok()) return SerializeAnswer(*response, LargeFieldsOf(*response), answer);
  NoteFacts(context, peer, request, facts);
  LogRefusedCredential(context, peer, MethodOf<Request>(), RefOf(request, peer), response.status());
  return response.status();
}

// The one for `function`, one of calls.h.
template <typename Request, typename Response, auto function>
absl::Status AnswerWith(const ServerContext& context, const Peer& peer, grpc::ByteBuffer& bytes,
                        grpc::ByteBuffer& answer, CallFacts& facts) {
  Request request;
  RETURN_IF_ERROR(ParseMessage(bytes, request));
  return EndWith(context, peer, request, Run(function, context, peer, request), answer, facts);
}

// What a message is for, told by the queue's thread: at once, whatever its size.
using ClassOfBytes = TaskClass (*)(grpc::ByteBuffer& request);
inline TaskClass OfOpenSession(grpc::ByteBuffer& /*request*/) { return TaskClass::kOpenSession; }

// Where calls are worked on. All outlive the calls.
struct CallWork {
  WorkerPool* pool = nullptr;
  WorkerPool* hashing =
      nullptr;  // for calls that hash passwords: few threads, as each hash takes much memory
  DelayedAnswers* delayed = nullptr;
};

// Receives a message and answers it in the pool; refusals of logins later. Context and pool outlive it; `name` is a literal.
class UnaryCall final : public ReceivedCall {
 public:
  UnaryCall(const CallBounds& bounds, std::unique_ptr<ArrivedCall> arrived, Peer peer,
            const ServerContext& context, WorkerPool* pool, DelayedAnswers* delayed,
            absl::string_view name, AnswerBytes answer, ClassOfBytes class_of)
      : ReceivedCall(bounds, std::move(arrived), std::move(peer)),
        server_(context),
        pool_(*pool),
        delayed_(*delayed),
        name_(name),
        answer_(answer),
        class_of_(class_of) {}

 private:
  void OnMessage() override;
  void End(const absl::Status& status) override;
  absl::Status Answer(absl::Time latest);
  absl::Duration DelayOf(const absl::Status& refusal) const;

  const ServerContext& server_;
  WorkerPool& pool_;
  DelayedAnswers& delayed_;
  const absl::string_view name_;
  const AnswerBytes answer_;
  const ClassOfBytes class_of_;
  grpc::ByteBuffer response_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_UNARY_CALL_H_
