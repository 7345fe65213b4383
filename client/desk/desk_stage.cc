#include "client/desk/desk_stage.h"

#include <cstdlib>

namespace paraphe::desk {
namespace {

struct Row {
  DeskStage stage;
  StageLook look;
};

// Columns: stage, what is said, whether it is waited for, what the button does.
constexpr Row kRows[] = {
    {DeskStage::kIdle, {DeskWord::kStatusIdle, false, WayOut::kNone}},
    {DeskStage::kCard, {DeskWord::kStatusCard, true, WayOut::kStop}},
    {DeskStage::kNoCard, {DeskWord::kStatusNoCard, true, WayOut::kStop}},
    {DeskStage::kConnecting, {DeskWord::kStatusConnecting, true, WayOut::kStop}},
    {DeskStage::kShowing, {DeskWord::kStatusShowing, true, WayOut::kStop}},
    {DeskStage::kChoosing, {DeskWord::kStatusChoosing, false, WayOut::kStop}},
    {DeskStage::kConsenting, {DeskWord::kStatusConsenting, false, WayOut::kStop}},
    {DeskStage::kAwaiting, {DeskWord::kStatusAwaiting, true, WayOut::kStop}},
    {DeskStage::kPin, {DeskWord::kStatusPin, false, WayOut::kStop}},
    {DeskStage::kChecking, {DeskWord::kStatusChecking, true, WayOut::kStop}},
    {DeskStage::kSigning, {DeskWord::kStatusSigning, true, WayOut::kLeave}},
    {DeskStage::kDelivering, {DeskWord::kStatusDelivering, true, WayOut::kLeave}},
    {DeskStage::kDone, {DeskWord::kStatusDone, false, WayOut::kNone}},
    {DeskStage::kStopping, {DeskWord::kStatusStopping, true, WayOut::kStopping}},
    {DeskStage::kStopped, {DeskWord::kStatusStopped, false, WayOut::kNone}},
    {DeskStage::kFailed, {DeskWord::kStatusFailed, false, WayOut::kNone}},
};

}  // namespace

StageLook LookOf(DeskStage stage) {
  for (const Row& row : kRows) {
    if (row.stage == stage) return row.look;
  }
  std::abort();
}

bool IsRunning(DeskStage stage) { return LookOf(stage).way_out != WayOut::kNone; }

bool MayChangeLanguage(DeskStage stage) {
  switch (stage) {
    case DeskStage::kAwaiting:
    case DeskStage::kPin:
    case DeskStage::kChecking:
    case DeskStage::kSigning:
    case DeskStage::kDelivering:
    case DeskStage::kStopping:
      return false;
    default:
      return true;
  }
}

}  // namespace paraphe::desk
