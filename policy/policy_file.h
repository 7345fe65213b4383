// Policy files (POL-1): one v1::Policy in protobuf text format.
#ifndef PARAPHE_POLICY_POLICY_FILE_H_
#define PARAPHE_POLICY_POLICY_FILE_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/policy.pb.h"

namespace paraphe {

// Reads a file of CA certificates by its path. Replaced by tests and fuzzers, which must not touch
// files.
using CaFileReader = std::function<absl::StatusOr<std::string>(const std::string& path)>;

// Reads from disk, at most kMaxPemBytes.
absl::StatusOr<std::string> ReadCaFile(const std::string& path);

// Parses and checks one policy. `file_name` names the file in errors and is what the paths in
// trusted_ca_files are relative to; the certificates that they hold are added to trusted_ca_pem.
// The result is not normalized (policy_rules.h). Thread-safe where `read_ca_file` is.
// Errors:
//   POLICY_INVALID  a line "FILE:LINE:COL: message" for each fault
absl::StatusOr<v1::Policy> ParsePolicy(absl::string_view text, const std::string& file_name,
                                       const CaFileReader& read_ca_file = ReadCaFile);

// Reads and parses the file at `path`; "-" is standard input.
// Errors:
//   FILE_UNREADABLE  it cannot be read
//   TOO_LARGE        it is longer than kMaxConfigBytes
//   and those of ParsePolicy
absl::StatusOr<v1::Policy> ReadPolicy(const std::string& path);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_POLICY_FILE_H_
