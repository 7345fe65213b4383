// ReadAudit: the audit log as a stream, verified while it is read.
#ifndef PARAPHE_SERVER_RPC_AUDIT_STREAM_H_
#define PARAPHE_SERVER_RPC_AUDIT_STREAM_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/status.h"
#include "grpcpp/support/byte_buffer.h"

#include "paraphe/v1/audit.pb.h"
#include "server/rpc/received_call.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

// One thread of context.audit_readers reads for it, and waits for the client between two entries: for a client that takes
// none of them within kPatience it ends, as the log's reader keeps the store from forgetting what was erased.
class AuditStream final : public ReceivedCall {
 public:
  AuditStream(const CallBounds& bounds, std::unique_ptr<ArrivedCall> arrived, Peer peer,
              const ServerContext& context)
      : ReceivedCall(bounds, std::move(arrived), std::move(peer)), server_(context) {}

 private:
  void OnMessage() override;
  void End(const absl::Status& status) override { Finish(ToEnd("ReadAudit", status)); }
  void OnWritten(bool ok) override;

  absl::Status Read();
  // Returns once the client's end has it.
  absl::Status Send(v1::AuditEntry entry);

  const ServerContext& server_;
  std::mutex mutex_;  // not Abseil's: see server/periodic.h
  std::condition_variable written_;
  bool writing_ = false;      // these two under mutex_
  bool gone_ = false;         // nobody takes anything any more
  grpc::ByteBuffer current_;  // belongs to the write that is running
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_AUDIT_STREAM_H_
