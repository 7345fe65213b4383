// paraphe-device PARENT
// paraphe-device --version [--verbose]
//
// Drives a card's module, or a PKCS#12 file, for the program that started
// it, so that a module which hangs or crashes does so alone. Not started by people.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client/device/process/serve.h"
#include "common/build_info.h"
#include "common/file.h"

namespace {

// As in the agent: the PIN comes here. REQ: DEV-3
void ForbidDumps() {
  const rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

// Nothing ends it but its parent: a signal that the terminal sends to both lets the call finish.
void LeaveSignalsToTheParent() {
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE}) {
    std::signal(signal, SIG_IGN);
  }
}

absl::Status WaitForEver(int socket, short events) {
  pollfd ready = {socket, events, 0};
  poll(&ready, 1, -1);
  return absl::OkStatus();
}

// For whoever holds the program in their hands.
int Explain(int argc, char** argv) {
  constexpr char kName[] = "paraphe-device";
  const std::string first = argc > 1 ? argv[1] : "";
  if (first == "--version") {
    std::puts((argc > 2 ? paraphe::VersionLines(kName) : paraphe::VersionLine(kName)).c_str());
    return 0;
  }
  std::fputs(
      "paraphe-device: drives a card for paraphe-agent and paraphe-desk, which start it; there is "
      "nothing to do with it by hand\n",
      stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  paraphe::ReplaceClosedStreams();
  ForbidDumps();
  LeaveSignalsToTheParent();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // A parent that ended before that line is another one by now.
  if (argc != 2 || std::to_string(getppid()) != argv[1]) return Explain(argc, argv);
  fcntl(paraphe::device::kServedSocket, F_SETFD, FD_CLOEXEC);
  paraphe::device::Channel channel(paraphe::device::kServedSocket, WaitForEver);
  std::_Exit(paraphe::device::ServeDevice(channel).ok() ? 0 : 1);
}
