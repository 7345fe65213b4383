#include "client/cli/caller_settings.h"

#include "absl/strings/str_cat.h"

#include "common/file.h"
#include "common/status_macros.h"
#include "common/text_proto.h"
#include "common/value_rules.h"

namespace paraphe::cli {
namespace {

absl::Duration ToDuration(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) + absl::Nanoseconds(duration.nanos());
}

// Sets `value` where the file does; a duration must be longer than nothing.
void TakeDuration(TextProto& parsed, const v1::CallerConfig& config, bool given, const char* name,
                  const google::protobuf::Duration& duration, absl::Duration* value) {
  if (!given) return;
  *value = ToDuration(duration);
  if (*value > absl::ZeroDuration()) return;
  parsed.AddFault(nullptr, config, name, -1, absl::StrCat(name, " must be longer than 0 s"));
}

}  // namespace

absl::StatusOr<CallerSettings> LoadCallerSettings(const std::string& file) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file, kMaxConfigBytes));
  TextProto parsed;
  v1::CallerConfig config;
  CallerSettings settings;
  if (parsed.Parse(text, config)) {
    if (config.server().address().empty() || !FaultOfHostPort(config.server().address()).empty()) {
      parsed.AddFault(nullptr, config, "server", -1,
                      "server.address must be HOST:PORT, for example localhost:9443");
    }
    TakeDuration(parsed, config, config.has_deadline(), "deadline", config.deadline(),
                 &settings.deadline);
    TakeDuration(parsed, config, config.has_patience(), "patience", config.patience(),
                 &settings.patience);
  }
  RETURN_IF_ERROR(parsed.ToStatus(v1::MALFORMED_FILE, file));
  settings.file = file;
  settings.server = config.server();
  settings.default_country = config.default_country();
  return settings;
}

absl::StatusOr<std::unique_ptr<client::CallerClient>> OpenClient(const CallerSettings& settings) {
  client::CallerOptions options;
  options.deadline = settings.deadline;
  options.base_file = settings.file;
  return client::CallerClient::Create(settings.server, options);
}

}  // namespace paraphe::cli
