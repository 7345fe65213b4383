// What listens where programs look for pcscd.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_CARD_SERVICE_SOCKET_H_
#define PARAPHE_TESTS_CLIENT_TESTING_CARD_SERVICE_SOCKET_H_

#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// Sets PCSCLITE_CSOCK_NAME in this process's environment to a socket of its own, which listens and
// never answers. One at a time.
class CardServiceSocket {
 public:
  CardServiceSocket();
  ~CardServiceSocket();
  CardServiceSocket(const CardServiceSocket&) = delete;
  CardServiceSocket& operator=(const CardServiceSocket&) = delete;

  // Nobody listens any more; the file of the socket stays.
  void Stop();

 private:
  TempDir dir_;
  int fd_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_CARD_SERVICE_SOCKET_H_
