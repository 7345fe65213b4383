#include "client/desk/desk_stage.h"

#include "gtest/gtest.h"

namespace paraphe::desk {
namespace {

constexpr DeskStage kLast = DeskStage::kFailed;

// Proves: CONS-2, CONS-4
TEST(DeskStageTest, WhateverIsWaitedForHasAWayOut) {
  for (int i = 0; i <= static_cast<int>(kLast); ++i) {
    const StageLook look = LookOf(static_cast<DeskStage>(i));
    EXPECT_TRUE(!look.busy || look.way_out != WayOut::kNone) << i;
  }
}

// Proves: CONS-2, SES-3
TEST(DeskStageTest, StopIsOfferedUntilTheDigestLeavesAndNotAfterwards) {
  for (const DeskStage before : {DeskStage::kCard, DeskStage::kNoCard, DeskStage::kConnecting,
                                 DeskStage::kShowing, DeskStage::kChoosing, DeskStage::kConsenting,
                                 DeskStage::kAwaiting, DeskStage::kPin, DeskStage::kChecking}) {
    EXPECT_EQ(LookOf(before).way_out, WayOut::kStop) << static_cast<int>(before);
  }
  for (const DeskStage after : {DeskStage::kSigning, DeskStage::kDelivering}) {
    EXPECT_EQ(LookOf(after).way_out, WayOut::kLeave) << static_cast<int>(after);
  }
}

// Proves: PRES-9
TEST(DeskStageTest, PageThatWasConsentedToKeepsItsLanguage) {
  EXPECT_TRUE(MayChangeLanguage(DeskStage::kConsenting));
  for (const DeskStage after : {DeskStage::kAwaiting, DeskStage::kPin, DeskStage::kChecking,
                                DeskStage::kSigning, DeskStage::kDelivering}) {
    EXPECT_FALSE(MayChangeLanguage(after)) << static_cast<int>(after);
  }
  EXPECT_TRUE(MayChangeLanguage(DeskStage::kDone));
}

}  // namespace
}  // namespace paraphe::desk
