// The program `paraphe` and its commands, one a file.
#ifndef PARAPHE_CLIENT_CLI_COMMANDS_H_
#define PARAPHE_CLIENT_CLI_COMMANDS_H_

#include "absl/status/status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace paraphe::cli {

// How a command ended.
struct Outcome {
  absl::Status status;
  bool json = false;      // --json was given
  bool reported = false;  // standard output has the JSON of this outcome already, error or not
};

// Each adds its command to `app`. Where the command line names it, its work is done and `outcome`
// says how it ended.
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
void AddAdminCommand(CLI::App& app, Outcome* outcome);
void AddPinCommand(CLI::App& app, Outcome* outcome);

// Reads the arguments, runs one command, and reports how it ended. Returns the exit code: 0 done;
// 1 internal error; 2 usage; 3 input refused; 4 aborted or expired; 5 device failed; 6 not reachable
// or not allowed; 7 a signature that is neither valid nor invalid. An error is one line on standard error ("paraphe: what, where, what to do";
// "FILE:LINE:COL ..." where it has a place in a file, one line a fault) and, with --json, also an
// object on standard output.
int Run(int argc, const char* const* argv);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_COMMANDS_H_
