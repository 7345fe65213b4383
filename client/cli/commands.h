// The commands of `paraphe`, one a file. Each function adds its command to `app`; when the command
// line names it, its work is done and `outcome` says how it ended.
#ifndef PARAPHE_CLIENT_CLI_COMMANDS_H_
#define PARAPHE_CLIENT_CLI_COMMANDS_H_

#include "absl/status/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace paraphe::cli {

struct Outcome {
  absl::Status status;
  bool json = false;      // --json was given
  bool reported = false;  // standard output has the JSON of this outcome already, error or not
};

void AddSignCommand(CLI::App& app, Outcome* outcome);
void AddPrepareCommand(CLI::App& app, Outcome* outcome);
void AddWatchCommand(CLI::App& app, Outcome* outcome);
void AddFinalizeCommand(CLI::App& app, Outcome* outcome);
void AddAbortCommand(CLI::App& app, Outcome* outcome);
void AddCanonicalizeCommand(CLI::App& app, Outcome* outcome);
void AddCheckCommand(CLI::App& app, Outcome* outcome);
void AddRenderCommand(CLI::App& app, Outcome* outcome);
void AddVerifyCommand(CLI::App& app, Outcome* outcome);
void AddPolicyCommand(CLI::App& app, Outcome* outcome);
void AddTableCommand(CLI::App& app, Outcome* outcome);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_COMMANDS_H_
