#include "server/connections.h"

#include <list>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/testing/local_socket.h"

namespace paraphe::server {
namespace {

using test::LocalSocket;

// Proves: DOC-6
class ConnectionsTest : public testing::Test {
 protected:
  struct Pair {
    LocalSocket client;
    LocalSocket server;
  };

  // Dials from `source`; what is not admitted is closed, as a listener does.
  Pair& Connect(const char* source = "127.0.0.1") {
    LocalSocket client = LocalSocket::Dial(listening_.port(), source);
    LocalSocket server = listening_.Accept();
    pairs_.push_back({std::move(client), std::move(server)});
    Pair& pair = pairs_.back();
    if (!connections_.Admit(pair.server.fd())) pair.server = LocalSocket();
    return pair;
  }
  // One that has done more than dial.
  Pair& ConnectAndSpeak(const char* source = "127.0.0.1", size_t bytes = 4096) {
    Pair& pair = Connect(source);
    if (pair.server.fd() < 0) return pair;
    pair.client.Send(bytes);
    pair.server.AwaitBytes(bytes);
    return pair;
  }
  static bool IsOpen(const Pair& pair) { return !pair.client.IsEnded(100); }

  LocalSocket listening_ = LocalSocket::Listen();
  Connections connections_{{4, 2}};
  std::list<Pair> pairs_;
};

TEST_F(ConnectionsTest, OneAddressGetsItsPartAndNoMore) {
  ConnectAndSpeak();
  ConnectAndSpeak();
  EXPECT_FALSE(IsOpen(ConnectAndSpeak()));
  EXPECT_TRUE(IsOpen(ConnectAndSpeak("127.0.0.2")));
}

TEST_F(ConnectionsTest, AllAddressesGetNoMoreThanAll) {
  for (const char* source : {"127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2"}) {
    EXPECT_TRUE(IsOpen(ConnectAndSpeak(source)));
  }
  EXPECT_FALSE(IsOpen(ConnectAndSpeak("127.0.0.3")));
}

TEST_F(ConnectionsTest, TheOldestSilentOneMakesRoom) {
  ConnectAndSpeak();
  const Pair& silent = Connect();
  EXPECT_TRUE(IsOpen(ConnectAndSpeak()));
  EXPECT_FALSE(IsOpen(silent));
  EXPECT_FALSE(IsOpen(Connect()));
}

TEST_F(ConnectionsTest, ASilentOneOfAnotherAddressMakesNoRoomForOneThatHasItsPart) {
  const Pair& silent = Connect("127.0.0.2");
  ConnectAndSpeak();
  ConnectAndSpeak();
  EXPECT_FALSE(IsOpen(Connect()));
  EXPECT_TRUE(IsOpen(silent));
}

TEST_F(ConnectionsTest, AClosedOneNoLongerCounts) {
  Pair& first = ConnectAndSpeak();
  ConnectAndSpeak();
  EXPECT_EQ(connections_.count(), 2u);
  first.server = LocalSocket();
  EXPECT_EQ(connections_.count(), 1u);
  EXPECT_TRUE(IsOpen(ConnectAndSpeak()));
}

TEST_F(ConnectionsTest, TheLoudestAddressLosesItsConnections) {
  const Pair& quiet = ConnectAndSpeak("127.0.0.2", 2000);
  const Pair& loud = ConnectAndSpeak("127.0.0.1", 6000);
  const Pair& louder = ConnectAndSpeak("127.0.0.1", 6000);
  EXPECT_FALSE(connections_.EndLoudest(1 << 20).has_value());
  const auto ended = connections_.EndLoudest(10000);
  ASSERT_TRUE(ended.has_value());
  EXPECT_EQ(ended->address, "127.0.0.1");
  EXPECT_EQ(ended->connections, 2u);
  EXPECT_EQ(ended->bytes, 12000u);
  EXPECT_FALSE(IsOpen(loud));
  EXPECT_FALSE(IsOpen(louder));
  EXPECT_TRUE(IsOpen(quiet));
}

TEST_F(ConnectionsTest, WhatWasSentLongAgoIsNoLongerHeldAgainstIt) {
  const Pair& old = ConnectAndSpeak("127.0.0.1", 9000);
  connections_.StartInterval();
  connections_.StartInterval();
  ConnectAndSpeak("127.0.0.2", 3000);
  const auto ended = connections_.EndLoudest(1000);
  ASSERT_TRUE(ended.has_value());
  EXPECT_EQ(ended->address, "127.0.0.2");
  EXPECT_TRUE(IsOpen(old));
}

TEST(ConnectionBoundsTest, OtherFilesKeepTheirDescriptors) {
  EXPECT_EQ(BoundsWithin(4096, 1 << 20).all, 4096u);
  EXPECT_EQ(BoundsWithin(4096, 1 << 20).per_address, 1024u);
  EXPECT_EQ(BoundsWithin(4096, 1024).all, 960u);
  EXPECT_EQ(BoundsWithin(4096, 100).all, 50u);
  EXPECT_EQ(BoundsWithin(1, 100).per_address, 1u);
}

}  // namespace
}  // namespace paraphe::server
