// Several paraphed on one PostgreSQL, and HAProxy before them.
#ifndef PARAPHE_TESTS_FLOW_REPLICA_SET_H_
#define PARAPHE_TESTS_FLOW_REPLICA_SET_H_

#include <memory>
#include <string>
#include <vector>

#include "tests/flow/running_program.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// Policy and application are "flow", for any role. All listen on an address of the loopback network that no other
// program takes ports of, so that a replica finds its port free when it comes back; their certificate names it. Dies
// where a replica or HAProxy does not start.
class ReplicaSet {
 public:
  // `conninfo` names an empty schema.
  ReplicaSet(const std::string& conninfo, int replicas);

  const TempDir& dir() const { return dir_; }
  int size() const { return static_cast<int>(replicas_.size()); }
  // HOST:PORT of each replica; of HAProxy.
  std::vector<std::string> addresses() const;
  std::string proxy() const;

  // SIGKILL; returns once it is gone. Start: once it listens, at the port that it had.
  void Kill(int replica);
  void Start(int replica);

  // `paraphed WORDS --config …` of a replica.
  CommandResult Ask(std::vector<std::string> words) const;

 private:
  struct Replica {
    std::string port = "0";
    std::unique_ptr<RunningProgram> program;
  };
  void WriteFiles(const std::string& conninfo);
  void WriteConfig(int replica) const;
  std::string ConfigOf(int replica) const;
  void StartProxy();

  TempDir dir_;
  const std::string host_;
  std::string common_;  // of their configurations
  std::vector<Replica> replicas_;
  std::string proxy_port_;
  std::unique_ptr<RunningProgram> proxy_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_FLOW_REPLICA_SET_H_
