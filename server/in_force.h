// What of that which a server was given may change while it runs, and how two states of it differ.
#ifndef PARAPHE_SERVER_IN_FORCE_H_
#define PARAPHE_SERVER_IN_FORCE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"

#include "server/catalogue.h"
#include "server/config.h"
#include "server/given.h"

namespace paraphe::server {

// Immutable.
struct InForce {
  ServerSettings settings;
  std::shared_ptr<const Catalogue> catalogue;
  std::string
      certificate_sha256;  // of the TLS certificate's PEM, hexadecimal; empty where there is none
  std::vector<GivenFile> files;  // the configuration first; empty where none was read
  absl::Time since;
};

// `config` is the configuration's path. Keeps nothing of the private key.
InForce InForceOf(const Given& given, const std::string& config, absl::Time since);

// What is added (+), removed (-) or another (~): "+policy NAME SHA256", "-table NAME", "~application NAME",
// "+administrator NAME", "-trusted_ca SHA256", "+client_ca SHA256", "+revoked SHA256", "~tls SHA256"; kinds in this
// order, each by name. Policies by the digest of the serialized message, tables and CAs by that of the text. At most
// kMaxChanges lines; where there are more, the last says how many.
inline constexpr size_t kMaxChanges = 1000;
std::vector<std::string> ChangesBetween(const InForce& before, const InForce& after);

// The settings that differ and are read at start only: "listen", "limits" … In the order of ServerConfig.
std::vector<std::string> SettingsForRestart(const ServerSettings& running,
                                            const ServerSettings& written);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IN_FORCE_H_
