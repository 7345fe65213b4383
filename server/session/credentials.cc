#include "server/session/credentials.h"

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/openssl.h"
#include "common/random.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

constexpr size_t kIdBytes = 16;
constexpr int kMostOfEach = 8;

// What the derivation is for: the same secret and ticket give nothing else by another. With its zero byte.
constexpr char kTokenLabel[] = "paraphe session token";

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

absl::StatusOr<std::string> DeriveToken(absl::string_view agent_secret, absl::string_view ticket) {
  ClearOpensslErrors();
  std::string data(kTokenLabel, sizeof(kTokenLabel));
  absl::StrAppend(&data, ticket);
  std::array<unsigned char, kSecretBytes> mac{};
  size_t size = 0;
  if (EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, agent_secret.data(),
                agent_secret.size(), reinterpret_cast<const unsigned char*>(data.data()),
                data.size(), mac.data(), mac.size(), &size) == nullptr ||
      size != mac.size()) {
    return MakeError(v1::INTERNAL, absl::StrCat("HMAC failed: ", DrainOpensslErrors()));
  }
  return absl::WebSafeBase64Escape(
      absl::string_view(reinterpret_cast<const char*>(mac.data()), mac.size()));
}

void ExchangeTicket(absl::string_view token, v1::SessionRecord& record) {
  record.set_token_sha256(Sha256(token));
  for (auto& ticket : *record.mutable_tickets()) ticket.set_used(true);
}

bool IsSessionToken(const v1::SessionRecord& record, absl::string_view token) {
  return SecretEquals(record.token_sha256(), Sha256(token));
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
