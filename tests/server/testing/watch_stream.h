// A Watch stream of either service.
#ifndef PARAPHE_TESTS_SERVER_TESTING_WATCH_STREAM_H_
#define PARAPHE_TESTS_SERVER_TESTING_WATCH_STREAM_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"

#include "common/grpc/status_seam.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "paraphe/v1/signer_service.grpc.pb.h"
#include "tests/server/testing/session_world.h"

namespace paraphe::test {

// One stream, read by the test's own thread.
class WatchStream {
 public:
  static std::unique_ptr<WatchStream> OfCaller(SessionWorld& world,
                                               const v1::PrepareResponse& session) {
    auto stream = std::make_unique<WatchStream>();
    v1::CallerWatchRequest request;
    request.set_session_id(session.session_id());
    request.set_caller_token(session.caller_token());
    stream->reader_ =
        v1::CallerService::NewStub(world.channel())->Watch(&stream->context_, request);
    return stream;
  }
  static std::unique_ptr<WatchStream> OfSigner(SessionWorld& world, const std::string& token) {
    auto stream = std::make_unique<WatchStream>();
    v1::SignerWatchRequest request;
    request.set_session_token(token);
    stream->reader_ =
        v1::SignerService::NewStub(world.channel())->Watch(&stream->context_, request);
    return stream;
  }

  WatchStream() { context_.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60))); }

  // The state of the next event; SESSION_STATE_UNSPECIFIED where the stream has ended.
  v1::SessionState Next() {
    last_.Clear();
    return reader_->Read(&last_) ? last_.state() : v1::SESSION_STATE_UNSPECIFIED;
  }
  const v1::SessionEvent& last() const { return last_; }
  absl::Status End() { return FromGrpcStatus(reader_->Finish()); }
  void Cancel() { context_.TryCancel(); }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::SessionEvent>> reader_;
  v1::SessionEvent last_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_TESTING_WATCH_STREAM_H_
