#include "server/rpc/audit_stream.h"

#include <chrono>

#include "common/errors.h"
#include "common/status_macros.h"
#include "paraphe/v1/admin_service.pb.h"
#include "server/rpc/answer_bytes.h"

namespace paraphe::server {
namespace {

constexpr std::chrono::seconds kPatience(30);

}  // namespace

void AuditStream::OnMessage() {
  const auto stream = std::static_pointer_cast<AuditStream>(self());
  const bool taken = server_.audit_readers.Submit(
      [stream] { stream->Finish(stream->ToEnd("ReadAudit", stream->Read())); });
  if (!taken) End(Busy());
}

// REQ: ADM-2
absl::Status AuditStream::Read() {
  v1::ReadAuditRequest request;
  RETURN_IF_ERROR(ParseMessage(message(), request));
  if (server_.audit == nullptr) {
    return MakeError(v1::STORE_UNAVAILABLE,
                     "sessions are kept in memory: there is no audit log to read");
  }
  ChainHead head;
  return server_.audit([&](absl::string_view body, absl::string_view sha256) -> absl::Status {
    ASSIGN_OR_RETURN(v1::AuditEntry entry, FollowChain(body, sha256, head));
    if (is_cancelled()) return MakeError(v1::DEADLINE, "the client is gone");
    if (entry.number() < request.first()) return absl::OkStatus();
    return Send(std::move(entry));
  });
}

absl::Status AuditStream::Send(v1::AuditEntry entry) {
  v1::ReadAuditResponse response;
  *response.mutable_entry() = std::move(entry);
  current_.Clear();
  RETURN_IF_ERROR(SerializeMessage(response, current_));
  {
    const std::lock_guard lock(mutex_);
    writing_ = true;
  }
  Write(current_);
  std::unique_lock lock(mutex_);
  const bool taken = written_.wait_for(lock, kPatience, [this] { return !writing_; });
  if (!taken) {
    context().TryCancel();
    written_.wait(lock, [this] { return !writing_; });
  }
  if (!gone_) return absl::OkStatus();
  return MakeError(v1::DEADLINE, taken ? "the client is gone" : "the client takes no more entries");
}

void AuditStream::OnWritten(bool ok) {
  const std::lock_guard lock(mutex_);
  writing_ = false;
  gone_ = gone_ || !ok;
  written_.notify_one();
}

}  // namespace paraphe::server
