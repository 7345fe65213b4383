#include "client/device/process/module_process.h"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client/device/process/channel.h"
#include "paraphe/v1/device_process.pb.h"
#include "tests/client/testing/hostility.h"
#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::device {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;
using ::testing::StartsWith;

bool IsThere(pid_t pid) { return kill(pid, 0) == 0 || errno != ESRCH; }

// Once it has begun: what it inherited is replaced by then.
std::unique_ptr<ModuleProcess> StartOrFail() {
  auto process = ModuleProcess::Start(DeviceProgram());
  EXPECT_THAT(process, IsOk());
  const std::string command = absl::StrCat("/proc/", (*process)->pid(), "/comm");
  const absl::Time latest = absl::Now() + absl::Minutes(1);
  std::string name;
  while (name != "paraphe-device" && absl::Now() < latest) {
    std::ifstream(command) >> name;
    poll(nullptr, 0, 5);
  }
  return *std::move(process);
}

// What a process itself has open for a moment, as a sanitizer does, is not meant. Proves: DEV-3
TEST(ModuleProcessTest, InheritsNothingButItsSocket) {
  const test::TempDir dir;
  const std::string path = dir.WriteFileOrDie("secret", "");
  const int file = open(path.c_str(), O_RDONLY);  // without O_CLOEXEC
  const int high = fcntl(file, F_DUPFD, 500);
  const auto process = StartOrFail();
  const std::string fds = absl::StrCat("/proc/", process->pid(), "/fd");
  int sockets = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fds)) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry, gone).string();
    EXPECT_NE(target, path);
    sockets += target.rfind("socket:", 0) == 0 ? 1 : 0;
  }
  EXPECT_EQ(sockets, 1);
  EXPECT_EQ(std::filesystem::read_symlink(fds + "/0"), "/dev/null");
  EXPECT_THAT(std::filesystem::read_symlink(fds + "/3").string(), StartsWith("socket:"));
  close(file);
  close(high);
}

// Once it has opened a token, so that it has begun for sure.
struct Opened {
  Opened() : token(test::HostileToken()), process(StartOrFail()) {
    channel = std::make_unique<Channel>(process->TakeSocket(), [](int socket, short events) {
      pollfd ready = {socket, events, 0};
      poll(&ready, 1, -1);
      return absl::OkStatus();
    });
    v1::DeviceRequest open;
    *open.mutable_open() = token;
    EXPECT_TRUE(Answers(open));
  }
  bool Answers(const v1::DeviceRequest& request) {
    v1::DeviceResponse response;
    return channel->Send(request).ok() && channel->Receive(kMaxResponseBytes, response).ok() &&
           !response.has_fault();
  }

  v1::DeviceConfig token;  // before the process: its environment says what the module is
  std::unique_ptr<ModuleProcess> process;
  std::unique_ptr<Channel> channel;
};

// A card's call goes on where the terminal's signal reaches both. Proves: CONS-4
TEST(ModuleProcessTest, SignalsDoNotEndItButItsOwnerDoes) {
  Opened opened;
  const pid_t pid = opened.process->pid();
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) kill(pid, signal);
  v1::DeviceRequest describe;
  describe.mutable_describe();
  EXPECT_TRUE(opened.Answers(describe));
  opened.process.reset();
  EXPECT_FALSE(IsThere(pid));
}

// Proves: DEV-1
TEST(ModuleProcessTest, GarbageOfTheParentEndsIt) {
  for (const std::string& garbage : {std::string("nonsense nonsense"), std::string("\0\0\0\0", 4),
                                     std::string("\0\0\0\2\x1a\0", 6)}) {
    const auto process = StartOrFail();
    const int socket = process->TakeSocket();
    EXPECT_EQ(send(socket, garbage.data(), garbage.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(garbage.size()));
    EXPECT_EQ(process->End(), "exit code 1");
    close(socket);
  }
}

// Proves: DEV-3
TEST(ModuleProcessTest, EndsWhenTheOtherEndIsClosed) {
  const auto process = StartOrFail();
  close(process->TakeSocket());
  EXPECT_EQ(process->End(), "exit code 1");
  EXPECT_EQ(process->End(), "exit code 1");
  EXPECT_FALSE(IsThere(process->pid()));
}

// Proves: CONS-4
TEST(ModuleProcessTest, OneThatDoesNotEndIsKilled) {
  const auto process = StartOrFail();
  EXPECT_EQ(process->End(), "");
  EXPECT_FALSE(IsThere(process->pid()));
}

// A parent that is killed has no time to end it. Proves: DEV-3
TEST(ModuleProcessTest, EndsWithTheThreadThatStartedIt) {
  std::unique_ptr<Opened> opened;
  std::thread([&] { opened = std::make_unique<Opened>(); }).join();
  EXPECT_THAT(opened->process->End(), StartsWith("signal 9"));
}

// Proves: DEV-1
TEST(ModuleProcessTest, AProgramThatIsNotThereIsNamed) {
  EXPECT_THAT(ModuleProcess::Start("/nowhere/paraphe-device"),
              HasReason(v1::DEVICE_ERROR, HasSubstr("/nowhere/paraphe-device")));
}

// Proves: DOCS-1
TEST(ModuleProcessTest, ByHandItExplainsItself) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {"--help"}, {"1"}, {"1", "2"}}) {
    std::vector<std::string> command = {DeviceProgram()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto result = test::RunCommand(command);
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->exit_code, 2);
    EXPECT_THAT(result->err, HasSubstr("paraphe-agent"));
  }
}

}  // namespace
}  // namespace paraphe::device
