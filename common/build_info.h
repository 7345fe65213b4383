// Exactly which program this is (ADM-3): compiled in, and its own file's digest.
#ifndef PARAPHE_COMMON_BUILD_INFO_H_
#define PARAPHE_COMMON_BUILD_INFO_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

// "0.9.0".
absl::string_view ProgramVersion();

// "commit COMMIT, GNU 12.2.0, Release": what it was built from, by what, and how. COMMIT is 40 hexadecimal digits, with
// "-dirty" behind them where files differed from it; "unknown" where the sources were no repository.
std::string ProgramBuild();

// SHA-256 of the file that runs, whatever stands in its place by now; 64 hexadecimal digits, as sha256sum prints them.
// "unknown" where it cannot be read. Reads the file at the first call only. Thread-safe.
const std::string& ProgramSha256();

// "NAME VERSION" in one line; and with it, for --verbose, lines with the build and the digest.
//
// REQ: ADM-3
std::string VersionLine(absl::string_view name);
std::string VersionLines(absl::string_view name);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_BUILD_INFO_H_
