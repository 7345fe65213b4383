#include "tests/testing/card_reader.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <winscard.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

constexpr char kName[] = "Paraphe";

// pcscd writes a file into /run/pcscd, wherever its socket is: where that is allowed, /run is one of
// its own. It ends with this process.
constexpr char kAlone[] =
    "if unshare --mount true 2>/dev/null; then "
    "exec unshare --mount sh -c 'mount -t tmpfs none /run && exec \"$@\"' sh \"$@\"; fi; "
    "exec \"$@\"";

// Card files are never cached in a home, and no other driver looks at the card.
constexpr char kOpenScConfig[] =
    "app default {\n"
    "  card_drivers = PIV-II;\n"
    "  framework pkcs15 { use_file_caching = no; }\n"
    "}\n";

// Keeps a port for who listens there later, with the same option: nobody else is given it meanwhile.
// A free one where `*port` is 0.
int Reserve(uint16_t* port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  address.sin_family = AF_INET;
  address.sin_port = htons(*port);
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0) {
    close(fd);
    return -1;
  }
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  *port = ntohs(address.sin_port);
  return fd;
}

// Two neighbouring ports, as the slots of one reader want them, kept to the end of the process; the
// first one.
uint16_t ReserveTwo() {
  for (int attempt = 0; attempt < 1000; ++attempt) {
    uint16_t port = 0;
    const int first = Reserve(&port);
    auto next = static_cast<uint16_t>(port + 1);
    if (first >= 0 && next != 0 && Reserve(&next) >= 0) return port;
    close(first);
  }
  CheckOrDie(false, "finding two free ports");
  return 0;
}

// What pcscd knows of a reader, asked for until `card` is the answer.
bool AwaitState(SCARDCONTEXT context, const std::string& reader, bool card) {
  SCARD_READERSTATE state = {};
  state.szReader = reader.c_str();
  const absl::Time end = absl::Now() + absl::Minutes(1);
  while (absl::Now() < end) {
    if (SCardGetStatusChange(context, 1000, &state, 1) == SCARD_S_SUCCESS) {
      if (((state.dwEventState & SCARD_STATE_PRESENT) != 0) == card) return true;
      state.dwCurrentState = state.dwEventState;
    }
  }
  return false;
}

}  // namespace

CardReaders& CardReaders::Get() {
  static CardReaders readers;
  return readers;
}

CardReaders::CardReaders() {
  const uint16_t port = ReserveTwo();
  for (size_t slot = 0; slot < kCount; ++slot) {
    slots_.push_back(std::make_unique<CardSlot>(static_cast<uint16_t>(port + slot)));
  }
  dir_.WriteFileOrDie("readers/vpcd",
                      absl::StrCat("FRIENDLYNAME \"", kName, "\"\nDEVICENAME /dev/null:", port,
                                   "\nLIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\n",
                                   "CHANNELID ", port, "\n"));
  dir_.WriteFileOrDie("none/.keep", "");
  setenv("PCSCLITE_CSOCK_NAME", dir_.Join("pcscd.comm").c_str(), 1);
  setenv("OPENSC_CONF", dir_.WriteFileOrDie("opensc.conf", kOpenScConfig).c_str(), 1);
  Plug();
}

CardReaders::~CardReaders() = default;

// Socket activation is what lets pcscd listen elsewhere: the path is fixed in Debian's build.
void CardReaders::Start(const std::string& readers) {
  pcscd_.reset();
  const std::string socket = dir_.Join("pcscd.comm");
  std::filesystem::remove(socket);
  pcscd_ = std::make_unique<RunningProgram>(
      std::vector<std::string>{"/bin/sh", "-c", kAlone, "sh", "/usr/bin/setpriv", "--pdeathsig",
                               "KILL", "/usr/bin/systemd-socket-activate", "--listen", socket,
                               "--setenv", absl::StrCat("PCSCLITE_HP_DROPDIR=", dir_.Join("none")),
                               "/usr/sbin/pcscd", "--foreground", "--config", dir_.Join(readers)});
  CheckOrDie(pcscd_->WaitFor("Listening on"), "starting pcscd (packages pcscd, systemd)");
}

void CardReaders::Unplug() { Start("none"); }

void CardReaders::Plug() {
  Start("readers");
  for (size_t reader = 0; reader < kCount; ++reader) Await(reader, false);
}

std::string CardReaders::ModulePath() {
  for (const auto& folder : std::filesystem::directory_iterator("/usr/lib")) {
    const std::filesystem::path module = folder.path() / "opensc-pkcs11.so";
    if (std::filesystem::exists(module)) return module;
  }
  CheckOrDie(false, "finding opensc-pkcs11.so (package opensc-pkcs11)");
  return "";
}

v1::DeviceConfig CardReaders::Config(const std::string& serial) {
  v1::DeviceConfig config;
  config.set_module(ModulePath());
  if (!serial.empty()) config.set_serial(serial);
  return config;
}

// CK_TOKEN_INFO has room for sixteen characters; OpenSC takes the last ones.
std::string CardReaders::SerialOf(const std::string& guid) {
  return absl::BytesToHexString(guid).substr(2 * guid.size() - 16);
}

std::string CardReaders::NameOf(size_t reader) { return absl::StrCat(kName, " 00 0", reader); }

void CardReaders::Insert(size_t reader, std::shared_ptr<PivCard> card) {
  Pull(reader);
  slots_[reader]->Insert(std::move(card));
  for (size_t each = 0; each < kCount; ++each) Await(each, slots_[each]->occupied());
}

void CardReaders::Pull(size_t reader) {
  slots_[reader]->Pull();
  Await(reader, false);
}

void CardReaders::Empty() {
  for (const std::unique_ptr<CardSlot>& slot : slots_) slot->Pull();
}

void CardReaders::Await(size_t reader, bool card) {
  SCARDCONTEXT context = 0;
  CheckOrDie(
      SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context) == SCARD_S_SUCCESS,
      "reaching pcscd");
  const bool seen = AwaitState(context, NameOf(reader), card);
  SCardReleaseContext(context);
  CheckOrDie(seen, card ? "noticing a card (package vsmartcard-vpcd)" : "noticing an empty reader");
}

}  // namespace paraphe::test
