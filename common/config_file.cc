#include "common/config_file.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/value_rules.h"

namespace paraphe {
namespace {

FieldPath Below(FieldPath path, const std::string& field, int index = 0) {
  path.push_back({field, index});
  return path;
}

void CheckProxy(const v1::ProxyConfig& proxy, const FieldPath& path, TextFile& file) {
  file.AddFaultUnlessEmpty(Below(path, "address"), FaultOfHostPort(proxy.address()));
  if (proxy.user().empty() && proxy.password_file().empty()) return;
  file.AddFaultIfEmpty(Below(path, "address"), proxy.address());
  file.AddFaultIfEmpty(Below(path, "user"), proxy.user());
  file.AddFaultIfEmpty(Below(path, "password_file"), proxy.password_file());
  if (absl::StrContains(proxy.user(), ':') || !CountPlainCharacters(proxy.user()).has_value()) {
    file.AddFault(Below(path, "user"), "must be plain characters without a colon");
  }
}

}  // namespace

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

void CheckServerAddress(const v1::ServerAddress& server, const FieldPath& path, TextFile& file) {
  file.AddFaultIfEmpty(Below(path, "address"), server.address());
  file.AddFaultUnlessEmpty(Below(path, "address"), FaultOfHostPort(server.address()));
  for (int i = 0; i < server.spki_sha256_size(); ++i) {
    file.AddFaultIfEmpty(Below(path, "spki_sha256", i), server.spki_sha256(i));
    file.AddFaultUnlessEmpty(Below(path, "spki_sha256", i), FaultOfKeyPin(server.spki_sha256(i)));
  }
  if (server.has_proxy()) CheckProxy(server.proxy(), Below(path, "proxy"), file);
  if (!server.has_identity()) return;
  const FieldPath identity = Below(path, "identity");
  file.AddFaultIfEmpty(Below(identity, "certificate_file"), server.identity().certificate_file());
  file.AddFaultIfEmpty(Below(identity, "private_key_file"), server.identity().private_key_file());
}

}  // namespace paraphe
