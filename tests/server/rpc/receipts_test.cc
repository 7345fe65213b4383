#include "server/rpc/receipts.h"

#include <list>

#include "gtest/gtest.h"

namespace paraphe::server {
namespace {

struct Call final : Awaiting {
  void GiveUp() override { given_up = true; }
  bool given_up = false;
};

// Proves: DOC-6
class ReceiptsTest : public testing::Test {
 protected:
  std::shared_ptr<Call> Add(const std::string& peer, absl::Time since = absl::UnixEpoch()) {
    auto call = std::make_shared<Call>();
    if (!receipts_.Add(call, peer, since)) return nullptr;
    calls_.push_back(call);
    return call;
  }

  Receipts receipts_{8};
  std::list<std::shared_ptr<Call>> calls_;
};

TEST_F(ReceiptsTest, OneAddressHasAQuarterWhateverItsPorts) {
  const auto first = Add("ipv4:192.0.2.1:1000");
  ASSERT_NE(first, nullptr);
  ASSERT_NE(Add("ipv4:192.0.2.1:1001"), nullptr);
  EXPECT_EQ(Add("ipv4:192.0.2.1:1002"), nullptr);
  EXPECT_NE(Add("ipv4:192.0.2.2:1000"), nullptr);
  receipts_.Remove(first.get());
  EXPECT_NE(Add("ipv4:192.0.2.1:1002"), nullptr);
}

TEST_F(ReceiptsTest, AllTogetherAreBounded) {
  for (int i = 0; i < 8; ++i) ASSERT_NE(Add("ipv4:192.0.2." + std::to_string(i) + ":1"), nullptr);
  EXPECT_EQ(Add("ipv4:192.0.2.99:1"), nullptr);
}

TEST_F(ReceiptsTest, ThoseThatTakeTooLongAreGivenUp) {
  const auto late = Add("ipv4:192.0.2.1:1", absl::UnixEpoch());
  const auto done = Add("ipv4:192.0.2.1:2", absl::UnixEpoch());
  const auto young = Add("ipv4:192.0.2.2:1", absl::UnixEpoch() + absl::Minutes(1));
  receipts_.Remove(done.get());
  receipts_.GiveUpBefore(absl::UnixEpoch() + absl::Minutes(1));
  EXPECT_TRUE(late->given_up);
  EXPECT_FALSE(done->given_up);
  EXPECT_FALSE(young->given_up);
}

}  // namespace
}  // namespace paraphe::server
