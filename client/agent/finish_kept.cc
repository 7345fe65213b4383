#include "client/agent/finish_kept.h"

#include <utility>

#include "client/agent/give_up.h"
#include "common/errors.h"

namespace paraphe::agent {
namespace {

absl::Status Deliver(SignerCalls& calls, const std::string& signature, SignerDesk& desk) {
  const absl::StatusOr<v1::SignResponse> delivered =
      calls.DeliverSignature(signature, /*briefly=*/true);
  if (!delivered.ok()) {
    desk.TellError(delivered.status());
    desk.Tell(MayPass(delivered.status()) ? Phrase::kDeliveredLater : Phrase::kNotDelivered, "");
    return delivered.status();
  }
  desk.Tell(Phrase::kDeliveredNow, "");
  TellReturnUrl(delivered->return_url(), desk);
  return absl::OkStatus();
}

// The program ended, not the device: nothing is reported as the device's. REQ: EXP-5
absl::Status Report(SignerCalls& calls, SignerDesk& desk) {
  absl::Status told;
  const absl::StatusOr<v1::SignResponse> reported = calls.DeliverFailure(v1::INTERNAL, 0);
  told = reported.status();
  if (reported.ok()) TellReturnUrl(reported->return_url(), desk);
  if (ReasonOf(told) == v1::SESSION_WRONG_STATE) {
    // The release was asked for, and never reached the server.
    told = calls.Abort(v1::ErrorReason_Name(v1::INTERNAL)).status();
  }
  if (MayPass(told)) {
    desk.Tell(Phrase::kAbortNotDelivered, "");
    return told;
  }
  return MakeError(v1::SESSION_FAILED,
                   "the agent was ended before there was a signature; ask the application for a "
                   "new request");
}

}  // namespace

absl::Status FinishKept(SignerServer& server, KeptSession kept, const DeskRules& rules, Host host,
                        SignerDesk& desk) {
  host.kept = &kept;
  SignerCalls calls = SignerCalls::OfKept(server, rules, std::move(host));
  const v1::KeptSession::Stage stage = kept.state().stage();
  desk.Tell(Phrase::kUnfinished, kept.state().session_code());
  absl::Status ended;
  if (stage == v1::KeptSession::SIGNED) {
    ended = Deliver(calls, kept.state().signature(), desk);
  } else {
    desk.Tell(stage == v1::KeptSession::DEVICE_ASKED ? Phrase::kEndedWhileSigning
                                                     : Phrase::kEndedBeforeSigning,
              "");
    ended = Report(calls, desk);
  }
  if (!MayPass(ended)) kept.Forget();
  return ended;
}

}  // namespace paraphe::agent
