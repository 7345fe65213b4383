#include "client/desk/card_search.h"

#include <utility>

#include "absl/time/time.h"

#include "client/device/open_device.h"
#include "common/errors.h"

namespace paraphe::desk {

ReaderLister DeviceLister() {
  return [](const v1::DeviceConfig& device, const Ended& ended) {
    device::Waiting waiting;
    waiting.patience = absl::Seconds(20);
    waiting.ended = ended;
    return device::ListReaders(device, "", waiting);
  };
}

CardSearch::CardSearch(ReaderLister lister, QObject* parent)
    : QObject(parent), lister_(std::move(lister)) {}

CardSearch::~CardSearch() {
  leave_ = true;
  if (thread_.joinable()) thread_.join();
}

void CardSearch::Start(std::vector<v1::DeviceConfig> devices) {
  if (looking_) return;
  if (thread_.joinable()) thread_.join();
  looking_ = true;
  thread_ = std::thread([this, asked = std::move(devices)] {
    std::vector<FoundReaders> found;
    const Ended ended = [this] {
      return leave_ ? MakeError(v1::ABORTED_BY_SIGNER, "the search was left") : absl::OkStatus();
    };
    for (const v1::DeviceConfig& device : asked) {
      if (leave_) return;
      // Of all its tokens: the choice is to come.
      v1::DeviceConfig any = device;
      any.clear_token();
      found.push_back({device, lister_(any, ended)});
    }
    QMetaObject::invokeMethod(
        this,
        [this, all = std::move(found)]() mutable {
          found_ = std::move(all);
          looking_ = false;
          Q_EMIT Found();
        },
        Qt::QueuedConnection);
  });
}

}  // namespace paraphe::desk
