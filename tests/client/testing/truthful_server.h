// A server for the agent's tests. It keeps one session, as the real one does and with the same
// libraries; a test makes it lie by editing one answer at a time.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_TRUTHFUL_SERVER_H_
#define PARAPHE_TESTS_CLIENT_TESTING_TRUTHFUL_SERVER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/agent/signer_server.h"
#include "tests/testing/fake_clock.h"
#include "xades/signature_builder.h"

namespace paraphe::test {

// 43 characters each, as real ones.
inline constexpr char kTestTicket[] = "TICKETTICKETTICKETTICKETTICKETTICKETTICKETT";
inline constexpr char kTestToken[] = "TOKENTOKENTOKENTOKENTOKENTOKENTOKENTOKENTOK";

// A small act and the table that shows it.
std::string TestDocument();
std::string TestTable();
// Attributes before a certificate is chosen: SHA-256, baseline form, policy, place, role and
// commitment.
v1::SignedAttributes TestAttributes();

// The lines of attributes; without those of their certificate where that is missing or does not
// parse.
std::vector<v1::AttributeLine> LinesOf(const v1::SignedAttributes& attributes,
                                       absl::string_view policy_description = "");

class TruthfulServer final : public agent::SignerServer {
 public:
  TruthfulServer();

  absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request,
                                              int patience) override;
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) override;
  absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) override;
  absl::StatusOr<v1::SignerAbortResponse> Abort(const v1::SignerAbortRequest& request) override;
  absl::StatusOr<v1::SignerExportResponse> Export(const v1::SignerExportRequest& request,
                                                  int patience) override;
  std::unique_ptr<Watch> Follow(const v1::SignerWatchRequest& request,
                                std::function<void(const v1::SessionEvent&)> on_event) override;

  // The session. A test may change it between two calls, as a caller amends it; version grows by
  // itself.
  std::string document = TestDocument();
  std::string table = TestTable();
  v1::SignedAttributes attributes = TestAttributes();
  std::string application = "actes";
  std::string policy_description = TestAttributes().policy().description();
  std::string session_id = "session-1";
  std::vector<std::string> refused;  // DER of certificates that are not acceptable
  std::string imposed;               // DER of the only one that is; empty: any
  // But for the agent that redeemed it. Else the ticket begins a session as often as it comes.
  bool ticket_works_once = false;
  // DER; where set, it is put into the attributes to sign in place of the chosen one.
  std::string certificate_instead;
  FakeClock clock;

  // Answers as they leave; presentations are numbered from 1.
  std::function<void(int number, v1::PresentResponse&)> edit_present;
  std::function<void(v1::ConsentResponse&)> edit_consent;
  std::function<void(v1::SignResponse&)> edit_release;
  std::function<void(v1::SignResponse&)> edit_result;
  std::function<void(v1::SignerExportResponse&)> edit_export;
  // What the release is derived from.
  std::function<void(v1::SignedAttributes&)> edit_attributes_to_sign;

  // The next calls of each kind fail so, after having been carried out where `after` is set.
  struct Failure {
    absl::Status status;
    bool after = false;
  };
  std::vector<Failure> present_failures;
  std::vector<Failure> consent_failures;
  std::vector<Failure> release_failures;
  std::vector<Failure> result_failures;
  std::vector<Failure> export_failures;

  // Who follows the session is told of it; null where nobody does.
  std::function<void(const v1::SessionEvent&)> on_event;

  // What happened.
  int presents = 0;
  int releases = 0;
  int consents = 0;
  v1::SessionState state = v1::PREPARED;
  std::vector<v1::ConsentRequest> consent_requests;
  std::vector<v1::PresentRequest> present_requests;
  std::vector<int> patience;            // of each Present
  std::vector<std::string> signatures;  // every delivery
  std::vector<v1::SignRequest::Failure> failures;
  std::vector<std::string> abort_reasons;

 private:
  v1::PresentResponse MakePresentation(const v1::PresentRequest& request);
  v1::SignResponse MakeRelease();
  absl::StatusOr<v1::SignResponse> TakeResult(const v1::SignRequest& request);
  template <typename Response>
  Response& Echo(Response& response);

  uint64_t version_ = 0;
  v1::SignedAttributes attributes_to_sign_;
  std::optional<std::string> redeemed_by_;  // the agent's secret that the ticket came with
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_TRUTHFUL_SERVER_H_
