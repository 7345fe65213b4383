// Prepare: a session is opened, or amended.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "render/html.h"
#include "server/identity/logins.h"
#include "server/rpc/calls.h"
#include "server/rpc/preparation.h"
#include "server/rpc/session_status.h"
#include "server/rpc/stored_facts.h"

namespace paraphe::server {
namespace {

// Without a copy. Null where there is none.
DocumentPtr TakeDocument(v1::PrepareRequest& request) {
  if (request.document().empty()) return nullptr;
  return std::make_shared<const std::string>(std::exchange(*request.mutable_document(), ""));
}

GivenDocument WithDigest(const DocumentPtr& document) {
  if (document == nullptr) return {};
  return {document, Sha256(*document)};
}

// The same words whether the application exists or not.
absl::Status NotThisApplication() {
  return MakeError(v1::NOT_ALLOWED,
                   "the client certificate is not one of the application named in the request; "
                   "the server's operator can add it");
}

v1::PrepareResponse Answer(PrepareResult result) {
  const v1::SessionRecord& record = result.record;
  v1::PrepareResponse response;
  SetSession(record, response);
  response.set_ticket(std::move(result.ticket));
  response.set_caller_token(std::move(result.caller_token));
  if (record.has_deadline()) *response.mutable_expires_at() = record.deadline();
  response.set_document_sha256(record.document_sha256());
  response.set_policy_name(record.prepared().policy().name());
  response.set_table_name(record.prepared().table_name());
  response.set_session_code(record.prepared().session_code());
  return response;
}

// A session for a request that no earlier one answers: it is judged whole. `session` holds its
// application, its key and its fingerprint.
absl::StatusOr<PrepareResult> OpenNew(const ServerContext& context,
                                      const v1::PrepareRequest& request, GivenDocument given,
                                      NewSession session) {
  const std::shared_ptr<const Catalogue> catalogue = context.catalogue.Get();
  ASSIGN_OR_RETURN(const v1::Policy policy, ChoosePolicy(*catalogue, request));
  ASSIGN_OR_RETURN(session.preparation, JudgeRequest(context.settings, policy, request));
  RETURN_IF_ERROR(
      JudgeDocument(context.settings, *catalogue, request, std::move(given), session.preparation));
  return context.machine.Create(session);
}

// REQ: CHN-4
absl::StatusOr<std::string> FindSigner(const ServerContext& context, const std::string& signer) {
  if (signer.empty()) return std::string();
  if (context.logins == nullptr) {
    return MakeError(v1::ACCOUNT_UNKNOWN,
                     "signer: the server's configuration has no accounts; leave it out");
  }
  absl::StatusOr<std::string> account = context.logins->FindAccount(signer);
  if (!account.ok()) return Annotate(account.status(), "signer");
  return account;
}

// A repeated request is answered from the session that it opened, whatever room there is now and
// whatever became of the policies, tables and applications since: at the cost of its digest.
// REQ: SES-5
absl::StatusOr<v1::PrepareResponse> Open(const ServerContext& context, const Peer& peer,
                                         const v1::PrepareRequest& request,
                                         const DocumentPtr& document) {
  if (!peer.MayActAs(request.application())) return NotThisApplication();
  GivenDocument given = WithDigest(document);
  NewSession session;
  session.application = request.application();
  session.idempotency_key = request.idempotency_key();
  if (!session.idempotency_key.empty()) {
    session.request_sha256 = FingerprintOf(request, given.sha256);
    ASSIGN_OR_RETURN(std::optional<PrepareResult> repeated,
                     context.machine.Reissue(session.application, session.idempotency_key,
                                             session.request_sha256));
    if (repeated.has_value()) return Answer(*std::move(repeated));
  }
  ASSIGN_OR_RETURN(session.signer, FindSigner(context, request.signer()));
  ASSIGN_OR_RETURN(PrepareResult result,
                   OpenNew(context, request, std::move(given), std::move(session)));
  return Answer(std::move(result));
}

// What chose the policy is fixed once a session is open: another value is refused rather than
// passed over. REQ: POL-7
absl::Status CheckSamePolicy(const v1::SessionRecord& record, const v1::PrepareRequest& request) {
  const v1::SessionRecord::Prepared& prepared = record.prepared();
  const auto differs = [](const std::string& given, const std::string& fixed) {
    return !given.empty() && given != fixed;
  };
  const bool same = !request.has_inline_policy() &&
                    !differs(request.policy_name(), prepared.policy().name()) &&
                    !differs(request.application(), record.application()) &&
                    !differs(absl::AsciiStrToLower(request.signer()), record.signer()) &&
                    !differs(request.signer_role(), prepared.signer_role());
  if (same) return absl::OkStatus();
  return MakeError(
      v1::MALFORMED_REQUEST,
      "application, signer, signer_role and policy of an open session stay as they are: leave them "
      "out, or abort and prepare another session");
}

// The document stays, and so does what is known of it, unless another hash is to sign it or another
// table is to show it.
absl::Status KeepDocument(const ServerContext& context, const Catalogue& catalogue,
                          const v1::PrepareRequest& request, const Step& step,
                          v1::SessionRecord::Prepared& prepared) {
  const v1::SessionRecord::Prepared& before = step.record().prepared();
  const xml::DocumentFacts facts = ReadFacts(before.facts());
  ASSIGN_OR_RETURN(TableFile file, ChooseTable(catalogue, request, facts));
  const bool same_hash = prepared.hash_algorithm() == before.hash_algorithm();
  const bool same_table = file.text == before.table();
  *prepared.mutable_facts() = before.facts();
  prepared.set_table_name(before.table_name());
  prepared.set_table(before.table());
  prepared.set_html_sha256(before.html_sha256());
  if (same_hash && same_table) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string document, context.machine.LoadDocument(step));
  if (!same_hash) {
    ASSIGN_OR_RETURN(
        *prepared.mutable_facts(),
        StoreFacts(facts, document, step.record().document_sha256(), prepared.hash_algorithm()));
  }
  if (same_table) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::string html_sha256,
                   HashHtml(document, *file.table, Language::kFrench, context.settings.bounds));
  SetTable(std::move(file), std::move(html_sha256), prepared);
  return absl::OkStatus();
}

absl::StatusOr<v1::PrepareResponse> Amend(const ServerContext& context, const Peer& peer,
                                          v1::PrepareRequest request, const DocumentPtr& document) {
  ASSIGN_OR_RETURN(Step step,
                   context.machine.Begin(
                       CallerRef{request.session_id(), request.caller_token(), peer.applications},
                       SessionEvent::kAmend));
  const v1::SessionRecord& record = step.record();
  RETURN_IF_ERROR(CheckSamePolicy(record, request));
  request.set_application(record.application());
  request.set_signer_role(record.prepared().signer_role());
  const std::shared_ptr<const Catalogue> catalogue = context.catalogue.Get();
  ASSIGN_OR_RETURN(Preparation preparation,
                   JudgeRequest(context.settings, record.prepared().policy(), request));
  if (document != nullptr) {
    RETURN_IF_ERROR(
        JudgeDocument(context.settings, *catalogue, request, WithDigest(document), preparation));
  } else {
    RETURN_IF_ERROR(KeepDocument(context, *catalogue, request, step, preparation.prepared));
  }
  ASSIGN_OR_RETURN(PrepareResult result, context.machine.Amend(std::move(step), preparation));
  return Answer(std::move(result));
}

}  // namespace

absl::StatusOr<v1::PrepareResponse> Prepare(const ServerContext& context, const Peer& peer,
                                            v1::PrepareRequest& request) {
  RETURN_IF_ERROR(CheckPrepareRequest(request));
  const DocumentPtr document = TakeDocument(request);
  return Run([&] {
    return request.session_id().empty() ? Open(context, peer, request, document)
                                        : Amend(context, peer, request, document);
  });
}

}  // namespace paraphe::server
