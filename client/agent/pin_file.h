// The PIN of unattended agents, from a file.
#ifndef PARAPHE_CLIENT_AGENT_PIN_FILE_H_
#define PARAPHE_CLIENT_AGENT_PIN_FILE_H_

#include <string>

#include "absl/status/statusor.h"

#include "common/secret_buffer.h"

namespace paraphe::agent {

// The first line of the file at `path`, read straight into memory that wipes itself. The file must
// be a regular one of this process's user (or root) that nobody else can read or write (mode 0600
// or less). MALFORMED_FILE where it is not, or holds no PIN; FILE_UNREADABLE; USAGE where `path` is
// empty. No message quotes the file.
absl::StatusOr<SecretBuffer> ReadPinFile(const std::string& path);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PIN_FILE_H_
