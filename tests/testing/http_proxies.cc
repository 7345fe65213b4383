#include "tests/testing/http_proxies.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"

namespace paraphe::test {
namespace {

// Bound to a free port of 127.0.0.1.
int BoundSocket() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CheckOrDie(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "binding");
  return fd;
}

int PortOf(int fd) {
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  CheckOrDie(getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
  return ntohs(address.sin_port);
}

bool Connects(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  const bool connected = connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return connected;
}

}  // namespace

int FreePort() {
  const int fd = BoundSocket();
  const int port = PortOf(fd);
  close(fd);
  return port;
}

void AwaitListening(int port) {
  int refused = 0;
  while (!Connects(port)) CheckOrDie(++refused < 1000000, "reaching a program");
}

HttpProxyProgram::HttpProxyProgram(Kind kind, const ProxyRules& rules)
    : kind_(kind), port_(FreePort()) {
  // squid leaves root.
  chmod(dir_.path().c_str(), 0755);
  kind == Kind::kSquid ? WriteSquid(rules) : WriteTinyproxy(rules);
  Start();
}

void HttpProxyProgram::WriteSquid(const ProxyRules& rules) {
  const auto hash = RunCommand({"openssl", "passwd", "-apr1", rules.password});
  CheckOrDie(hash.ok() && hash->exit_code == 0, "openssl passwd");
  const std::string users = dir_.WriteFileOrDie("users", absl::StrCat(rules.user, ":", hash->out));
  dir_.WriteFileOrDie("conf",
                      absl::StrCat("http_port 127.0.0.1:", port_, "\n",
                                   "visible_hostname localhost\npid_filename none\ncache deny all\n"
                                   "cache_log /dev/null\naccess_log none\ncoredump_dir none\n"
                                   "shutdown_lifetime 0\nnetdb_filename none\npinger_enable off\n"
                                   "auth_param basic program /usr/lib/squid/basic_ncsa_auth ",
                                   users, "\n",
                                   "auth_param basic children 1\nauth_param basic realm paraphe\n"
                                   "acl tunnelled port ",
                                   rules.tunnel_port, "\n",
                                   "acl known proxy_auth REQUIRED\n"
                                   "http_access deny !tunnelled\nhttp_access allow known\n"
                                   "http_access deny all\n"));
}

void HttpProxyProgram::WriteTinyproxy(const ProxyRules& rules) {
  dir_.WriteFileOrDie("conf",
                      absl::StrCat("Port ", port_, "\nListen 127.0.0.1\nTimeout 600\n",
                                   "MaxClients 20\nLogLevel Info\nConnectPort ", rules.tunnel_port,
                                   "\nBasicAuth ", rules.user, " ", rules.password, "\n"));
}

void HttpProxyProgram::Start() {
  const bool squid = kind_ == Kind::kSquid;
  const std::vector<std::string> arguments =
      squid ? std::vector<std::string>{"/usr/sbin/squid", "-N", "-d", "1", "-f", dir_.Join("conf")}
            : std::vector<std::string>{"/usr/bin/tinyproxy", "-d", "-c", dir_.Join("conf")};
  program_ = std::make_unique<RunningProgram>(arguments);
  CheckOrDie(program_->WaitFor(squid ? "Accepting HTTP Socket" : "Accepting connections"),
             "starting the proxy");
  // squid says so before it does.
  AwaitListening(port_);
}

std::string HttpProxyProgram::address() const { return absl::StrCat("127.0.0.1:", port_); }

FakeProxy::FakeProxy(std::string answer) : answer_(std::move(answer)), listener_(BoundSocket()) {
  CheckOrDie(listen(listener_, 16) == 0, "listening");
  thread_ = std::thread([this] { Serve(); });
}

FakeProxy::~FakeProxy() {
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

std::string FakeProxy::address() const { return absl::StrCat("127.0.0.1:", PortOf(listener_)); }

void FakeProxy::Serve() {
  std::vector<int> held;
  for (int fd = accept(listener_, nullptr, nullptr); fd >= 0;
       fd = accept(listener_, nullptr, nullptr)) {
    std::string request;
    char chunk[1024];
    while (!absl::StrContains(request, "\r\n\r\n")) {
      const ssize_t got = recv(fd, chunk, sizeof chunk, 0);
      if (got <= 0) break;
      request.append(chunk, static_cast<size_t>(got));
    }
    send(fd, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    if (answer_.empty()) {
      held.push_back(fd);
    } else {
      close(fd);
    }
  }
  for (const int fd : held) close(fd);
}

}  // namespace paraphe::test
