// One session's calls to the server: credential, echoes, and what may be repeated.
#ifndef PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_
#define PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/agent/signer_server.h"
#include "paraphe/v1/error_detail.pb.h"

namespace paraphe::agent {

// How long to wait before the next attempt. absl::SleepFor in the program.
using Pause = std::function<void(absl::Duration)>;

// What an answer of Present is asked for.
struct PresentWish {
  std::vector<std::string> certificates;  // DER
  std::string chosen_sha256;              // raw; empty: none chosen
  bool omit_document = false;
};

// Every answer must echo the session of the first one, in a state that the call leads to, and a
// version that does not go back: SERVER_ANSWER_MISMATCH otherwise. Calls that may be repeated are,
// where the server could not be reached, did not answer in time or was overtaken: a few times while
// the signer waits, and for a quarter of an hour once there is a signature to deliver. Not
// thread-safe.
//
// REQ: SES-5, PRES-8
class SignerCalls {
 public:
  // `server` must outlive it.
  SignerCalls(SignerServer& server, bool unattended, Pause pause);

  // Redeems the ticket. Never repeated: the ticket works once.
  absl::StatusOr<v1::PresentResponse> Open(absl::string_view ticket, const PresentWish& wish);
  absl::StatusOr<v1::PresentResponse> Present(const PresentWish& wish);

  // `request` without session_token and unattended, which are filled in here.
  absl::Status Consent(v1::ConsentRequest request);

  absl::StatusOr<v1::SignResponse> Release();
  absl::StatusOr<v1::SignResponse> DeliverSignature(absl::string_view signature);
  absl::StatusOr<v1::SignResponse> DeliverFailure(v1::ErrorReason reason, uint64_t device_code);
  absl::StatusOr<v1::SignerAbortResponse> Abort(absl::string_view reason);

  // Whether the ticket was redeemed, so that there is a session to abort.
  bool is_open() const { return !session_token_.empty(); }
  // Called before a try that failed is repeated.
  void OnRetry(std::function<void(const absl::Status&)> tell) { tell_ = std::move(tell); }

 private:
  v1::PresentRequest MakeRequest(const PresentWish& wish) const;
  template <typename Response>
  absl::Status CheckEcho(const Response& response, std::initializer_list<v1::SessionState> states);
  template <typename Call>
  auto Repeat(int attempts, Call call);

  SignerServer& server_;
  bool unattended_;
  Pause pause_;
  std::function<void(const absl::Status&)> tell_;
  std::string session_token_;
  std::string session_id_;
  uint64_t version_ = 0;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_
