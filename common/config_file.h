// What the configurations of paraphed, paraphe-agent and paraphe share: protobuf text format
// (proto/paraphe/v1/config.proto), read once at start and checked whole.
#ifndef PARAPHE_COMMON_CONFIG_FILE_H_
#define PARAPHE_COMMON_CONFIG_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

#include "common/text_file.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe {

// The longest that a configured duration may be, and the longest for one call.
inline constexpr absl::Duration kMaxDuration = absl::Hours(24 * 3660);
inline constexpr absl::Duration kMaxCallDeadline = absl::Hours(1);

// Reads the file at `path` into `config`, and lets `check` judge it.
// Errors:
//   FILE_UNREADABLE  it cannot be read
//   TOO_LARGE        it is longer than kMaxConfigBytes
//   MALFORMED_FILE   a line "FILE:LINE:COL: message" for each fault
absl::Status ReadConfigFile(const std::string& path, google::protobuf::Message& config,
                            TextFileCheck check);

// The duration, which must be longer than 0 and at most `most`.
absl::Duration TakeDuration(const google::protobuf::Duration& written, const FieldPath& path,
                            absl::Duration most, TextFile& file);

// A server to dial: its address, its pins, the files of our own certificate, its proxy.
void CheckServerAddress(const v1::ServerAddress& server, const FieldPath& path, TextFile& file);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_CONFIG_FILE_H_
