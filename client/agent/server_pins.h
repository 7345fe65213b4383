// Which keys a server may have: the pins of the agent's configuration, and those of the pin file that
// an administrator deploys, which a user cannot weaken.
//
// REQ: CHN-2
#ifndef PARAPHE_CLIENT_AGENT_SERVER_PINS_H_
#define PARAPHE_CLIENT_AGENT_SERVER_PINS_H_

#include <string>

#include "absl/status/statusor.h"
#include <sys/types.h>

#include "paraphe/v1/config.pb.h"

namespace paraphe::agent {

// Where the pin file is, and whose it must be; other values are for tests.
struct PinFileRules {
  std::string path = "/etc/paraphe/pins.textproto";
  uid_t owner = 0;
};

// `server` of the configuration `config_file`, with the pins that count. Without a pin file they are
// its own. With one (PinFile in proto/paraphe/v1/config.proto) they are those that the pin file lists
// for its address, and where it has pins itself, of these only the ones that are listed. File and
// folders, links followed, must belong to `owner` or root and be writable by nobody else (a folder
// may be where the sticky bit keeps others' files from being replaced); a pin file that is not so,
// or faulty, allows no server at all.
// Errors:
//   MALFORMED_FILE           there are no pins at all; the pin file is faulty, or others may change it
//   FILE_UNREADABLE          the pin file is there and cannot be read
//   TOO_LARGE                it is longer than a configuration may be
//   AGENT_NOT_PINNED_SERVER  it does not list the server, or no key that the configuration pins
absl::StatusOr<v1::ServerAddress> PinnedServer(v1::ServerAddress server,
                                               const std::string& config_file,
                                               const PinFileRules& rules = PinFileRules());

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SERVER_PINS_H_
