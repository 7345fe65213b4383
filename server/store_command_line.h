// The part of paraphed's command line that looks at its store: `paraphed audit …` and `paraphed store …`.
#ifndef PARAPHE_SERVER_STORE_COMMAND_LINE_H_
#define PARAPHE_SERVER_STORE_COMMAND_LINE_H_

#include <functional>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"

#include "server/config.h"

namespace paraphe::server {

// What the command line asks for; `work` is empty where it asks for something else.
struct StoreRequest {
  std::string config;
  std::string session;
  std::string copy;
  std::string conninfo;
  std::function<absl::Status(const ServerSettings&)> work;
};

// Adds the subcommands. `request` must outlive the parsing.
void AddStoreCommands(CLI::App& app, StoreRequest& request);

// Reads the configuration, where one was named, and does the work. Errors: those of config.h and store_commands.h.
absl::Status CarryOut(const StoreRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_COMMAND_LINE_H_
