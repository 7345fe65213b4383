// What sign and prepare have in common: the document and what is said of its signature.
#ifndef PARAPHE_CLIENT_CLI_REQUEST_OPTIONS_H_
#define PARAPHE_CLIENT_CLI_REQUEST_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "paraphe/v1/caller_service.pb.h"

namespace CLI {
class App;
}  // namespace CLI

namespace paraphe::cli {

struct RequestOptions {
  std::string application;
  std::string role;
  std::string claimed_role;
  std::string place;
  std::string commitment;
  std::string document;
  std::string policy;
  std::string policy_file;
  std::string table;
  std::string table_file;
  std::string hash_algorithm;
  std::string certificate;
  std::string public_key;
  std::string valid_at;
  std::string success_url;
  std::string failure_url;
  std::string signer;
};

// Adds --application, --role, --claimed-role, --place, --commitment, --document, --policy,
// --policy-file, --table, --table-file, --hash-algorithm, --certificate, --public-key, --valid-at,
// --success-url, --failure-url, --signer; --document is required with `document_required`.
void AddRequestOptions(CLI::App& command, bool document_required, RequestOptions* options);

// The files that BuildRequest reads; some may be empty, or "-".
std::vector<std::string> FilesReadFor(const RequestOptions& options);

// The request that the options describe; files are read. Whether the document may be signed is for
// the server to say.
// Errors:
//   USAGE                   --place, --hash-algorithm or --valid-at names none
//   FILE_UNREADABLE         a file cannot be read
//   TOO_LARGE               a file is longer than its bound
//   POLICY_INVALID          the policy of --policy-file has faults
//   TABLE_INVALID           the table of --table-file has faults
//   COMMITMENT_NOT_ALLOWED  --commitment is no alias and no identifier
//   CERTIFICATE_MALFORMED   the file of --certificate holds no certificate, or several; that of
//                           --public-key holds no public key
absl::StatusOr<v1::PrepareRequest> BuildRequest(const RequestOptions& options,
                                                const std::string& default_country);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_REQUEST_OPTIONS_H_
