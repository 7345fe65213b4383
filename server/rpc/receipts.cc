#include "server/rpc/receipts.h"

#include <utility>
#include <vector>

namespace paraphe::server {

bool Receipts::Add(const std::shared_ptr<Awaiting>& call, const std::string& peer, absl::Time now) {
  std::string address = peer.substr(0, peer.rfind(':'));
  absl::MutexLock lock(&mutex_);
  if (entries_.size() >= most_) return false;
  size_t& count = addresses_[address];
  if (count >= most_of_address_) return false;
  ++count;
  entries_[call.get()] = {call, std::move(address), now};
  return true;
}

void Receipts::Remove(const Awaiting* call) {
  absl::MutexLock lock(&mutex_);
  const auto entry = entries_.find(call);
  if (entry == entries_.end()) return;
  const auto address = addresses_.find(entry->second.address);
  if (--address->second == 0) addresses_.erase(address);
  entries_.erase(entry);
}

// Without the lock: a call that is given up removes itself.
void Receipts::GiveUpBefore(absl::Time time) {
  std::vector<std::shared_ptr<Awaiting>> late;
  {
    absl::MutexLock lock(&mutex_);
    for (const auto& [key, entry] : entries_) {
      if (entry.since >= time) continue;
      if (auto call = entry.call.lock()) late.push_back(std::move(call));
    }
  }
  for (const auto& call : late) call->GiveUp();
}

}  // namespace paraphe::server
