// The PIN of unattended agents, from a file.
#ifndef PARAPHE_CLIENT_AGENT_PIN_FILE_H_
#define PARAPHE_CLIENT_AGENT_PIN_FILE_H_

#include <string>

#include "absl/status/statusor.h"

#include "common/secret_buffer.h"

namespace paraphe::agent {

// The first line of the file at `path`, read straight into memory that wipes itself. No message
// quotes the file.
//
// Errors:
//   USAGE            `path` is empty
//   FILE_UNREADABLE  the file cannot be opened
//   MALFORMED_FILE   it is no regular file of this process's user or of root that nobody else can
//                    read or write (mode 0600 or less), or its first line is empty or too long
//
// REQ: DEV-3
absl::StatusOr<SecretBuffer> ReadPinFile(const std::string& path);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PIN_FILE_H_
