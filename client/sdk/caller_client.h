// The caller's library: what a back-office system links to have a document signed.
//
//   ASSIGN_OR_RETURN(auto client, CallerClient::Create(server, {}));
//   ASSIGN_OR_RETURN(PreparedSession session, client->Prepare(std::move(request)));
//   ... hand session.link to the signer ...
//   RETURN_IF_ERROR(client->WaitUntilSigned(session.key, absl::Hours(1)));
//   ASSIGN_OR_RETURN(v1::FinalizeResponse result, client->Finalize(session.key));
//
// client/sdk/example.cc is a whole program. Every error is an absl::Status with the server's
// ErrorDetail (common/errors.h: ReasonOf, GetErrorDetail); NOT_REACHABLE and DEADLINE come from the
// connection. Which calls are repeated, and why that is safe, is one table:
// client/sdk/retry_rules.h. Callers of this header need no gRPC.
//
// REQ: SES-1, SES-5, EXP-1
#ifndef PARAPHE_CLIENT_SDK_CALLER_CLIENT_H_
#define PARAPHE_CLIENT_SDK_CALLER_CLIENT_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/random/random.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

#include "client/sdk/caller_transport.h"
#include "client/sdk/retry_rules.h"
#include "client/sdk/waiter.h"
#include "common/bounds.h"
#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::client {

struct CallerOptions {
  // Of each call with all its repetitions; of Watch, until its first answer.
  absl::Duration deadline = absl::Seconds(30);
  // The largest document that is sent or received.
  size_t document_bytes = kMaxDocumentBytes;
  // The server's file names are relative to this file; empty: to the working folder.
  std::string base_file;
  // Null: the system's clock.
  std::shared_ptr<Waiter> waiter;
};

// What names a session and proves that it is ours. `caller_token` is a secret: keep it out of logs
// and command lines.
struct SessionKey {
  std::string session_id;
  std::string caller_token;
};

struct PreparedSession {
  SessionKey key;
  // Hand this to the signer's agent. A secret until used; empty where an amended session's agent is
  // at work.
  std::string link;
  v1::PrepareResponse response;  // the rest of what the server said
};

// Thread-safe; one instance serves any number of sessions.
class CallerClient {
 public:
  using OnEvent = absl::FunctionRef<void(const v1::SessionEvent&)>;

  // Nothing is dialled yet. Errors: as OpenGrpcTransport (client/sdk/grpc_transport.h).
  static absl::StatusOr<std::unique_ptr<CallerClient>> Create(const v1::ServerAddress& server,
                                                              const CallerOptions& options);
  // Over any transport; for tests.
  CallerClient(std::unique_ptr<CallerTransport> transport, std::string address,
               const CallerOptions& options);

  // Opens a session. An idempotency key is made where the request has none, so that a repeated call
  // never opens a second one. Pass the request by move: its document is not copied. Checks that the
  // server received the document that was sent; where it did not, the session is aborted.
  // Errors:
  //   SERVER_ANSWER_MISMATCH  the server received another document
  //   and those of caller_service.proto
  absl::StatusOr<PreparedSession> Prepare(v1::PrepareRequest request);

  // ATT-3: replaces what `request` says of an open session; its document may be left out. Never
  // repeated by itself.
  absl::StatusOr<PreparedSession> Amend(const SessionKey& key, v1::PrepareRequest request);

  // Reports the session's state now and each change, until a terminal state or SIGNED was reported.
  // A broken stream is resumed; the state that was reported last is not reported again. `on_event`
  // runs on the calling thread.
  // Errors:
  //   NOT_SIGNED_YET     `patience` has passed; the session goes on
  //   DEADLINE           the server did not answer at all within the deadline of a call
  //   ABORTED_BY_CALLER  StopWaiting was called
  //   and those of caller_service.proto
  absl::Status Watch(const SessionKey& key, absl::Duration patience, OnEvent on_event);

  // Waits until the session is SIGNED (or FINALIZED): OK, the document can be taken. A session that
  // ended otherwise is an error: see OutcomeOf in client/sdk/outcome.h. Else as Watch.
  absl::Status WaitUntilSigned(const SessionKey& key, absl::Duration patience);

  // Takes the result, as often as wanted. OK says that the session has ended, not how: read
  // OutcomeOf(response).
  // Errors:
  //   SESSION_WRONG_STATE  the session has not ended
  //   and those of caller_service.proto
  absl::StatusOr<v1::FinalizeResponse> Finalize(const SessionKey& key);

  // Rolls the session back.
  // Errors:
  //   DIGEST_RELEASED  the digest is on its way: wait for the end
  //   and those of caller_service.proto
  absl::StatusOr<v1::CallerAbortResponse> Abort(const SessionKey& key, absl::string_view reason);

  // Ends every Watch and WaitUntilSigned, running or to come, with ABORTED_BY_CALLER; other calls
  // go on. From any thread, not from a signal handler, once.
  void StopWaiting();

 private:
  absl::Status Call(CallerCall call, absl::FunctionRef<absl::Status(absl::Time deadline)> attempt);
  // Names the server in an error that it did not make itself.
  absl::Status AtServer(const absl::Status& status) const;
  absl::Status CheckEcho(const PreparedSession& session, absl::string_view sent_sha256);
  PreparedSession ToSession(v1::PrepareResponse response) const;
  // Waits before the next attempt; false where `until` would have passed, or waiting was stopped.
  bool WaitToRepeat(int failures, const absl::Status& status, absl::Time until,
                    const absl::Notification& wake);

  const std::unique_ptr<CallerTransport> transport_;
  const std::string address_;
  const absl::Duration deadline_;
  const std::shared_ptr<Waiter> waiter_;
  absl::Notification stop_waiting_;
  const absl::Notification never_;  // calls other than Watch are not stopped
  absl::Mutex mutex_;
  absl::BitGen random_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::client

#endif  // PARAPHE_CLIENT_SDK_CALLER_CLIENT_H_
