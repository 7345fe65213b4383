#include "tests/bench/bench_session.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"
#include "tests/bench/bench_server.h"
#include "tests/testing/pki.h"

namespace paraphe::bench {
namespace {

template <typename T>
T AnswerOrDie(absl::StatusOr<T> answer, Step step) {
  if (answer.ok()) return *std::move(answer);
  static_cast<void>(std::fprintf(stderr, "paraphe-bench: %s: %s\n", NameOf(step).data(),
                                 answer.status().ToString().c_str()));
  std::abort();
}

v1::PrepareRequest PrepareRequestOf(const Request& request) {
  v1::PrepareRequest message;
  message.set_document(request.document);
  message.set_application(kBenchApplication);
  message.set_signer_role("Maire");
  message.set_table_name(request.table);
  message.mutable_attributes()->set_claimed_role("Maire");
  message.mutable_attributes()->mutable_place()->set_city("Saint-Rémy-sur-Orne");
  return message;
}

// One session, which knows what earlier answers said.
class Session {
 public:
  Session(const test::ServerCalls& calls, const Request& request)
      : calls_(calls), request_(request) {}

  void Do(Step step) {
    switch (step) {
      case Step::kPrepare:
        return Prepare();
      case Step::kPresent:
        return Present();
      case Step::kChoose:
        return Choose();
      case Step::kConsent:
        return Consent();
      case Step::kRelease:
        return Release();
      case Step::kResult:
        return Deliver();
      case Step::kFinalize:
        return Finalize();
    }
  }

  // The card works between two calls.
  void SignDigest() { signature_ = card_.key->SignDigestInfo(digest_info_); }
  std::string TakeSigned() { return std::move(signed_document_); }

 private:
  void Prepare() {
    const auto answer = AnswerOrDie(calls_.Prepare(PrepareRequestOf(request_)), Step::kPrepare);
    session_id_ = answer.session_id();
    caller_token_ = answer.caller_token();
    ticket_ = answer.ticket();
  }
  void Present() {
    v1::PresentRequest message;
    message.set_ticket(ticket_);
    message.set_agent_secret(std::string(32, 'b'));
    message.add_certificates(card_.der);
    token_ = AnswerOrDie(calls_.Present(message), Step::kPresent).session_token();
  }
  void Choose() {
    v1::PresentRequest message;
    message.set_session_token(token_);
    message.add_certificates(card_.der);
    message.set_chosen_certificate_sha256(card_.Sha256());
    message.set_omit_document(true);
    shown_ = AnswerOrDie(calls_.Present(message), Step::kChoose);
  }
  void Consent() {
    v1::ConsentRequest message;
    message.set_session_token(token_);
    message.set_document_sha256(shown_.document_sha256());
    message.set_html_sha256(shown_.html_sha256());
    message.set_language(shown_.html_language());
    *message.mutable_signed_properties_digest() = shown_.signed_properties_digest();
    message.set_document_presented(true);
    message.set_box_ticked(true);
    message.set_signature_requested(true);
    AnswerOrDie(calls_.Consent(message), Step::kConsent);
  }
  void Release() {
    v1::SignRequest message;
    message.set_session_token(token_);
    message.mutable_release();
    digest_info_ = AnswerOrDie(calls_.Sign(message), Step::kRelease).digest_info();
  }
  void Deliver() {
    v1::SignRequest message;
    message.set_session_token(token_);
    message.set_signature(signature_);
    AnswerOrDie(calls_.Sign(message), Step::kResult);
  }
  void Finalize() {
    v1::FinalizeRequest message;
    message.set_session_id(session_id_);
    message.set_caller_token(caller_token_);
    auto answer = AnswerOrDie(calls_.Finalize(message), Step::kFinalize);
    signed_document_ = std::move(*answer.mutable_signed_document());
  }

  const test::ServerCalls& calls_;
  const Request& request_;
  const test::TestCert& card_ = test::TestPki::Get().signer();
  std::string session_id_;
  std::string caller_token_;
  std::string ticket_;
  std::string token_;
  v1::PresentResponse shown_;
  std::string digest_info_;
  std::string signature_;
  std::string signed_document_;
};

}  // namespace

absl::string_view NameOf(Step step) {
  constexpr std::array<absl::string_view, kSteps.size()> kNames = {
      "Prepare",        "Present",       "Present chosen", "Consent",
      "Sign (release)", "Sign (result)", "Finalize"};
  return kNames[static_cast<size_t>(step)];
}

bool IsCallers(Step step) { return step == Step::kPrepare || step == Step::kFinalize; }

std::string SignOrDie(const test::ServerCalls& calls, const Request& request,
                      const AroundStep& around) {
  Session session(calls, request);
  for (const Step step : kSteps) {
    if (step == Step::kResult) session.SignDigest();
    around(step, [&] { session.Do(step); });
  }
  return session.TakeSigned();
}

void PrepareOrDie(const test::ServerCalls& calls, const Request& request) {
  AnswerOrDie(calls.Prepare(PrepareRequestOf(request)), Step::kPrepare);
}

}  // namespace paraphe::bench
