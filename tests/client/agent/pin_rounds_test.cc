#include "client/agent/pin_rounds.h"

#include <string>
#include <vector>

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::DeskStep;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PinRoundsTest : public FlowFixture {
 protected:
  // Answers with `answers`, the first ones first, and with OK afterwards.
  absl::Status Try(std::vector<absl::Status> answers) {
    return TryPins(device_, desk_, [&](const SecretBuffer& pin) -> absl::Status {
      used_.emplace_back(pin.RevealForDevice());
      if (answers.empty()) return absl::OkStatus();
      const absl::Status answer = answers.front();
      answers.erase(answers.begin());
      return answer;
    });
  }

  std::vector<std::string> used_;
};

// Proves: DEV-3
TEST_F(PinRoundsTest, WhatMayBeTriedAgainIsToldAndAskedAgain) {
  desk_.pins = {"1", "2", "3"};
  EXPECT_THAT(Try({MakeError(v1::DEVICE_PIN_WRONG, "x"), MakeError(v1::DEVICE_PIN_UNUSABLE, "y")}),
              IsOk());
  EXPECT_THAT(used_, ElementsAre("1", "2", "3"));
  ASSERT_EQ(desk_.errors.size(), 2u);
  EXPECT_THAT(desk_.errors[1], HasReason(v1::DEVICE_PIN_UNUSABLE));
}

// Proves: DEV-3
TEST_F(PinRoundsTest, EveryOtherErrorEndsIt) {
  EXPECT_THAT(Try({MakeError(v1::DEVICE_PIN_LOCKED, "x")}), HasReason(v1::DEVICE_PIN_LOCKED));
  EXPECT_THAT(Try({MakeError(v1::DEVICE_ERROR, "x")}), HasReason(v1::DEVICE_ERROR));
  EXPECT_EQ(used_.size(), 2u);
  desk_.stop_at = DeskStep::kAskPin;
  EXPECT_THAT(Try({}), HasReason(v1::ABORTED_BY_SIGNER));
}

// Proves: DEV-3
TEST_F(PinRoundsTest, ALockedPinIsNotAskedFor) {
  device_.state.tries_left = 0;
  EXPECT_THAT(Try({}), HasReason(v1::DEVICE_PIN_LOCKED));
  EXPECT_THAT(desk_.pin_requests, IsEmpty());
  EXPECT_THAT(used_, IsEmpty());
}

// Proves: DEV-3
TEST_F(PinRoundsTest, ADeviceWithoutPinGetsAnEmptyOne) {
  device_.state.pin_entry = device::PinEntry::kNotNeeded;
  EXPECT_THAT(Try({}), IsOk());
  EXPECT_THAT(used_, ElementsAre(""));
  EXPECT_THAT(desk_.pin_requests, IsEmpty());
}

}  // namespace
}  // namespace paraphe::agent
