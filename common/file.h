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
// `mode`, is renamed over it. "-" is standard output; into a device or a pipe it is written as it
// is. FILE_UNWRITABLE where it cannot be written;
// nothing is left behind then.
absl::Status WriteFile(const std::string& path, absl::string_view bytes, unsigned mode = 0644);

// The same, and FILE_UNWRITABLE where there is a file of that name already, which stays as it is.
absl::Status WriteNewFile(const std::string& path, absl::string_view bytes, unsigned mode = 0644);

// Creates an empty file at `path`, which of several processes only one can: whoever has created it
// may write it.
//
// Errors:
//   USAGE            something is there already
//   FILE_UNWRITABLE  it cannot be created
absl::Status CreateEmptyFile(const std::string& path, unsigned mode);

// For programs, before they open anything: puts something that can be neither read nor written in
// the place of standard streams that the program was started without. Else the next file that is
// opened would be taken for one.
void ReplaceClosedStreams();

// `path` as seen from the folder of the file `base`: unchanged where absolute.
std::string ResolveBeside(const std::string& base, const std::string& path);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_FILE_H_
