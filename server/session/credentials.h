// The secrets of a session: tickets, session tokens, caller tokens. 256 random bits each, written
// in base64url; the store keeps SHA-256 of that text only.
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

// Gives the session a new token in place of any earlier one, uses up all its tickets, returns the
// text.
absl::StatusOr<std::string> ExchangeTicket(v1::SessionRecord& record);

// Whether `ticket` may still be exchanged; false for one that the session does not have.
bool IsUnusedTicket(const v1::SessionRecord& record, absl::string_view ticket);

// Whether the caller's token is one of the session's. In constant time.
bool IsCallerToken(const v1::SessionRecord& record, absl::string_view caller_token);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_CREDENTIALS_H_
