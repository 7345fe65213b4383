#include "client/desk/single_instance.h"

#include <QApplication>
#include <QLocalSocket>
#include <QSignalSpy>
#include <atomic>
#include <cstdlib>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "tests/client/desk/testing/qt_world.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::desk {
namespace {

using ::paraphe::test::HasReason;

constexpr char kLink[] =
    "paraphe://sign.example.org:7443/TICKETTICKETTICKETTICKETTICKETTICKETTICKETT";

class SingleInstanceTest : public ::testing::Test {
 protected:
  SingleInstanceTest() { test::StartQt(); }

  std::unique_ptr<SingleInstance> Open(int patience = 30000) {
    absl::StatusOr<std::unique_ptr<SingleInstance>> instance =
        SingleInstance::Listen(socket_, patience);
    EXPECT_TRUE(instance.ok()) << instance.status();
    return instance.ok() ? *std::move(instance) : nullptr;
  }
  // What a second program gets, while the window handles its events.
  absl::StatusOr<bool> HandOver(const QByteArray& link) {
    absl::StatusOr<bool> taken = false;
    std::atomic<bool> done = false;
    std::thread other([&] {
      taken = SingleInstance::HandOver(socket_, link);
      done = true;
    });
    test::WaitUntil([&] { return done.load(); });
    other.join();
    return taken;
  }
  // Whether the window cuts off who sends `bytes`.
  bool IsCutOff(const QByteArray& bytes) {
    QLocalSocket other;
    other.connectToServer(QString::fromStdString(socket_));
    other.write(bytes);
    return test::WaitUntil([&] { return other.state() == QLocalSocket::UnconnectedState; });
  }

  test::TempDir folder_;
  std::string socket_ = folder_.Join("window.socket");
};

TEST_F(SingleInstanceTest, WithoutAWindowNobodyTakesTheLink) {
  EXPECT_THAT(SingleInstance::HandOver(socket_, kLink), test::IsOkAndHolds(false));
}

TEST_F(SingleInstanceTest, TheRunningWindowTakesTheLink) {
  const auto window = Open();
  QSignalSpy given(window.get(), &SingleInstance::LinkGiven);
  EXPECT_THAT(HandOver(kLink), test::IsOkAndHolds(true));
  EXPECT_THAT(HandOver(""), test::IsOkAndHolds(true));
  ASSERT_EQ(given.count(), 2);
  EXPECT_EQ(given[0][0].toByteArray(), kLink);
  EXPECT_EQ(given[1][0].toByteArray(), "");
}

// A link is a secret.
TEST_F(SingleInstanceTest, OnlyTheUserCanConnect) {
  const auto window = Open();
  struct stat facts = {};
  ASSERT_EQ(stat(socket_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0077, 0u);
  EXPECT_TRUE(S_ISSOCK(facts.st_mode));
}

TEST_F(SingleInstanceTest, GarbageIsCutOff) {
  const auto window = Open();
  QSignalSpy given(window.get(), &SingleInstance::LinkGiven);
  EXPECT_TRUE(IsCutOff(QByteArray("\xff\xff", 2) + QByteArray(70000, 'a')));
  EXPECT_TRUE(
      IsCutOff(QByteArray("\x00\x02"
                          "ab and more",
                          13)));
  EXPECT_TRUE(
      IsCutOff(QByteArray("\x00\x03"
                          "a\nb",
                          5)));
  EXPECT_TRUE(IsCutOff("GET / HTTP/1.1\r\n\r\n"));
  EXPECT_EQ(given.count(), 0);
  EXPECT_THAT(HandOver(kLink), test::IsOkAndHolds(true)) << "it goes on";
}

TEST_F(SingleInstanceTest, WhoSendsNothingIsCutOff) {
  const auto window = Open(10);
  EXPECT_TRUE(IsCutOff(QByteArray("\x00", 1)));
}

TEST_F(SingleInstanceTest, WhatIsNoLinkIsNotHandedOver) {
  const auto window = Open();
  EXPECT_THAT(SingleInstance::HandOver(socket_, QByteArray(kMaxLinkBytes + 1, 'a')).status(),
              HasReason(v1::USAGE));
  EXPECT_THAT(SingleInstance::HandOver(socket_, "a b").status(), HasReason(v1::USAGE));
}

TEST_F(SingleInstanceTest, TheSocketOfAProgramThatIsGoneIsReplaced) {
  Open().reset();
  folder_.WriteFileOrDie("window.socket", "");
  const auto window = Open();
  EXPECT_THAT(HandOver(kLink), test::IsOkAndHolds(true));
}

TEST_F(SingleInstanceTest, ThereIsOneWindow) {
  const auto window = Open();
  EXPECT_THAT(SingleInstance::Listen(socket_).status(), HasReason(v1::FILE_UNWRITABLE));
  EXPECT_THAT(HandOver(kLink), test::IsOkAndHolds(true)) << "the first one still listens";
}

TEST_F(SingleInstanceTest, TheFolderMustBeTheUsersAlone) {
  const std::string path = folder_.path();
  chmod(path.c_str(), 0700);
  setenv("XDG_RUNTIME_DIR", path.c_str(), 1);
  EXPECT_EQ(InstanceSocket(), path + "/paraphe-desk.socket");
  chmod(path.c_str(), 0755);
  EXPECT_EQ(InstanceSocket(), "");
  chmod(path.c_str(), 0700);
  setenv("XDG_RUNTIME_DIR", "relative", 1);
  EXPECT_EQ(InstanceSocket(), "");
  unsetenv("XDG_RUNTIME_DIR");
  EXPECT_EQ(InstanceSocket(), "");
}

}  // namespace
}  // namespace paraphe::desk
