// Whole files, read and written with errors that say what to do.
#ifndef PARAPHE_COMMON_FILE_H_
#define PARAPHE_COMMON_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe {

// The bytes of the file at `path`; "-" is standard input. FILE_UNREADABLE where it cannot be read,
// TOO_LARGE where it holds more than `limit` bytes (it is not read beyond that).
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t limit);

// Writes `bytes` to `path` whole or not at all: a new file beside it, with the access rights
// `mode`, is renamed over it. "-" is standard output. FILE_UNREADABLE where it cannot be written;
// nothing is left behind then.
absl::Status WriteFile(const std::string& path, absl::string_view bytes, unsigned mode = 0644);

// The same, and FILE_UNREADABLE where there is a file of that name already, which stays as it is.
absl::Status WriteNewFile(const std::string& path, absl::string_view bytes, unsigned mode = 0644);

// `path` as seen from the folder of the file `base`: unchanged where absolute.
std::string ResolveBeside(const std::string& base, const std::string& path);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_FILE_H_
