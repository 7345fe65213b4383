#include "server/store/record_time.h"

#include <cstdint>

namespace paraphe::server {

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time);  // rounds down
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

absl::Time DeadlineOf(const v1::SessionRecord& record) {
  return record.has_deadline() ? FromTimestamp(record.deadline()) : absl::InfiniteFuture();
}

void SetDeadline(absl::Time deadline, v1::SessionRecord& record) {
  record.clear_deadline();
  if (deadline != absl::InfiniteFuture()) *record.mutable_deadline() = ToTimestamp(deadline);
}

}  // namespace paraphe::server
