#include "tests/server/testing/test_agent.h"

#include "common/status_macros.h"

namespace paraphe::test {

v1::PresentRequest TestAgent::RedeemRequest(const std::string& ticket) const {
  v1::PresentRequest request;
  request.set_ticket(ticket);
  request.add_certificates(card_.der);
  return request;
}

v1::PresentRequest TestAgent::ChooseRequest() const {
  v1::PresentRequest request;
  request.set_session_token(token_);
  request.add_certificates(card_.der);
  request.set_chosen_certificate_sha256(card_.Sha256());
  request.set_omit_document(true);
  return request;
}

v1::ConsentRequest TestAgent::ConsentRequestFor(const v1::PresentResponse& shown) const {
  v1::ConsentRequest request;
  request.set_session_token(token_);
  request.set_document_sha256(shown.document_sha256());
  request.set_html_sha256(shown.html_sha256());
  request.set_language(shown.html_language());
  *request.mutable_signed_properties_digest() = shown.signed_properties_digest();
  request.set_document_presented(true);
  request.set_box_ticked(true);
  request.set_signature_requested(true);
  return request;
}

v1::SignRequest TestAgent::ReleaseRequest() const {
  v1::SignRequest request;
  request.set_session_token(token_);
  request.mutable_release();
  return request;
}

v1::SignRequest TestAgent::ResultRequest(const v1::SignResponse& released) const {
  v1::SignRequest request;
  request.set_session_token(token_);
  request.set_signature(card_.key->SignDigestInfo(released.digest_info()));
  return request;
}

absl::StatusOr<v1::PresentResponse> TestAgent::Redeem(const std::string& ticket) {
  ASSIGN_OR_RETURN(v1::PresentResponse response, world_.Present(RedeemRequest(ticket)));
  token_ = response.session_token();
  return response;
}

absl::StatusOr<v1::PresentResponse> TestAgent::Choose() { return world_.Present(ChooseRequest()); }

absl::StatusOr<v1::ConsentResponse> TestAgent::Consent(const v1::PresentResponse& shown) {
  return world_.Consent(ConsentRequestFor(shown));
}

absl::StatusOr<v1::SignResponse> TestAgent::Release() { return world_.Sign(ReleaseRequest()); }

absl::StatusOr<v1::SignResponse> TestAgent::Deliver(const v1::SignResponse& released) {
  return world_.Sign(ResultRequest(released));
}

absl::Status TestAgent::GoTo(v1::SessionState state, const std::string& ticket) {
  RETURN_IF_ERROR(Redeem(ticket).status());
  ASSIGN_OR_RETURN(shown_, Choose());
  if (state == v1::PRESENTED) return absl::OkStatus();
  RETURN_IF_ERROR(Consent(shown_).status());
  if (state == v1::CONSENTED) return absl::OkStatus();
  ASSIGN_OR_RETURN(released_, Release());
  if (state == v1::SIGNING) return absl::OkStatus();
  return Deliver(released_).status();
}

}  // namespace paraphe::test
