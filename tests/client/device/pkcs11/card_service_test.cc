#include "client/device/pkcs11/card_service.h"

#include <cstdlib>
#include <string>

#include "gtest/gtest.h"

#include "tests/client/testing/card_service_socket.h"

namespace paraphe::pkcs11 {
namespace {

// Proves: DEV-3
TEST(CardServiceTest, RunsWhereSomethingListens) {
  test::CardServiceSocket service;
  EXPECT_TRUE(IsCardServiceRunning());
  EXPECT_TRUE(IsCardServiceRunning());
  service.Stop();
  EXPECT_FALSE(IsCardServiceRunning());
}

// Proves: DEV-3
TEST(CardServiceTest, DoesNotRunWhereThereIsNoSocket) {
  for (const std::string& path : {std::string("/nowhere/pcscd.comm"), std::string(300, 'x')}) {
    setenv("PCSCLITE_CSOCK_NAME", path.c_str(), 1);
    EXPECT_FALSE(IsCardServiceRunning()) << path;
  }
  unsetenv("PCSCLITE_CSOCK_NAME");
}

}  // namespace
}  // namespace paraphe::pkcs11
