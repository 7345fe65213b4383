#include "server/rpc/session_status.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace paraphe::server {
namespace {

struct CauseWords {
  v1::StatusCode status;
  v1::ErrorReason cause;
  absl::string_view words;
};

constexpr CauseWords kCauses[] = {
    {v1::ST_ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER, "the signer gave no reason"},
    {v1::ST_ABORTED_BY_CALLER, v1::ABORTED_BY_CALLER, "the caller gave no reason"},
    {v1::ST_EXPIRED, v1::SESSION_EXPIRED, "the signer did not sign in time"},
    {v1::ST_NO_ANSWER, v1::DEADLINE,
     "the signer's agent has not said what became of it: a signature may still come"},
    {v1::ST_NO_ANSWER, v1::ABORTED_BY_SIGNER,
     "the signer ended the agent before its card answered"},
    {v1::ST_SIGNATURE_INVALID, v1::DEVICE_SIGNATURE_INVALID,
     "what the signature device returned is not the signature asked for"},
    {v1::ST_PROGRAM_FAILED, v1::SERVER_ANSWER_MISMATCH,
     "the signer's agent derived something else than this server released"},
    {v1::ST_PROGRAM_FAILED, v1::SIGNATURE_INVALID,
     "the verification by the signer's agent refused the signature"},
    {v1::ST_PROGRAM_FAILED, v1::INTERNAL,
     "a defect of Paraphe; the logs of agent and server say more"},
    {v1::ST_DEVICE_FAILED, v1::DEVICE_TOKEN_REMOVED, "the card was removed"},
    {v1::ST_DEVICE_FAILED, v1::DEVICE_PIN_WRONG, "the PIN was wrong"},
    {v1::ST_DEVICE_FAILED, v1::DEVICE_PIN_LOCKED, "the PIN is locked"},
    {v1::ST_DEVICE_FAILED, v1::DEVICE_CANCELLED, "the signer cancelled at the reader"},
    {v1::ST_DEVICE_FAILED, v1::DEVICE_KEY_MISSING, "the card has no key for the certificate"},
};

const CauseWords* FindCause(v1::StatusCode status, v1::ErrorReason cause) {
  const auto* row = std::find_if(std::begin(kCauses), std::end(kCauses), [&](const auto& one) {
    return one.status == status && one.cause == cause;
  });
  return row == std::end(kCauses) ? nullptr : row;
}

// An agent that stops by itself gives the name of what went wrong as its reason.
std::string WordsOfAgent(const v1::SessionRecord::Ended& ended) {
  v1::ErrorReason cause = v1::ERROR_REASON_UNSPECIFIED;
  if (ended.status() != v1::ST_ABORTED_BY_SIGNER || !v1::ErrorReason_Parse(ended.words(), &cause)) {
    return ended.words();
  }
  for (const v1::StatusCode status : {v1::ST_ABORTED_BY_SIGNER, v1::ST_DEVICE_FAILED}) {
    const CauseWords* row = FindCause(status, cause);
    if (row != nullptr) return std::string(row->words);
  }
  return absl::StrCat("the signer's agent could not go on: ", ended.words());
}

// A cause without a sentence of its own: its name is all that is known.
std::string NameOf(const v1::SessionRecord::Ended& ended) {
  std::string words =
      absl::StrCat("the signature device reported ", v1::ErrorReason_Name(ended.reason()));
  if (ended.device_code() == 0) return words;
  return absl::StrCat(words, " (PKCS#11: 0x", absl::Hex(ended.device_code()), ")");
}

}  // namespace

v1::StatusCode StatusOf(const v1::SessionRecord& record) {
  if (record.has_ended()) return record.ended().status();
  return record.has_signature() ? v1::ST_OK : v1::ST_PENDING;
}

std::string ReturnUrlOf(const v1::SessionRecord& record) {
  switch (StatusOf(record)) {
    case v1::ST_PENDING:
      return "";
    case v1::ST_OK:
      return record.success_url();
    default:
      return record.failure_url();
  }
}

std::string ReasonWordsOf(const v1::SessionRecord& record) {
  const v1::SessionRecord::Ended& ended = record.ended();
  if (!ended.words().empty()) return WordsOfAgent(ended);
  if (ended.reason() == v1::ERROR_REASON_UNSPECIFIED) return "";
  const CauseWords* row = FindCause(ended.status(), ended.reason());
  return row == nullptr ? NameOf(ended) : std::string(row->words);
}

}  // namespace paraphe::server
