#include "server/store/store_usage.h"

#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

// Whether `sum` and what is to come exceed a bound; `erased` says whether the erased count.
bool Exceeds(const HeldSum& sum, bool erased, const HeldSum& more, const HeldSum& bound) {
  const uint64_t sessions = sum.sessions - (erased ? 0 : sum.erased_sessions);
  const uint64_t bytes = sum.bytes - (erased ? 0 : sum.erased_bytes);
  return sessions + more.sessions > bound.sessions || bytes + more.bytes > bound.bytes;
}

}  // namespace

Room RoomFor(const StoreBounds& bounds, const HeldSum& own, const HeldSum& all, uint64_t sessions,
             uint64_t bytes) {
  const HeldSum more{sessions, bytes, 0, 0};
  const HeldSum bound{bounds.sessions, bounds.bytes, 0, 0};
  const HeldSum own_bound{bounds.application_sessions, bounds.application_bytes, 0, 0};
  if (Exceeds(own, false, more, own_bound) || Exceeds(all, false, more, bound)) return Room::kNone;
  if (Exceeds(own, true, more, own_bound)) return Room::kForgetOwn;
  return Exceeds(all, true, more, bound) ? Room::kForgetAny : Room::kThere;
}

Holding HoldingOf(const v1::SessionRecord& record, std::optional<uint64_t> document_bytes) {
  return {record.id(), record.application(), DeadlineOf(record),
          record.ByteSizeLong() + document_bytes.value_or(0) + kSessionOverheadBytes,
          !document_bytes.has_value()};
}

void StoreUsage::Add(const Holding& session) {
  for (HeldSum* sum : {&all_, &applications_[session.application]}) {
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
  for (HeldSum* sum : {&all_, &own->second}) {
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

HeldSum StoreUsage::SumOf(const std::string& application) const {
  const auto found = applications_.find(application);
  return found == applications_.end() ? HeldSum() : found->second;
}

std::optional<std::string> StoreUsage::InTheWay(const std::string& application, uint64_t sessions,
                                                uint64_t bytes) const {
  switch (RoomFor(bounds_, SumOf(application), all_, sessions, bytes)) {
    case Room::kThere:
      return "";
    case Room::kForgetOwn:
      return std::get<2>(*erased_of_.lower_bound({application, absl::InfinitePast(), ""}));
    case Room::kForgetAny:
      return erased_.begin()->second;
    case Room::kNone:
      break;
  }
  return std::nullopt;
}

}  // namespace paraphe::server
