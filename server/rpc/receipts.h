// Calls whose message is still on its way. Before a message is complete nobody is known by it, so a
// stranger could keep any number of them, and their memory, for ever.
#ifndef PARAPHE_SERVER_RPC_RECEIPTS_H_
#define PARAPHE_SERVER_RPC_RECEIPTS_H_

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace paraphe::server {

// A call that waits for its message.
class Awaiting {
 public:
  virtual ~Awaiting() = default;
  // Its time is up. May come from any thread, when the message is there already too.
  virtual void GiveUp() = 0;
};

// Thread-safe.
class Receipts {
 public:
  // At most `most` calls at once, and a quarter of them from one address.
  explicit Receipts(size_t most) : most_(most), most_of_address_((most + 3) / 4) {}

  // False where too many wait. `peer` is "ADDRESS:PORT".
  bool Add(const std::shared_ptr<Awaiting>& call, const std::string& peer, absl::Time now);
  // Its message is there, or never will be.
  void Remove(const Awaiting* call);
  // Gives up those that were added before `time`.
  void GiveUpBefore(absl::Time time);

 private:
  struct Entry {
    std::weak_ptr<Awaiting> call;
    std::string address;
    absl::Time since;
  };

  const size_t most_;
  const size_t most_of_address_;
  absl::Mutex mutex_;
  std::map<const Awaiting*, Entry> entries_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, size_t> addresses_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_RECEIPTS_H_
