// An agent whose card is a key in memory. Honest as it stands; tests change a request before it is
// sent to make it lie.
#ifndef PARAPHE_TESTS_SERVER_TESTING_TEST_AGENT_H_
#define PARAPHE_TESTS_SERVER_TESTING_TEST_AGENT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"
#include "tests/server/testing/session_world.h"
#include "tests/testing/cert_builder.h"

namespace paraphe::test {

// Not thread-safe; several may work on one session from several threads once they share its token.
class TestAgent {
 public:
  // Signs with `card`; the test PKI's signer unless given. The world must outlive it.
  explicit TestAgent(SessionWorld& world, TestCert card = TestPki::Get().signer())
      : world_(world), card_(std::move(card)) {}

  const TestCert& card() const { return card_; }
  const std::string& token() const { return token_; }
  void UseToken(std::string token) { token_ = std::move(token); }

  // The requests of an honest agent at each step. Those of Present offer the card's certificate.
  v1::PresentRequest RedeemRequest(const std::string& ticket) const;  // nothing chosen yet
  v1::PresentRequest ChooseRequest() const;                           // the card's certificate
  v1::ConsentRequest ConsentRequestFor(const v1::PresentResponse& shown) const;
  v1::SignRequest ReleaseRequest() const;
  v1::SignRequest ResultRequest(const v1::SignResponse& released) const;

  // The steps, sent. Redeem keeps the token.
  absl::StatusOr<v1::PresentResponse> Redeem(const std::string& ticket);
  absl::StatusOr<v1::PresentResponse> Choose();
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::PresentResponse& shown);
  absl::StatusOr<v1::SignResponse> Release();
  absl::StatusOr<v1::SignResponse> Deliver(const v1::SignResponse& released);

  // All steps up to a state, from a ticket; the first refusal ends it.
  absl::Status GoTo(v1::SessionState state,
                    const std::string& ticket);  // PRESENTED (chosen) to SIGNED
  absl::Status SignWholeSession(const std::string& ticket) { return GoTo(v1::SIGNED, ticket); }

  // What the last steps of GoTo were answered.
  const v1::PresentResponse& shown() const { return shown_; }
  const v1::SignResponse& released() const { return released_; }

 private:
  SessionWorld& world_;
  TestCert card_;
  std::string token_;
  v1::PresentResponse shown_;
  v1::SignResponse released_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_TESTING_TEST_AGENT_H_
