// The secrets of a session: tickets, session tokens, caller tokens. 256 bits each, written in
// base64url; the store keeps SHA-256 of that text only. All are random, but for the session token of
// an agent that brings a secret of its own: it follows from that secret and the ticket, so that a
// repeated Present gives it again.
#ifndef PARAPHE_SERVER_SESSION_CREDENTIALS_H_
#define PARAPHE_SERVER_SESSION_CREDENTIALS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server {

// A new secret's text: 43 characters. INTERNAL where the random generator fails.
absl::StatusOr<std::string> NewSecret();

// A new session id: 32 hexadecimal digits.
absl::StatusOr<std::string> NewSessionId();

// Adds a new ticket, or caller token, and returns its text. Of more than 8 the oldest is forgotten.
absl::StatusOr<std::string> AddTicket(v1::SessionRecord& record);
absl::StatusOr<std::string> AddCallerToken(v1::SessionRecord& record);

// The session token of the agent that redeems `ticket` with `agent_secret`, 32 bytes: base64url of
// HMAC-SHA-256, keyed with the secret, over "paraphe session token", a zero byte and the ticket's
// text. INTERNAL where OpenSSL fails.
absl::StatusOr<std::string> DeriveToken(absl::string_view agent_secret, absl::string_view ticket);

// Gives the session this token in place of any earlier one, and uses up all its tickets.
void ExchangeTicket(absl::string_view token, v1::SessionRecord& record);

// Whether it is the session's token; false where the session has none. In constant time.
bool IsSessionToken(const v1::SessionRecord& record, absl::string_view token);

// Whether `ticket` may still be exchanged; false for one that the session does not have.
bool IsUnusedTicket(const v1::SessionRecord& record, absl::string_view ticket);

// Whether the caller's token is one of the session's. In constant time.
bool IsCallerToken(const v1::SessionRecord& record, absl::string_view caller_token);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_CREDENTIALS_H_
