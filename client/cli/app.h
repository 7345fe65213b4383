// The command line `paraphe`: reads the arguments, runs one command, reports how it ended.
#ifndef PARAPHE_CLIENT_CLI_APP_H_
#define PARAPHE_CLIENT_CLI_APP_H_

namespace paraphe::cli {

// Returns the exit code that design.md fixes: 0 done; 1 internal error; 2 usage; 3 input refused; 4
// aborted or expired; 5 device failed; 6 not reachable or not allowed. An error is one line on
// standard error ("paraphe: what, where, what to do"; "FILE:LINE:COL ..." where it has a place in a
// file, one line a fault) and, with --json, also an object on standard output.
int Run(int argc, const char* const* argv);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_APP_H_
