#include "server/store/store_errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"

#include "common/errors.h"

namespace paraphe::server {
namespace {

struct QuotaRow {
  Quota quota;
  const char* setting;  // of an application; of the server with no "application_"
  const char* reached;  // $0: who, $1: how many
  const char* advice;
};

constexpr QuotaRow kQuotas[] = {
    {Quota::kOpenSessions, "open_sessions", "$0 has $1 open sessions, as many as it may",
     "finalize or abort some, or try again later"},
    {Quota::kNewSessions, "new_sessions_per_minute",
     "$0 began $1 sessions in this minute, as many as it may", "try again in the next one"},
    {Quota::kSessions, "sessions",
     "$0 has $1 sessions, as many as it may; those that ended count until their retention ends",
     "abort some, or try again later"},
    {Quota::kBytes, "session_bytes",
     "the sessions of $0 hold as many bytes as they may, $1; those that ended count until their "
     "retention ends",
     "abort some, or try again later"},
};

std::string SettingOf(const char* setting, Whose whose) {
  return absl::StrCat("limits.", whose == Whose::kApplication ? "application_" : "", setting);
}

const char* NameOf(Whose whose) {
  return whose == Whose::kApplication ? "this application" : "the server";
}

}  // namespace

absl::Status UnknownSession() {
  return MakeError(
      v1::SESSION_UNKNOWN,
      "no session is known by this id, ticket or token; it may have ended long ago: prepare "
      "another one");
}

absl::Status MovedSession() {
  return MakeError(
      v1::SESSION_CONFLICT,
      "another call changed the session at the same time; look at its state, then repeat");
}

absl::Status UsedIdempotencyKey() {
  return MakeError(v1::IDEMPOTENCY_CONFLICT,
                   "this idempotency key already stands for another request; use a new key");
}

absl::Status UnknownAccount() {
  return MakeError(v1::ACCOUNT_UNKNOWN,
                   "there is no account of this name; an administrator can create it");
}

absl::Status ExistingAccount() {
  return MakeError(v1::ACCOUNT_EXISTS,
                   "there is an account of this name already; use another name");
}

absl::Status MovedAccount() {
  return MakeError(v1::SESSION_CONFLICT,
                   "another call changed the account at the same time; repeat this one");
}

absl::Status QuotaReached(Quota quota, Whose whose, uint64_t most, absl::Duration retry_after) {
  const QuotaRow& row = kQuotas[static_cast<size_t>(quota)];
  return Overload(retry_after,
                  absl::StrCat(absl::Substitute(row.reached, NameOf(whose), most), " (",
                               SettingOf(row.setting, whose), "); ", row.advice));
}

absl::Status NeverFits(Whose whose, uint64_t bytes, uint64_t most) {
  return MakeError(v1::TOO_LARGE,
                   absl::StrCat("the session would hold ", bytes, " bytes, and all sessions of ",
                                NameOf(whose), " may hold ", most, " (",
                                SettingOf("session_bytes", whose), "); send a smaller document"));
}

absl::Status Overload(absl::Duration retry_after, absl::string_view message) {
  absl::Status status = MakeError(v1::OVERLOADED, message);
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.mutable_retry_after()->set_seconds(
      absl::ToInt64Seconds(absl::Ceil(retry_after, absl::Seconds(1))));
  SetErrorDetail(detail, status);
  return status;
}

absl::Status CheckFirst(const v1::SessionRecord& record) {
  if (record.id().empty() || record.version() != 1) {
    return MakeError(v1::INTERNAL, "a new session must have an id and version 1");
  }
  return absl::OkStatus();
}

absl::Status CheckFirst(const v1::AccountRecord& record) {
  if (record.version() == 1 && !record.name().empty()) return absl::OkStatus();
  return MakeError(v1::INTERNAL, "a new account must have a name, and version 1");
}

absl::Status CheckFollows(uint64_t expected_version, const v1::SessionRecord& record) {
  if (record.version() != expected_version + 1) {
    return MakeError(v1::INTERNAL, "a changed session must have the next version");
  }
  return absl::OkStatus();
}

absl::Status CheckSameSession(absl::string_view application, absl::string_view idempotency_key,
                              const v1::SessionRecord& record) {
  if (application != record.application() || idempotency_key != record.idempotency_key()) {
    return MakeError(v1::INTERNAL, "a session's application and idempotency key never change");
  }
  return absl::OkStatus();
}

absl::Status CheckNoSessions(const v1::AuditEntry& entry) {
  if (!entry.session_id().empty() || entry.act().empty()) {
    return MakeError(v1::INTERNAL,
                     "an entry of the audit log that stands alone has an act and no session");
  }
  return absl::OkStatus();
}

}  // namespace paraphe::server
