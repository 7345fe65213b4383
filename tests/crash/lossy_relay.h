// What stands between a server and its database, and loses the answers to commits.
#ifndef PARAPHE_TESTS_CRASH_LOSSY_RELAY_H_
#define PARAPHE_TESTS_CRASH_LOSSY_RELAY_H_

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// Passes on what goes either way between clients of its own socket and PostgreSQL's. Dies where it cannot
// listen or connect. Thread-safe.
class LossyRelay {
 public:
  // Both are folders with a socket of PostgreSQL's name.
  explicit LossyRelay(const std::string& database);
  // Cuts what is left.
  ~LossyRelay();
  LossyRelay(const LossyRelay&) = delete;
  LossyRelay& operator=(const LossyRelay&) = delete;

  const std::string& folder() const { return dir_.path(); }

  // Of the next `count` commits the database's answer is not passed on: the connection is cut instead.
  void LoseAnswers(int count) { to_lose_ += count; }
  // How many were lost so far.
  int lost() const { return lost_; }

 private:
  void Accept();
  void Relay(int client, int server);
  // Whether bytes of the database are to be lost.
  bool IsLost(const std::string& bytes);

  const TempDir dir_;
  const std::string database_;
  int listening_ = -1;
  std::atomic<bool> ended_ = false;
  std::atomic<int> to_lose_ = 0;
  std::atomic<int> lost_ = 0;
  std::thread acceptor_;
  std::vector<std::thread> relays_;  // of acceptor_, until it ended
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_LOSSY_RELAY_H_
