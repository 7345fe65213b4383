// The part of paraphed's configuration that says who may call: client certificates of applications and
// of administrators.
//
// REQ: ROLE-1, CHN-2
#ifndef PARAPHE_SERVER_CONFIG_IDENTITIES_H_
#define PARAPHE_SERVER_CONFIG_IDENTITIES_H_

#include <string>

#include "absl/strings/string_view.h"

#include "common/text_file.h"
#include "paraphe/v1/config.pb.h"
#include "server/config.h"

namespace paraphe::server {

// Fills identities, administrators, client_ca_files and revoked_sha256 of `settings`, and adds every
// fault: an identity of two administrators, or of an application and an administrator; a name without a
// CA that could prove it; digits that are no digest. `path` is the configuration's.
void ReadIdentities(const v1::ServerConfig& config, const std::string& path, TextFile& file,
                    ServerSettings& settings);

// The form in which alternative names are compared: a DNS name has no case.
std::string NormalAlternativeName(absl::string_view name);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_CONFIG_IDENTITIES_H_
