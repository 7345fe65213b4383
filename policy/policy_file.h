// Policy files (POL-1): one v1::Policy in protobuf text format.
#ifndef PARAPHE_POLICY_POLICY_FILE_H_
#define PARAPHE_POLICY_POLICY_FILE_H_

#include <cstddef>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/policy.pb.h"

namespace paraphe {

// Reads a file that a policy names, CA certificates or the policy's text, by its path; no more than
// `limit` bytes. Replaced by tests and fuzzers, which must not touch files.
using BesideReader =
    std::function<absl::StatusOr<std::string>(const std::string& path, size_t limit)>;

// Reads a regular file from disk.
// Errors:
//   FILE_UNREADABLE  it is something else, or cannot be read
//   TOO_LARGE        it is longer than `limit`
absl::StatusOr<std::string> ReadBeside(const std::string& path, size_t limit);

// Parses and checks one policy. `file_name` names the file in errors and is what the paths in
// trusted_ca_files and text_file are relative to; the certificates of the former are added to
// trusted_ca_pem, and the digest of the latter is filled in, or compared with the one that is given
// (POL-8). text_file stays, and says that the digest was proven; sessions do without it.
// The result is not normalized (policy_rules.h). Thread-safe where `read` is.
// Errors:
//   POLICY_INVALID  a line "FILE:LINE:COL: message" for each fault
absl::StatusOr<v1::Policy> ParsePolicy(absl::string_view text, const std::string& file_name,
                                       const BesideReader& read = ReadBeside);

// Reads and parses the file at `path`; "-" is standard input.
// Errors:
//   FILE_UNREADABLE  it cannot be read
//   TOO_LARGE        it is longer than kMaxConfigBytes
//   and those of ParsePolicy
absl::StatusOr<v1::Policy> ReadPolicy(const std::string& path);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_POLICY_FILE_H_
