#include "server/store/store_errors.h"

#include "common/errors.h"

namespace paraphe::server {

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

absl::Status FullStore() {
  return Overload(absl::Seconds(30),
                  "the server holds as many sessions, or as many bytes of them, as it may; "
                  "finalize or abort some, or try later");
}

absl::Status Overload(absl::Duration retry_after, absl::string_view message) {
  absl::Status status = MakeError(v1::OVERLOADED, message);
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.mutable_retry_after()->set_seconds(absl::ToInt64Seconds(retry_after));
  SetErrorDetail(detail, status);
  return status;
}

absl::Status CheckFirst(const v1::SessionRecord& record) {
  if (record.id().empty() || record.version() != 1) {
    return MakeError(v1::INTERNAL, "a new session must have an id and version 1");
  }
  return absl::OkStatus();
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

}  // namespace paraphe::server
