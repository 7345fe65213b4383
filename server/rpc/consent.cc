// Consent: the signer's deliberate acts, and what was on the screen.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/bilingual.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "server/rpc/calls.h"
#include "server/rpc/session_status.h"
#include "server/store/record_time.h"

namespace paraphe::server {

namespace {

ConsentGiven GivenIn(const v1::ConsentRequest& request) {
  ConsentGiven given;
  given.document_sha256 = request.document_sha256();
  given.html_sha256 = request.html_sha256();
  given.signed_properties = request.signed_properties_digest();
  given.document_presented = request.document_presented();
  given.box_ticked = request.box_ticked();
  given.signature_requested = request.signature_requested();
  given.unattended = request.unattended();
  given.language = LanguageOf(request.language());
  return given;
}

}  // namespace

absl::StatusOr<v1::ConsentResponse> Consent(const ServerContext& context, const Peer& /*peer*/,
                                            const v1::ConsentRequest& request) {
  if (const std::string fault = FaultOfLanguage(request.language()); !fault.empty()) {
    return MakeError(v1::MALFORMED_REQUEST, absl::StrCat("language: ", fault));
  }
  ASSIGN_OR_RETURN(
      Step step, context.machine.Begin(SignerRef{request.session_token()}, SessionEvent::kConsent));
  ASSIGN_OR_RETURN(const v1::SessionRecord record,
                   context.machine.RecordConsent(std::move(step), GivenIn(request)));
  v1::ConsentResponse response;
  SetSession(record, response);
  *response.mutable_release_before() = ToTimestamp(context.machine.ReleaseBefore(record));
  return response;
}

}  // namespace paraphe::server
