#include "server/store/store_usage.h"

#include "server/store/record_time.h"

namespace paraphe::server {

Holding HoldingOf(const v1::SessionRecord& record, std::optional<uint64_t> document_bytes) {
  return {record.id(), record.application(), DeadlineOf(record),
          record.ByteSizeLong() + document_bytes.value_or(0) + kSessionOverheadBytes,
          !document_bytes.has_value()};
}

void StoreUsage::Add(const Holding& session) {
  for (Sum* sum : {&all_, &applications_[session.application]}) {
    ++sum->sessions;
    sum->bytes += session.bytes;
    if (!session.erased) continue;
    ++sum->erased_sessions;
    sum->erased_bytes += session.bytes;
  }
  if (!session.erased) return;
  erased_.emplace(session.deadline, session.id);
  erased_of_.emplace(session.application, session.deadline, session.id);
}

void StoreUsage::Subtract(const Holding& session) {
  const auto own = applications_.find(session.application);
  for (Sum* sum : {&all_, &own->second}) {
    --sum->sessions;
    sum->bytes -= session.bytes;
    if (!session.erased) continue;
    --sum->erased_sessions;
    sum->erased_bytes -= session.bytes;
  }
  if (own->second.sessions == 0) applications_.erase(own);
  if (!session.erased) return;
  erased_.erase({session.deadline, session.id});
  erased_of_.erase({session.application, session.deadline, session.id});
}

bool StoreUsage::Exceeds(const Sum& sum, bool erased, const Sum& more, const Sum& bound) {
  const uint64_t sessions = sum.sessions - (erased ? 0 : sum.erased_sessions);
  const uint64_t bytes = sum.bytes - (erased ? 0 : sum.erased_bytes);
  return sessions + more.sessions > bound.sessions || bytes + more.bytes > bound.bytes;
}

StoreUsage::Sum StoreUsage::SumOf(const std::string& application) const {
  const auto found = applications_.find(application);
  return found == applications_.end() ? Sum() : found->second;
}

std::optional<std::string> StoreUsage::InTheWay(const std::string& application, uint64_t sessions,
                                                uint64_t bytes) const {
  const Sum more{sessions, bytes, 0, 0};
  const Sum bound{bounds_.sessions, bounds_.bytes, 0, 0};
  const Sum own_bound{bounds_.application_sessions, bounds_.application_bytes, 0, 0};
  const Sum own = SumOf(application);
  if (Exceeds(own, false, more, own_bound) || Exceeds(all_, false, more, bound)) {
    return std::nullopt;
  }
  if (Exceeds(own, true, more, own_bound)) {
    return std::get<2>(*erased_of_.lower_bound({application, absl::InfinitePast(), ""}));
  }
  return Exceeds(all_, true, more, bound) ? erased_.begin()->second : "";
}

}  // namespace paraphe::server
