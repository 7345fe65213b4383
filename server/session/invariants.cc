#include "server/session/invariants.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

#include "common/bilingual.h"
#include "common/errors.h"
#include "common/hash.h"
#include "server/session/session_options.h"

namespace paraphe::server {
namespace {

using Record = v1::SessionRecord;

constexpr size_t kSha256Size = 32;

// A rule holds for every record, whatever its state; where a phase is absent it says nothing of it.
struct Rule {
  absl::string_view words;
  bool (*holds)(const Record&);
};

bool HasExactlyItsPhases(const Record& record) {
  return std::any_of(std::begin(kPhases), std::end(kPhases), [&](const PhasesOf& row) {
    return static_cast<v1::SessionState>(row.state) == record.state() &&
           record.has_prepared() == row.prepared && record.has_presented() == row.presented &&
           record.has_consented() == row.consented && record.has_released() == row.released &&
           record.has_signature() == row.signature && record.has_ended() == row.ended;
  });
}

bool IsSha256(absl::string_view bytes) { return bytes.size() == kSha256Size; }

bool HasIdentity(const Record& record) {
  return !record.id().empty() && record.version() > 0 && !record.application().empty() &&
         record.has_created_at() && IsSha256(record.document_sha256()) &&
         (record.idempotency_key().empty() ? record.request_sha256().empty()
                                           : IsSha256(record.request_sha256()));
}

bool HasCredentials(const Record& record) {
  const auto& callers = record.caller_token_sha256();
  const auto& tickets = record.tickets();
  return !callers.empty() && std::all_of(callers.begin(), callers.end(), IsSha256) &&
         tickets.empty() == !record.signer().empty() &&
         std::all_of(tickets.begin(), tickets.end(),
                     [](const Record::Ticket& ticket) { return IsSha256(ticket.sha256()); });
}

bool HasTokenOncePresented(const Record& record) {
  const bool valid = record.token_sha256().empty() || IsSha256(record.token_sha256());
  return valid && (!record.has_presented() || !record.token_sha256().empty());
}

bool PreparedIsWhole(const Record& record) {
  if (!record.has_prepared()) return true;
  const auto& prepared = record.prepared();
  return prepared.has_policy() && prepared.has_attributes() && !prepared.table_name().empty() &&
         IsSha256(prepared.table_sha256()) && !prepared.session_code().empty();
}

// What is signed is planned from these facts alone.
bool FactsAreOfTheDocument(const Record& record) {
  if (!record.has_prepared()) return true;
  const auto& facts = record.prepared().facts();
  const auto digest = FromDigest(facts.digest());
  if (facts.root_local_name().empty() || facts.insertion_offset() == 0 ||
      facts.insertion_offset() >= record.document_size() || !digest.ok()) {
    return false;
  }
  return digest->algorithm == record.prepared().hash_algorithm() &&
         (digest->algorithm != v1::SHA256 || digest->bytes == record.document_sha256());
}

bool PresentedIsWhole(const Record& record) {
  if (!record.has_presented()) return true;
  return record.presented().has_time() && IsSha256(record.presented().html_sha256()) &&
         IsLanguageTag(record.presented().language());
}

bool ChoiceIsOfferedAndAcceptable(const Record& record) {
  if (!record.presented().has_choice()) return true;
  const auto& choice = record.presented().choice();
  const auto& offered = record.presented().offered();
  return FromDigest(choice.signed_properties()).ok() &&
         choice.certificate_sha256() == Sha256(choice.attributes().certificate()) &&
         std::any_of(offered.begin(), offered.end(), [&](const Record::OfferedCertificate& one) {
           return one.acceptable() && one.sha256() == choice.certificate_sha256();
         });
}

// REQ: CONS-1
bool ConsentHasAllActs(const Record& record) {
  if (!record.has_consented()) return true;
  const auto& consented = record.consented();
  const bool all =
      consented.document_presented() && consented.box_ticked() && consented.signature_requested();
  return consented.has_time() && (all || record.unattended());
}

// REQ: CONS-3
bool ConsentIsToWhatWasPresented(const Record& record) {
  if (!record.has_consented()) return true;
  const auto& consented = record.consented();
  return record.presented().has_choice() &&
         consented.document_sha256() == record.document_sha256() &&
         consented.html_sha256() == record.presented().html_sha256() &&
         consented.language() == record.presented().language() &&
         SameDigest(consented.signed_properties(), record.presented().choice().signed_properties());
}

bool ReleaseIsWhole(const Record& record) {
  if (!record.has_released()) return true;
  const auto& released = record.released();
  return released.has_time() && !released.signed_info().empty() && !released.digest_info().empty();
}

bool SignatureIsWhole(const Record& record) {
  if (!record.has_signature()) return true;
  return record.signature().has_time() && !record.signature().value().empty();
}

// Which ends a terminal state may have.
struct EndOf {
  v1::SessionState state;
  v1::StatusCode status;
  bool has_reason;
};
constexpr EndOf kEnds[] = {
    {v1::FINALIZED, v1::ST_OK, false},
    {v1::ABORTED, v1::ST_ABORTED_BY_SIGNER, true},
    {v1::ABORTED, v1::ST_ABORTED_BY_CALLER, true},
    {v1::EXPIRED, v1::ST_EXPIRED, true},
    {v1::FAILED, v1::ST_DEVICE_FAILED, true},
    {v1::FAILED, v1::ST_SIGNATURE_INVALID, true},
    {v1::FAILED, v1::ST_PROGRAM_FAILED, true},
    {v1::FAILED, v1::ST_NO_ANSWER, true},
};

bool EndFitsState(const Record& record) {
  if (!record.has_ended()) return true;
  const auto& ended = record.ended();
  const bool has_reason = ended.reason() != v1::ERROR_REASON_UNSPECIFIED;
  return ended.has_time() && std::any_of(std::begin(kEnds), std::end(kEnds), [&](const EndOf& row) {
           return row.state == record.state() && row.status == ended.status() &&
                  row.has_reason == has_reason;
         });
}

// Else it was rolled back. REQ: SES-2
bool OnlyWhatWasGivenUpIsKept(const Record& record) {
  if (record.state() != v1::FAILED || !record.has_released()) return true;
  return record.ended().status() == v1::ST_NO_ANSWER && record.ended().reason() == v1::DEADLINE;
}

// REQ: CHN-3
bool CountsOpeningsToTheBound(const Record& record) {
  return record.refused_openings() <= kMostRefusedOpenings;
}

constexpr Rule kRules[] = {
    {"it has exactly the phases of its state", HasExactlyItsPhases},
    {"it has its id, version, application, times and document digest", HasIdentity},
    {"it has the hashes of a caller token, and of a ticket unless it names its signer",
     HasCredentials},
    {"it has a session token once it was presented", HasTokenOncePresented},
    {"what was prepared is whole", PreparedIsWhole},
    {"the facts are those of the document", FactsAreOfTheDocument},
    {"what was presented is whole", PresentedIsWhole},
    {"the chosen certificate was offered and acceptable", ChoiceIsOfferedAndAcceptable},
    {"the consent has all its acts", ConsentHasAllActs},
    {"the consent is to what was presented", ConsentIsToWhatWasPresented},
    {"what was released is whole", ReleaseIsWhole},
    {"the signature is whole", SignatureIsWhole},
    {"the end fits the state", EndFitsState},
    {"a failure is rolled back, unless it was given up", OnlyWhatWasGivenUpIsKept},
    {"refused openings are counted up to their bound", CountsOpeningsToTheBound},
};

}  // namespace

absl::Status CheckInvariants(const v1::SessionRecord& record) {
  for (const Rule& rule : kRules) {
    if (rule.holds(record)) continue;
    return MakeError(v1::INTERNAL, absl::StrCat("session ", record.id(), " in state ",
                                                v1::SessionState_Name(record.state()),
                                                " breaks the rule that ", rule.words));
  }
  return absl::OkStatus();
}

}  // namespace paraphe::server
