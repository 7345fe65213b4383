#include "server/session/credentials.h"

#include "absl/strings/escaping.h"

#include "common/bounds.h"
#include "common/hash.h"
#include "common/random.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

constexpr size_t kIdBytes = 16;
constexpr int kMostOfEach = 8;

template <typename Repeated>
void DropOldest(Repeated& values) {
  if (values.size() > kMostOfEach) values.DeleteSubrange(0, values.size() - kMostOfEach);
}

}  // namespace

absl::StatusOr<std::string> NewSecret() {
  ASSIGN_OR_RETURN(const std::string bytes, RandomBytes(kSecretBytes));
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<std::string> NewSessionId() {
  ASSIGN_OR_RETURN(const std::string bytes, RandomBytes(kIdBytes));
  return absl::BytesToHexString(bytes);
}

absl::StatusOr<std::string> AddTicket(v1::SessionRecord& record) {
  ASSIGN_OR_RETURN(std::string ticket, NewSecret());
  record.add_tickets()->set_sha256(Sha256(ticket));
  DropOldest(*record.mutable_tickets());
  return ticket;
}

absl::StatusOr<std::string> AddCallerToken(v1::SessionRecord& record) {
  ASSIGN_OR_RETURN(std::string token, NewSecret());
  record.add_caller_token_sha256(Sha256(token));
  DropOldest(*record.mutable_caller_token_sha256());
  return token;
}

absl::StatusOr<std::string> ExchangeTicket(v1::SessionRecord& record) {
  ASSIGN_OR_RETURN(std::string token, NewSecret());
  record.set_token_sha256(Sha256(token));
  for (auto& ticket : *record.mutable_tickets()) ticket.set_used(true);
  return token;
}

bool IsUnusedTicket(const v1::SessionRecord& record, absl::string_view ticket) {
  const std::string hash = Sha256(ticket);
  bool unused = false;
  for (const auto& one : record.tickets()) {
    if (SecretEquals(one.sha256(), hash)) unused = !one.used();
  }
  return unused;
}

bool IsCallerToken(const v1::SessionRecord& record, absl::string_view caller_token) {
  const std::string hash = Sha256(caller_token);
  bool found = false;
  for (const std::string& one : record.caller_token_sha256()) {
    found = SecretEquals(one, hash) || found;
  }
  return found;
}

}  // namespace paraphe::server
