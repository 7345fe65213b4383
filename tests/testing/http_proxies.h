// HTTP proxies of others, and one that misbehaves, for what goes through them.
#ifndef PARAPHE_TESTS_TESTING_HTTP_PROXIES_H_
#define PARAPHE_TESTS_TESTING_HTTP_PROXIES_H_

#include <memory>
#include <string>
#include <thread>

#include "tests/flow/running_program.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// A port of 127.0.0.1 that was free a moment ago, for programs that cannot say which they took.
int FreePort();

// Until somebody listens there. Dies where nobody does.
void AwaitListening(int port);

// What a proxy lets through, and whom.
struct ProxyRules {
  int tunnel_port = 0;          // CONNECT to this port alone
  std::string user = "greffe";  // Basic authentication
  std::string password = "s3same";
};

// Debian's squid or tinyproxy, on a free port of 127.0.0.1 that it keeps over Stop and Start. Dies
// where it does not start.
class HttpProxyProgram {
 public:
  enum class Kind { kSquid, kTinyproxy };
  HttpProxyProgram(Kind kind, const ProxyRules& rules);

  std::string address() const;
  void Stop() { program_.reset(); }
  void Start();

 private:
  void WriteSquid(const ProxyRules& rules);
  void WriteTinyproxy(const ProxyRules& rules);

  Kind kind_;
  int port_;
  TempDir dir_;
  std::unique_ptr<RunningProgram> program_;
};

// Takes connections, reads what comes up to an empty line, says `answer`, and closes; with an empty
// one it says nothing and holds them open.
class FakeProxy {
 public:
  explicit FakeProxy(std::string answer);
  ~FakeProxy();
  FakeProxy(const FakeProxy&) = delete;
  FakeProxy& operator=(const FakeProxy&) = delete;

  std::string address() const;

 private:
  void Serve();

  const std::string answer_;
  int listener_ = -1;
  std::thread thread_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_HTTP_PROXIES_H_
