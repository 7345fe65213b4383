#include "client/sdk/caller_client.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/sdk/grpc_transport.h"
#include "client/sdk/outcome.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/random.h"
#include "common/status_macros.h"

namespace paraphe::client {
namespace {

constexpr size_t kIdempotencyKeyBytes = 16;

absl::StatusOr<std::string> MakeIdempotencyKey() {
  ASSIGN_OR_RETURN(const std::string raw, RandomBytes(kIdempotencyKeyBytes));
  return absl::WebSafeBase64Escape(raw);
}

// What a watched session told so far.
struct WatchProgress {
  bool answered = false;
  bool over = false;
  uint64_t version = 0;
  int failures = 0;  // in a row
};

// Watch only reads: once the server knew the session, whatever breaks the stream may pass.
bool MayResume(const absl::Status& status, const WatchProgress& progress) {
  if (!progress.answered) {
    return IsTransient(status) && progress.failures < RetryRuleOf(CallerCall::kWatch).attempts;
  }
  const v1::ErrorReason reason = ReasonOf(status);
  return status.ok() || IsTransient(status) || reason == v1::INTERNAL || reason == v1::DEADLINE;
}

absl::Status Stopped(const SessionKey& key) {
  return MakeError(v1::ABORTED_BY_CALLER,
                   absl::StrCat("session ", key.session_id, ": stopped waiting for the signer"));
}

absl::Status OutOfPatience(const SessionKey& key, absl::Duration patience) {
  return MakeError(
      v1::NOT_SIGNED_YET,
      absl::StrCat("session ", key.session_id, ": not signed within ",
                   absl::FormatDuration(patience), "; it goes on: wait again, or abort it"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<CallerClient>> CallerClient::Create(const v1::ServerAddress& server,
                                                                   const CallerOptions& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<CallerTransport> transport,
                   OpenGrpcTransport(server, options.base_file, options.document_bytes));
  return std::make_unique<CallerClient>(std::move(transport), server.address(), options);
}

CallerClient::CallerClient(std::unique_ptr<CallerTransport> transport, std::string address,
                           const CallerOptions& options)
    : transport_(std::move(transport)),
      address_(std::move(address)),
      deadline_(options.deadline),
      waiter_(options.waiter != nullptr ? options.waiter : std::make_shared<SystemWaiter>()) {}

bool CallerClient::WaitToRepeat(int failures, const absl::Status& status, absl::Time until,
                                const absl::Notification& wake) {
  absl::Duration backoff;
  {
    absl::MutexLock lock(&mutex_);
    backoff = BackoffAfter(failures, status, random_);
  }
  if (waiter_->Now() + backoff >= until) return false;
  waiter_->Wait(backoff, wake);
  return true;
}

absl::Status CallerClient::AtServer(const absl::Status& status) const {
  const v1::ErrorReason reason = ReasonOf(status);
  const bool silent = reason == v1::NOT_REACHABLE || reason == v1::DEADLINE;
  return silent ? Annotate(status, absl::StrCat("no answer from ", address_)) : status;
}

absl::Status CallerClient::Call(CallerCall call,
                                absl::FunctionRef<absl::Status(absl::Time)> attempt) {
  const absl::Time deadline = waiter_->Now() + deadline_;
  const int attempts = RetryRuleOf(call).attempts;
  for (int failures = 1;; ++failures) {
    absl::Status status = attempt(deadline);
    if (status.ok() || failures >= attempts || !IsTransient(status)) return AtServer(status);
    if (!WaitToRepeat(failures, status, deadline, never_)) return AtServer(status);
  }
}

PreparedSession CallerClient::ToSession(v1::PrepareResponse response) const {
  PreparedSession session;
  session.key = {response.session_id(), response.caller_token()};
  if (!response.ticket().empty()) {
    session.link = absl::StrCat("paraphe://", address_, "/", response.ticket());
  }
  session.response = std::move(response);
  return session;
}

absl::Status CallerClient::CheckEcho(const PreparedSession& session,
                                     absl::string_view sent_sha256) {
  if (sent_sha256.empty() || session.response.document_sha256() == sent_sha256) {
    return absl::OkStatus();
  }
  static_cast<void>(Abort(session.key, "the server holds another document").status());
  return MakeError(v1::SERVER_ANSWER_MISMATCH,
                   absl::StrCat("session ", session.key.session_id,
                                ": the server holds another document than the one sent; the "
                                "session was aborted, tell the server's operator"));
}

absl::StatusOr<PreparedSession> CallerClient::Prepare(v1::PrepareRequest request) {
  if (request.idempotency_key().empty()) {
    ASSIGN_OR_RETURN(*request.mutable_idempotency_key(), MakeIdempotencyKey());
  }
  v1::PrepareResponse response;
  RETURN_IF_ERROR(Call(CallerCall::kPrepare, [&](absl::Time deadline) {
    return transport_->Prepare(request, deadline, &response);
  }));
  PreparedSession session = ToSession(std::move(response));
  RETURN_IF_ERROR(CheckEcho(session, Sha256(request.document())));
  return session;
}

absl::StatusOr<PreparedSession> CallerClient::Amend(const SessionKey& key,
                                                    v1::PrepareRequest request) {
  request.set_session_id(key.session_id);
  request.set_caller_token(key.caller_token);
  v1::PrepareResponse response;
  RETURN_IF_ERROR(Call(CallerCall::kAmend, [&](absl::Time deadline) {
    return transport_->Prepare(request, deadline, &response);
  }));
  PreparedSession session = ToSession(std::move(response));
  session.key = key;
  const std::string sent = request.document().empty() ? "" : Sha256(request.document());
  RETURN_IF_ERROR(CheckEcho(session, sent));
  return session;
}

absl::Status CallerClient::Watch(const SessionKey& key, absl::Duration patience, OnEvent on_event) {
  v1::CallerWatchRequest request;
  request.set_session_id(key.session_id);
  request.set_caller_token(key.caller_token);
  const absl::Time until = waiter_->Now() + patience;
  const absl::Time first_by = std::min(until, waiter_->Now() + deadline_);
  WatchProgress progress;
  const auto report = [&](const v1::SessionEvent& event) {
    progress.failures = 0;
    if (progress.answered && event.version() <= progress.version) return;
    progress.answered = true;
    progress.version = event.version();
    progress.over = IsOver(event.state());
    on_event(event);
  };
  const auto end = [&] { return progress.answered ? until : first_by; };
  while (!stop_waiting_.HasBeenNotified()) {
    // A stream's deadline cannot be moved once it answered: the first one ends early and is resumed.
    const absl::Status status = transport_->Watch(request, end(), report);
    if (progress.over) return absl::OkStatus();
    if (stop_waiting_.HasBeenNotified()) break;
    if (waiter_->Now() >= until) return OutOfPatience(key, patience);
    ++progress.failures;
    if (!MayResume(status, progress)) return AtServer(status);
    if (!WaitToRepeat(progress.failures, status, end(), stop_waiting_)) {
      return progress.answered ? OutOfPatience(key, patience) : AtServer(status);
    }
  }
  return Stopped(key);
}

absl::Status CallerClient::WaitUntilSigned(const SessionKey& key, absl::Duration patience) {
  v1::SessionEvent last;
  RETURN_IF_ERROR(Watch(key, patience, [&last](const v1::SessionEvent& event) { last = event; }));
  return OutcomeOf(last);
}

absl::StatusOr<v1::FinalizeResponse> CallerClient::Finalize(const SessionKey& key) {
  v1::FinalizeRequest request;
  request.set_session_id(key.session_id);
  request.set_caller_token(key.caller_token);
  v1::FinalizeResponse response;
  RETURN_IF_ERROR(Call(CallerCall::kFinalize, [&](absl::Time deadline) {
    return transport_->Finalize(request, deadline, &response);
  }));
  return response;
}

absl::StatusOr<v1::CallerAbortResponse> CallerClient::Abort(const SessionKey& key,
                                                            absl::string_view reason) {
  v1::CallerAbortRequest request;
  request.set_session_id(key.session_id);
  request.set_caller_token(key.caller_token);
  request.set_reason(std::string(reason));
  v1::CallerAbortResponse response;
  RETURN_IF_ERROR(Call(CallerCall::kAbort, [&](absl::Time deadline) {
    return transport_->Abort(request, deadline, &response);
  }));
  return response;
}

void CallerClient::StopWaiting() {
  stop_waiting_.Notify();
  transport_->StopWatching();
}

}  // namespace paraphe::client
