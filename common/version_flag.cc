#include "common/version_flag.h"

#include <memory>

#include "common/build_info.h"

namespace paraphe {

// CLI11 calls back in the order in which flags were added, once all arguments are read.
void AddVersionFlags(CLI::App& app, const std::string& name) {
  const auto verbose = std::make_shared<bool>(false);
  CLI::Option* const more = app.add_flag_callback(
      "--verbose", [verbose] { *verbose = true; },
      "with --version: also the build, and the SHA-256 of this program's file");
  CLI::Option* const version = app.add_flag_callback(
      "--version",
      [verbose, name] {
        throw CLI::CallForVersion(*verbose ? VersionLines(name) : VersionLine(name), 0);
      },
      "print the version and end");
  version->configurable(false);
  more->needs(version);
}

}  // namespace paraphe
