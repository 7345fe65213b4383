// How many logins from each address were refused lately: what one guesses at many accounts (CHN-4). Of this process only.
#ifndef PARAPHE_SERVER_IDENTITY_ADDRESS_FAILURES_H_
#define PARAPHE_SERVER_IDENTITY_ADDRESS_FAILURES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace paraphe::server {

// Thread-safe. An address is an IPv4 address, or the first 64 bits of an IPv6 one, which are one customer's; whatever has
// neither counts as one. A refusal counts for `window`, from the first one on.
class AddressFailures {
 public:
  AddressFailures(uint32_t most, absl::Duration window) : most_(most), window_(window) {}

  // Whether the address has as many refusals as it may.
  bool IsRefused(absl::string_view address, absl::Time now) const;
  void Add(absl::string_view address, absl::Time now);

  // How long the answer to a refused login is kept back: nothing for the first three of the window, then 250 ms, and twice as
  // much each time, up to 4 s.
  absl::Duration DelayFor(absl::string_view address, absl::Time now) const;

  // Of more addresses than this, the one whose window began first is forgotten.
  static constexpr size_t kMostAddresses = 65536;

 private:
  struct Window {
    absl::Time begin;
    uint32_t failures = 0;
  };
  uint32_t CountOf(absl::string_view address, absl::Time now) const;
  void Forget(absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const uint32_t most_;
  const absl::Duration window_;
  mutable absl::Mutex mutex_;
  std::map<std::string, Window> windows_ ABSL_GUARDED_BY(mutex_);
  std::multimap<absl::Time, std::string> by_begin_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_ADDRESS_FAILURES_H_
