#include "tests/server/testing/raw_call.h"

#include <utility>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"

#include "common/grpc/status_seam.h"

namespace paraphe::test {

RawAnswer CallRaw(const std::shared_ptr<grpc::Channel>& channel, const std::string& path,
                  const std::string& request) {
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
  const grpc::Slice slice(request);
  const grpc::ByteBuffer in(&slice, 1);
  grpc::ByteBuffer out;
  grpc::Status status;
  absl::Notification done;
  stub.UnaryCall(&context, path, grpc::StubOptions(), &in, &out, [&](grpc::Status result) {
    status = std::move(result);
    done.Notify();
  });
  done.WaitForNotification();
  RawAnswer answer = {static_cast<int>(status.error_code()), status.error_message(),
                      status.error_details(), FromGrpcStatus(status), ""};
  grpc::Slice bytes;
  if (status.ok() && out.DumpToSingleSlice(&bytes).ok()) {
    answer.response.assign(reinterpret_cast<const char*>(bytes.begin()), bytes.size());
  }
  return answer;
}

}  // namespace paraphe::test
