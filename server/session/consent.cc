// Consent: complete, to exactly what was presented, and in time.
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/session/invariants.h"
#include "server/session/session_machine.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

using Record = v1::SessionRecord;

// REQ: CONS-1
absl::Status CheckComplete(const Record& record, const ConsentGiven& given) {
  // Where nobody was asked, nobody did anything: CheckUnattended decides whether that is enough.
  const bool nobody = given.unattended;
  const std::pair<bool, absl::string_view> acts[] = {
      {record.presented().has_choice(),
       "no certificate was chosen: present again with the chosen one, then consent"},
      {nobody || given.document_presented, "the document was not presented: show it, then consent"},
      {nobody || given.box_ticked,
       "the box was not ticked: consent is a deliberate act of the signer"},
      {nobody || given.signature_requested,
       "the signature was not asked for: consent is a deliberate act of the signer"},
  };
  for (const auto& [done, words] : acts) {
    if (!done) return MakeStateError(v1::CONSENT_INCOMPLETE, StateOf(record), words);
  }
  return absl::OkStatus();
}

// REQ: CONS-3, PRES-9
absl::Status CheckMatches(const Record& record, const ConsentGiven& given) {
  const std::pair<bool, absl::string_view> comparisons[] = {
      {SecretEquals(given.document_sha256, record.document_sha256()),
       "the document consented to is not the session's document; present again"},
      {LanguageTag(given.language) == record.presented().language(),
       "the language of the page consented to is not that of the page presented; present again"},
      {SecretEquals(given.html_sha256, record.presented().html_sha256()),
       "the HTML consented to is not the one presented; present again"},
      {SameDigest(given.signed_properties, record.presented().choice().signed_properties()),
       "the signed properties consented to are not those presented; present again"},
  };
  for (const auto& [equal, words] : comparisons) {
    if (!equal) return MakeStateError(v1::CONSENT_MISMATCH, StateOf(record), words);
  }
  return absl::OkStatus();
}

absl::Status CheckUnattended(const Record& record, const ConsentGiven& given) {
  if (!given.unattended || record.prepared().policy().allow_unattended()) return absl::OkStatus();
  return MakeStateError(
      v1::UNATTENDED_NOT_ALLOWED, StateOf(record),
      "the signature policy demands a person before the screen (allow_unattended)");
}

// The consent that the store keeps, but for its time.
Record::Consented ToRecord(const ConsentGiven& given) {
  Record::Consented consented;
  consented.set_document_sha256(given.document_sha256);
  consented.set_html_sha256(given.html_sha256);
  *consented.mutable_signed_properties() = given.signed_properties;
  consented.set_document_presented(given.document_presented);
  consented.set_box_ticked(given.box_ticked);
  consented.set_signature_requested(given.signature_requested);
  consented.set_language(std::string(LanguageTag(given.language)));
  return consented;
}

bool IsSameConsent(const Record& record, const ConsentGiven& given) {
  return record.unattended() == given.unattended && CheckComplete(record, given).ok() &&
         CheckMatches(record, given).ok();
}

}  // namespace

absl::StatusOr<v1::SessionRecord> SessionMachine::RecordConsent(Step step,
                                                                const ConsentGiven& given) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kConsent));
  if (IsRepeat(StateOf(record), SessionEvent::kConsent)) {
    if (IsSameConsent(record, given)) return record;
    return Next(StateOf(record), SessionEvent::kConsent).status();
  }
  RETURN_IF_ERROR(CheckComplete(record, given));
  RETURN_IF_ERROR(CheckUnattended(record, given));
  RETURN_IF_ERROR(CheckMatches(record, given));
  RETURN_IF_ERROR(CheckFresh(record));
  *record.mutable_consented() = ToRecord(given);
  *record.mutable_consented()->mutable_time() = ToTimestamp(clock_.Now());
  record.set_unattended(given.unattended);
  return Store(SessionEvent::kConsent, std::move(record), KeepDocument{});
}

absl::Time SessionMachine::ReleaseBefore(const v1::SessionRecord& record) const {
  if (!record.has_presented()) return absl::InfinitePast();
  return FromTimestamp(record.presented().time()) + options_.max_consent_age;
}

absl::Status SessionMachine::CheckFresh(const v1::SessionRecord& record) const {
  if (clock_.Now() <= ReleaseBefore(record)) return absl::OkStatus();
  return MakeStateError(
      v1::CONSENT_TOO_OLD, SessionState::kPresented,
      "the signing time shown to the signer is too long ago; present again, with a new "
      "signing time, then consent");
}

}  // namespace paraphe::server
