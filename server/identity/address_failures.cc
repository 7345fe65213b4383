#include "server/identity/address_failures.h"

#include <algorithm>

#include <arpa/inet.h>

namespace paraphe::server {
namespace {

constexpr uint32_t kFree = 3;
constexpr absl::Duration kFirstDelay = absl::Milliseconds(250);
constexpr absl::Duration kLongestDelay = absl::Seconds(4);

std::string KeyOf(absl::string_view address) {
  const std::string text(address);
  in6_addr bytes = {};
  if (inet_pton(AF_INET6, text.c_str(), &bytes) != 1) return text;
  return std::string(reinterpret_cast<const char*>(&bytes), sizeof(bytes) / 2);
}

}  // namespace

bool AddressFailures::IsRefused(absl::string_view address, absl::Time now) const {
  return CountOf(address, now) >= most_;
}

void AddressFailures::Add(absl::string_view address, absl::Time now) {
  const std::string key = KeyOf(address);
  absl::MutexLock lock(&mutex_);
  Forget(now);
  const auto [place, is_new] = windows_.try_emplace(key, Window{now});
  if (is_new) by_begin_.emplace(now, key);
  ++place->second.failures;
}

absl::Duration AddressFailures::DelayFor(absl::string_view address, absl::Time now) const {
  const uint32_t failures = CountOf(address, now);
  if (failures <= kFree) return absl::ZeroDuration();
  const uint32_t doublings = std::min<uint32_t>(failures - kFree - 1, 8);
  return std::min(kFirstDelay * (1 << doublings), kLongestDelay);
}

uint32_t AddressFailures::CountOf(absl::string_view address, absl::Time now) const {
  absl::MutexLock lock(&mutex_);
  const auto found = windows_.find(KeyOf(address));
  if (found == windows_.end() || now - found->second.begin >= window_) return 0;
  return found->second.failures;
}

void AddressFailures::Forget(absl::Time now) {
  while (!by_begin_.empty() &&
         (now - by_begin_.begin()->first >= window_ || windows_.size() >= kMostAddresses)) {
    windows_.erase(by_begin_.begin()->second);
    by_begin_.erase(by_begin_.begin());
  }
}

}  // namespace paraphe::server
