// The flags with which every program says what it is.
#ifndef PARAPHE_COMMON_VERSION_FLAG_H_
#define PARAPHE_COMMON_VERSION_FLAG_H_

#include <string>

#include "CLI/CLI.hpp"

namespace paraphe {

// Adds --version, which prints VersionLine(name) and ends the program, and --verbose, which goes with it alone and makes
// it VersionLines(name): version, build, and the digest of the program's own file.
//
// REQ: ADM-3
void AddVersionFlags(CLI::App& app, const std::string& name);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_VERSION_FLAG_H_
