#include "tests/server/session/session_world.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "tests/testing/or_die.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::CheckOrDie;

absl::Status Verify(const v1::SessionRecord&, absl::string_view signature) {
  if (signature == kGoodSignature || signature == kOtherGoodSignature) return absl::OkStatus();
  return MakeError(v1::DEVICE_SIGNATURE_INVALID, "the device's signature does not verify");
}

}  // namespace

SessionWorld::SessionWorld(const SessionOptions& session_options)
    : options(session_options), machine(&faulty, &clock, &listener, options) {}

NewSession SessionWorld::Request() {
  NewSession request;
  request.application = "backoffice";
  request.idempotency_key = "key";
  request.request_sha256 = Sha256("request");
  request.preparation.prepared = SamplePrepared();
  request.preparation.success_url = "https://backoffice.example/done";
  request.preparation.failure_url = "https://backoffice.example/failed";
  request.preparation.document = SampleDocument();
  return request;
}

ConsentGiven SessionWorld::GoodConsent() {
  ConsentGiven given;
  given.document_sha256 = Sha256(kSampleDocument);
  given.html_sha256 = SamplePresented().html_sha256();
  given.signed_properties = SamplePresented().choice().signed_properties();
  given.document_presented = given.box_ticked = given.signature_requested = true;
  return given;
}

absl::StatusOr<PrepareResult> SessionWorld::Create() {
  ASSIGN_OR_RETURN(PrepareResult result, machine.Create(Request()));
  caller = {result.record.id(), result.caller_token};
  ticket = {result.ticket};
  return result;
}

absl::StatusOr<PrepareResult> SessionWorld::RepeatCreate() { return machine.Create(Request()); }

absl::StatusOr<PrepareResult> SessionWorld::Amend() {
  return machine.Amend(caller, [](const v1::SessionRecord& record) -> absl::StatusOr<Preparation> {
    Preparation preparation = Request().preparation;
    preparation.document = nullptr;
    preparation.prepared = record.prepared();
    preparation.prepared.mutable_attributes()->mutable_place()->set_city("CITY-MARK amended");
    return preparation;
  });
}

absl::StatusOr<PresentResult> SessionWorld::PresentByTicket() {
  ASSIGN_OR_RETURN(PresentResult result,
                   machine.RecordPresentation(
                       ticket, [](const auto&, const auto&) { return SamplePresented(); }));
  signer = {result.session_token};
  return result;
}

absl::StatusOr<PresentResult> SessionWorld::PresentByToken() {
  return machine.RecordPresentation(signer,
                                    [](const auto&, const auto&) { return SamplePresented(); });
}

absl::StatusOr<v1::SessionRecord> SessionWorld::Consent(const ConsentGiven& given) {
  return machine.RecordConsent(signer, given);
}

absl::StatusOr<std::string> SessionWorld::Release() {
  ASSIGN_OR_RETURN(const ReleasedDigest released,
                   machine.ReleaseDigest(signer, [this](const auto&, const auto&) {
                     return Dtbs{absl::StrCat("SIGNED-INFO-MARK ", ++built), "DIGEST-INFO-MARK"};
                   }));
  return absl::StrCat(released.signed_info(), " ", released.digest_info());
}

absl::StatusOr<v1::SessionRecord> SessionWorld::Deliver(absl::string_view signature) {
  return machine.AcceptSignature(signer, signature, Verify);
}

absl::StatusOr<v1::SessionRecord> SessionWorld::Fail(v1::ErrorReason reason) {
  return machine.RecordDeviceFailure(signer, reason, 0xA4);
}

absl::StatusOr<Export> SessionWorld::Finalize() {
  return machine.Finalize(caller, [](const v1::SessionRecord& record, const std::string& document) {
    return absl::StrCat(document, record.signature().value());
  });
}

absl::StatusOr<v1::SessionRecord> SessionWorld::AbortBySigner() {
  return machine.Abort(signer, "changed my mind");
}

absl::StatusOr<v1::SessionRecord> SessionWorld::AbortByCaller() {
  return machine.Abort(caller, "withdrawn");
}

absl::StatusOr<v1::SessionRecord> SessionWorld::Get() { return machine.Get(caller); }

void SessionWorld::DriveTo(SessionState state) {
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

SessionState SessionWorld::state() const {
  const auto record = store.Load(SessionId{caller.session_id});
  return record.ok() ? static_cast<SessionState>(record->state()) : SessionState::kNone;
}

}  // namespace paraphe::server::test
