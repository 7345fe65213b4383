#include "tests/server/session/machine_world.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "tests/testing/or_die.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::CheckOrDie;

absl::Status VerdictOn(absl::string_view signature) {
  if (signature == kGoodSignature || signature == kOtherGoodSignature) return absl::OkStatus();
  return MakeError(v1::DEVICE_SIGNATURE_INVALID, "the device's signature does not verify");
}

// As server/rpc/calls.h runs its calls.
template <typename Call>
auto Run(Call call) {
  auto answer = call();
  for (int i = 1; i < 8 && ReasonOf(answer.status()) == v1::SESSION_CONFLICT; ++i) answer = call();
  return answer;
}

}  // namespace

MachineWorld::MachineWorld(const SessionOptions& session_options)
    : options(session_options), machine(&faulty, &clock, &listener, options) {}

NewSession MachineWorld::Request() {
  NewSession request;
  request.application = "backoffice";
  request.idempotency_key = "key";
  request.request_sha256 = Sha256("request");
  request.preparation.prepared = SamplePrepared();
  request.preparation.success_url = "https://backoffice.example/done";
  request.preparation.failure_url = "https://backoffice.example/failed";
  request.preparation.document = SampleDocument();
  request.preparation.document_sha256 = Sha256(kSampleDocument);
  return request;
}

ConsentGiven MachineWorld::GoodConsent() {
  ConsentGiven given;
  given.document_sha256 = Sha256(kSampleDocument);
  given.html_sha256 = SamplePresented().html_sha256();
  given.signed_properties = SamplePresented().choice().signed_properties();
  given.document_presented = given.box_ticked = given.signature_requested = true;
  return given;
}

absl::StatusOr<PrepareResult> MachineWorld::Create() {
  ASSIGN_OR_RETURN(PrepareResult result, RepeatCreate());
  caller = {result.record.id(), result.caller_token, {result.record.application()}};
  ticket = {result.ticket};
  return result;
}

absl::StatusOr<PrepareResult> MachineWorld::RepeatCreate() {
  return Run([&] { return machine.Create(Request()); });
}

absl::StatusOr<PrepareResult> MachineWorld::Amend() {
  return Run([&]() -> absl::StatusOr<PrepareResult> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(caller, SessionEvent::kAmend));
    Preparation preparation = Request().preparation;
    preparation.document = nullptr;
    preparation.prepared = step.record().prepared();
    preparation.prepared.mutable_attributes()->mutable_place()->set_city("CITY-MARK amended");
    return machine.Amend(std::move(step), preparation);
  });
}

absl::StatusOr<PresentResult> MachineWorld::Present(const SessionRef& ref,
                                                    const v1::SessionRecord::Presented& presented) {
  return Run([&]() -> absl::StatusOr<PresentResult> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(ref, SessionEvent::kPresent));
    return machine.RecordPresentation(std::move(step), presented);
  });
}

absl::StatusOr<PresentResult> MachineWorld::PresentByTicket() {
  ASSIGN_OR_RETURN(PresentResult result, Present(ticket, SamplePresented()));
  signer = {result.session_token};
  return result;
}

absl::StatusOr<PresentResult> MachineWorld::PresentByToken() {
  return Present(signer, SamplePresented());
}

absl::StatusOr<v1::SessionRecord> MachineWorld::Consent(const ConsentGiven& given) {
  return Run([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(signer, SessionEvent::kConsent));
    return machine.RecordConsent(std::move(step), given);
  });
}

absl::StatusOr<std::string> MachineWorld::Release(const absl::Status& judgement) {
  return Run([&]() -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(signer, SessionEvent::kRelease));
    ASSIGN_OR_RETURN(
        const ReleasedDigest released,
        machine.ReleaseDigest(std::move(step),
                              {absl::StrCat("SIGNED-INFO-MARK ", ++derived), "DIGEST-INFO-MARK"},
                              judgement));
    return absl::StrCat(released.signed_info(), " ", released.digest_info());
  });
}

absl::StatusOr<v1::SessionRecord> MachineWorld::Deliver(absl::string_view signature) {
  return Run([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(signer, SessionEvent::kAcceptSignature));
    return machine.AcceptSignature(std::move(step), signature, VerdictOn(signature));
  });
}

absl::StatusOr<v1::SessionRecord> MachineWorld::Fail(v1::ErrorReason reason) {
  return Run([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(signer, SessionEvent::kReportFailure));
    return machine.RecordFailure(std::move(step), reason, 0xA4);
  });
}

absl::StatusOr<v1::SessionRecord> MachineWorld::Finalize() {
  return Run([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(caller, SessionEvent::kFinalize));
    return machine.Finalize(std::move(step));
  });
}

absl::StatusOr<v1::SessionRecord> MachineWorld::Export() {
  return Run([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(signer, SessionEvent::kExport));
    return SessionMachine::Export(std::move(step));
  });
}

absl::StatusOr<v1::SessionRecord> MachineWorld::Abort(const SessionRef& ref,
                                                      absl::string_view words) {
  return Run([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(Step step, machine.Begin(ref, SessionEvent::kAbort));
    return machine.Abort(std::move(step), words);
  });
}

absl::StatusOr<v1::SessionRecord> MachineWorld::AbortBySigner() {
  return Abort(signer, "changed my mind");
}

absl::StatusOr<v1::SessionRecord> MachineWorld::AbortByCaller() {
  return Abort(caller, "withdrawn");
}

absl::StatusOr<v1::SessionRecord> MachineWorld::Get() {
  return Run([&] { return machine.Get(caller); });
}

void MachineWorld::DriveTo(SessionState state) {
  CheckOrDie(Create().ok() && PresentByTicket().ok(), "creating and presenting");
  if (state == SessionState::kPrepared) CheckOrDie(Amend().ok(), "amending");
  if (state == SessionState::kPrepared || state == SessionState::kPresented) return;
  CheckOrDie(Consent().ok(), "consenting");
  if (state == SessionState::kConsented) return;
  if (state == SessionState::kAborted || state == SessionState::kNone)
    CheckOrDie(AbortBySigner().ok(), "aborting");
  if (state == SessionState::kExpired || state == SessionState::kNone) {
    clock.Advance(options.lifetime + options.retention);
    CheckOrDie(machine.Sweep(10).ok(), "sweeping");
  }
  if (this->state() != SessionState::kConsented) return;
  CheckOrDie(Release().ok(), "releasing");
  if (state == SessionState::kFailed) CheckOrDie(Fail().ok(), "failing");
  if (state == SessionState::kSigning || state == SessionState::kFailed) return;
  CheckOrDie(Deliver().ok(), "delivering");
  if (state == SessionState::kFinalized) CheckOrDie(Finalize().ok(), "finalizing");
}

SessionState MachineWorld::state() const {
  const auto record = store.Load(SessionId{caller.session_id});
  return record.ok() ? static_cast<SessionState>(record->state()) : SessionState::kNone;
}

}  // namespace paraphe::server::test
