// Looks for cards in the readers of several devices without holding up the window.
#ifndef PARAPHE_CLIENT_DESK_CARD_SEARCH_H_
#define PARAPHE_CLIENT_DESK_CARD_SEARCH_H_

#include <QObject>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"

#include "client/device/reader_list.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::desk {

// Why nobody waits any more; OK as long as somebody does.
using Ended = std::function<absl::Status()>;

// Lists the readers of a device, until `ended` is not OK. Called in another thread; a test gives its
// own.
using ReaderLister = std::function<absl::StatusOr<std::vector<device::ListedReader>>(
    const v1::DeviceConfig& device, const Ended& ended)>;

// Asks the device, for 20 s at most (client/device/open_device.h ListReaders).
ReaderLister DeviceLister();

// What was found for each of the devices, in their order.
struct FoundReaders {
  v1::DeviceConfig device;
  absl::StatusOr<std::vector<device::ListedReader>> readers;
};

// Belongs to the thread of the window; so does everything that it emits.
class CardSearch : public QObject {
  Q_OBJECT

 public:
  explicit CardSearch(ReaderLister lister, QObject* parent = nullptr);
  // Ends what is being asked, and waits for that end.
  ~CardSearch() override;

  // Begins to look; does nothing while it is looking.
  void Start(std::vector<v1::DeviceConfig> devices);
  bool IsLooking() const { return looking_; }

  const std::vector<FoundReaders>& found() const { return found_; }

 Q_SIGNALS:
  void Found();

 private:
  ReaderLister lister_;
  bool looking_ = false;
  std::atomic<bool> leave_ = false;
  std::thread thread_;
  std::vector<FoundReaders> found_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_CARD_SEARCH_H_
