// Sign: the digest goes out to the device; the device's signature, or its refusal, comes in.
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/rpc/calls.h"
#include "server/rpc/session_judge.h"
#include "server/rpc/session_status.h"
#include "server/rpc/signing_plan.h"
#include "server/session/released_digest.h"
#include "xades/pkcs1.h"

namespace paraphe::server {
namespace {

v1::SignResponse AnswerOf(const v1::SessionRecord& record) {
  v1::SignResponse response;
  SetSession(record, response);
  response.set_certificate_sha256(record.presented().choice().certificate_sha256());
  response.set_status(StatusOf(record));
  response.set_return_url(ReturnUrlOf(record));
  return response;
}

// Derived from what was consented to.
// REQ: CONS-3, SIG-4
absl::StatusOr<Dtbs> DeriveDtbs(const v1::SessionRecord& record, const Certificate& certificate) {
  ASSIGN_OR_RETURN(const xades::SignaturePlan plan, PlanConsented(record, certificate));
  return Dtbs{plan.signed_info(), plan.digest_info()};
}

// REQ: CERT-6
absl::Status JudgeAgain(const ServerContext& context, const v1::SessionRecord& record,
                        const Certificate& certificate) {
  return RequireAcceptable(
      SessionJudge(context, record.prepared()).Judge(certificate), v1::CERTIFICATE_REFUSED,
      "the policy no longer accepts the chosen certificate", "Present again, and choose another");
}

absl::StatusOr<Certificate> ReadChosen(const ServerContext& context,
                                       const v1::SessionRecord& record) {
  return context.certificates.Read(record.presented().choice().attributes().certificate());
}

// What a release needs, while nothing was released; once it was, the stored bytes are what counts.
struct ReleaseInput {
  Dtbs dtbs;
  absl::Status judgement;
};

absl::StatusOr<ReleaseInput> PrepareRelease(const ServerContext& context,
                                            const v1::SessionRecord& record) {
  if (record.has_released()) return ReleaseInput();
  ASSIGN_OR_RETURN(const Certificate certificate, ReadChosen(context, record));
  ASSIGN_OR_RETURN(Dtbs dtbs, DeriveDtbs(record, certificate));
  return ReleaseInput{std::move(dtbs), JudgeAgain(context, record, certificate)};
}

absl::StatusOr<v1::SignResponse> Release(const ServerContext& context, const SignerRef& ref) {
  ASSIGN_OR_RETURN(Step step, context.machine.Begin(ref, SessionEvent::kRelease));
  ASSIGN_OR_RETURN(ReleaseInput input, PrepareRelease(context, step.record()));
  ASSIGN_OR_RETURN(
      const ReleasedDigest released,
      context.machine.ReleaseDigest(std::move(step), std::move(input.dtbs), input.judgement));
  v1::SignResponse response = AnswerOf(released.record());
  response.set_signed_info(released.signed_info());
  response.set_digest_info(released.digest_info());
  return response;
}

// Whether it is the signature of what was released, by the key consented to. REQ: DEV-4
absl::Status JudgeSignature(const ServerContext& context, const v1::SessionRecord& record,
                            absl::string_view signature) {
  const v1::HashAlgorithm algorithm = record.presented().choice().attributes().hash_algorithm();
  ASSIGN_OR_RETURN(const std::string digest,
                   ComputeHash(algorithm, record.released().signed_info()));
  ASSIGN_OR_RETURN(const Certificate certificate, ReadChosen(context, record));
  return xades::CheckDeviceSignature(certificate, algorithm, digest, signature);
}

absl::StatusOr<v1::SignResponse> Accept(const ServerContext& context, const SignerRef& ref,
                                        const std::string& signature) {
  ASSIGN_OR_RETURN(Step step, context.machine.Begin(ref, SessionEvent::kAcceptSignature));
  const absl::Status verdict = JudgeSignature(context, step.record(), signature);
  ASSIGN_OR_RETURN(const v1::SessionRecord record,
                   context.machine.AcceptSignature(std::move(step), signature, verdict));
  return AnswerOf(record);
}

absl::StatusOr<v1::SignResponse> RecordFailure(const ServerContext& context, const SignerRef& ref,
                                               const v1::SignRequest::Failure& failure) {
  if (failure.reason() > INT32_MAX ||
      !v1::ErrorReason_IsValid(static_cast<int>(failure.reason()))) {
    return MakeError(v1::MALFORMED_REQUEST,
                     "failure.reason: one of ErrorReason is needed; this server does not know it");
  }
  const auto reason = static_cast<v1::ErrorReason>(failure.reason());
  ASSIGN_OR_RETURN(Step step, context.machine.Begin(ref, SessionEvent::kReportFailure));
  ASSIGN_OR_RETURN(const v1::SessionRecord record,
                   context.machine.RecordFailure(std::move(step), reason, failure.device_code()));
  return AnswerOf(record);
}

}  // namespace

absl::StatusOr<v1::SignResponse> Sign(const ServerContext& context, const Peer& /*peer*/,
                                      const v1::SignRequest& request) {
  const SignerRef ref{request.session_token()};
  switch (request.step_case()) {
    case v1::SignRequest::kRelease:
      return Release(context, ref);
    case v1::SignRequest::kSignature:
      return Accept(context, ref, request.signature());
    case v1::SignRequest::kFailure:
      return RecordFailure(context, ref, request.failure());
    case v1::SignRequest::STEP_NOT_SET:
      break;
  }
  return MakeError(v1::MALFORMED_REQUEST, "release, signature or failure is needed");
}

}  // namespace paraphe::server
