// Who is at the other end of a call, as its channel proves it. What a request says of itself, a ticket or a token, is judged
// by the call.
#ifndef PARAPHE_SERVER_IDENTITY_PEER_H_
#define PARAPHE_SERVER_IDENTITY_PEER_H_

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace paraphe::server {

// A caller has applications, an administrator a name; nobody has both. Neither: a signer, or a
// stranger.
struct Peer {
  std::string address;                    // and port, as gRPC writes them; for the log
  std::vector<std::string> applications;  // configured names
  std::string administrator;              // a configured name

  bool MayActAs(absl::string_view application) const {
    return std::find(applications.begin(), applications.end(), application) != applications.end();
  }
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_PEER_H_
