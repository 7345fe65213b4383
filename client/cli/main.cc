#include <cstdlib>

#include "client/cli/commands.h"
#include "common/file.h"

int main(int argc, char** argv) {
  paraphe::ReplaceClosedStreams();
  // gRPC writes lines of its own to standard error; ours are the only ones there. Whoever wants
  // them sets this.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  return paraphe::cli::Run(argc, argv);
}
