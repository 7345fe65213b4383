#include "server/rpc/call_router.h"

#include <memory>

#include "absl/strings/string_view.h"

#include "server/rpc/admission.h"
#include "server/rpc/calls.h"
#include "server/rpc/unary_call.h"
#include "server/rpc/watch.h"

namespace paraphe::server {
namespace {

struct UnaryMethod {
  absl::string_view path;
  absl::string_view name;
  AnswerBytes answer;
  ClassOfBytes class_of = OfOpenSession;
};

constexpr UnaryMethod kUnary[] = {
    {"/paraphe.v1.CallerService/Prepare", "Prepare", AnswerPrepare, ClassOfPrepare},
    {"/paraphe.v1.CallerService/Finalize", "Finalize",
     AnswerWith<v1::FinalizeRequest, v1::FinalizeResponse, Finalize>},
    {"/paraphe.v1.CallerService/Abort", "Abort",
     AnswerWith<v1::CallerAbortRequest, v1::CallerAbortResponse, AbortByCaller>},
    {"/paraphe.v1.SignerService/Present", "Present",
     AnswerWith<v1::PresentRequest, v1::PresentResponse, Present>},
    {"/paraphe.v1.SignerService/Consent", "Consent",
     AnswerWith<v1::ConsentRequest, v1::ConsentResponse, Consent>},
    {"/paraphe.v1.SignerService/Sign", "Sign", AnswerWith<v1::SignRequest, v1::SignResponse, Sign>},
    {"/paraphe.v1.SignerService/Export", "Export",
     AnswerWith<v1::SignerExportRequest, v1::SignerExportResponse, Export>},
    {"/paraphe.v1.SignerService/Abort", "Abort",
     AnswerWith<v1::SignerAbortRequest, v1::SignerAbortResponse, AbortBySigner>},
};

struct WatchMethod {
  absl::string_view path;
  RefOfBytes ref;
};

constexpr WatchMethod kWatches[] = {
    {"/paraphe.v1.CallerService/Watch", RefOfMessage<v1::CallerWatchRequest>},
    {"/paraphe.v1.SignerService/Watch", RefOfMessage<v1::SignerWatchRequest>},
};

// Ends a call of a method that there is not.
class UnknownCall final : public grpc::ServerGenericBidiReactor {
 public:
  static grpc::ServerGenericBidiReactor* Create(const std::string& peer, LogBound* refusals) {
    const auto call = std::make_shared<UnknownCall>();
    call->self_ = call;
    call->Finish(UnknownMethod(CallFacts{peer, "", ""}, refusals));
    return call.get();
  }

 private:
  void OnDone() override { self_.reset(); }

  std::shared_ptr<UnknownCall> self_;
};

}  // namespace

grpc::ServerGenericBidiReactor* CallRouter::CreateReactor(
    grpc::GenericCallbackServerContext* call) {
  std::shared_ptr<ReceivedCall> received;
  for (const UnaryMethod& method : kUnary) {
    if (method.path == call->method()) {
      received = std::make_shared<UnaryCall>(bounds_, call, context_, &pool_, method.name,
                                             method.answer, method.class_of);
    }
  }
  for (const WatchMethod& method : kWatches) {
    if (method.path == call->method()) {
      received = MakeWatch(bounds_, call, context_, &hub_, &pool_, method.ref);
    }
  }
  if (received == nullptr) return UnknownCall::Create(call->peer(), bounds_.refusals);
  ReceivedCall::Begin(received);
  return received.get();
}

}  // namespace paraphe::server
