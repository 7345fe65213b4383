#include "common/config_file.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/value_rules.h"

namespace paraphe {

absl::Status ReadConfigFile(const std::string& path, google::protobuf::Message& config,
                            TextFileCheck check) {
  return ReadTextFile(path, kMaxConfigBytes, v1::MALFORMED_FILE, config, check);
}

absl::Duration TakeDuration(const google::protobuf::Duration& written, const FieldPath& path,
                            absl::Duration most, TextFile& file) {
  const absl::Duration duration =
      absl::Seconds(written.seconds()) + absl::Nanoseconds(written.nanos());
  if (duration <= absl::ZeroDuration() || duration > most) {
    file.AddFault(path, absl::StrCat("must be longer than 0 and at most ",
                                     absl::ToInt64Seconds(most), " seconds"));
  }
  return duration;
}

void CheckServerAddress(const v1::ServerAddress& server, FieldPath path, TextFile& file) {
  path.push_back({"address"});
  file.AddFaultIfEmpty(path, server.address());
  file.AddFaultUnlessEmpty(path, FaultOfHostPort(server.address()));
}

}  // namespace paraphe
