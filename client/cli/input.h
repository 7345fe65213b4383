// What the commands read, and how errors name it.
#ifndef PARAPHE_CLIENT_CLI_INPUT_H_
#define PARAPHE_CLIENT_CLI_INPUT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe::cli {

// Help of the positional argument.
inline constexpr char kFileHelp[] = "the XML document; - or nothing: standard input";

// The bytes of FILE, at most kMaxDocumentBytes; "-" is standard input.
// Errors:
//   FILE_UNREADABLE  it cannot be read
//   TOO_LARGE        it is longer
absl::StatusOr<std::string> ReadInput(const std::string& file);

// The error as one about `file`: "FILE:LINE:COL ..." where it has a position, else "FILE: ...". OK
// stays OK.
absl::Status AtFile(const std::string& file, const absl::Status& status);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_INPUT_H_
