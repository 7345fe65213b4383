// What runs, in a form that anybody can check (ADM-3).
#ifndef PARAPHE_SERVER_INTEGRITY_H_
#define PARAPHE_SERVER_INTEGRITY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace paraphe::server {

// One line as sha256sum writes and checks it: "DIGEST  PATH", and with "\\" before it where the path holds a backslash or
// an end of line, which are escaped then.
std::string Sha256sumLine(absl::string_view sha256, absl::string_view path);

// Prints program, configuration, and every file that it names: policies and their CAs, tables, CAs, CAs of clients, TLS
// certificate; never the private key's. Version and build stand before them as a comment. `sha256sum -c` takes it.
// Errors: those of ReadGiven(); FILE_UNWRITABLE
absl::Status PrintIntegrity(const std::string& config);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_INTEGRITY_H_
