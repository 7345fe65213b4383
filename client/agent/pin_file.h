// The PIN of unattended agents, from a file.
#ifndef PARAPHE_CLIENT_AGENT_PIN_FILE_H_
#define PARAPHE_CLIENT_AGENT_PIN_FILE_H_

#include <string>

#include "absl/status/statusor.h"

#include "common/secret_buffer.h"

namespace paraphe::agent {

// The first line of the file at `path`, read straight into memory that wipes itself, without the
// byte order mark and the outer blanks that an editor may have left: none costs a try of the card.
// No message quotes the file.
//
// Errors:
//   USAGE            `path` is empty
//   FILE_UNREADABLE  the file cannot be opened
//   MALFORMED_FILE   it is no regular file of this process's user or of root that nobody else can
//                    read or write (mode 0600 or less), or its first line is empty, too long, or
//                    holds a control character
//
// REQ: DEV-3
absl::StatusOr<SecretBuffer> ReadPinFile(const std::string& path);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PIN_FILE_H_
