// Times of a stored record.
#ifndef PARAPHE_SERVER_STORE_RECORD_TIME_H_
#define PARAPHE_SERVER_STORE_RECORD_TIME_H_

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server {

// To the nanosecond. `time` is finite and within the years 1 to 9999.
google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp);

// absl::InfiniteFuture() stands for a record without deadline.
absl::Time DeadlineOf(const v1::SessionRecord& record);
void SetDeadline(absl::Time deadline, v1::SessionRecord& record);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_RECORD_TIME_H_
