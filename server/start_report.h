// What paraphed says when it starts, or is only asked to check (--check): which files it was given,
// by digest, and what of them is well-formed and yet serves nobody.
//
// REQ: ADM-3
#ifndef PARAPHE_SERVER_START_REPORT_H_
#define PARAPHE_SERVER_START_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "server/catalogue.h"
#include "server/config.h"

namespace paraphe::server {

// A file that the configuration names.
struct GivenFile {
  // "policy_files", "table_files", "trusted_ca_files", "client_ca_files"; of a policy: "policy.trusted_ca_files",
  // "policy.text_file"
  std::string setting;
  std::string path;
  std::string sha256;  // 64 hexadecimal digits, as sha256sum prints them
};

// The policies with the CAs and texts that they name, tables, CAs and the CAs of clients, in the order in which they are read;
// folders stand for their *.textproto files. Reads each once more.
// Errors:
//   FILE_UNREADABLE, TOO_LARGE  as when the catalogue read it
absl::StatusOr<std::vector<GivenFile>> DigestGivenFiles(const ServerSettings& settings);

// One digest of all: SHA-256 of the lines "SETTING SHA256\n", in their order. Two servers that
// were given the same have the same, wherever their files stand. Hexadecimal.
std::string DigestOfAll(const std::vector<GivenFile>& files);

// Something that the operator wrote and nobody can use.
struct StartWarning {
  std::string setting;  // of the configuration
  std::string subject;  // its value, or the name of an application or policy
  std::string words;    // what is wrong, and what to do
};

// Empty folders; applications without a policy, policies without an application; a server
// certificate outside its validity at `now`; what FindPolicyWarnings says of each policy then, and
// which of the server's CAs no path can go through (policy_warnings.h). `certificate_chain` is PEM, leaf first.
std::vector<StartWarning> FindWhatCannotServe(const ServerSettings& settings,
                                              const Catalogue& catalogue,
                                              absl::string_view certificate_chain, absl::Time now);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_START_REPORT_H_
