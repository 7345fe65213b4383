#include "client/agent/agent_config.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "common/file.h"
#include "common/status_macros.h"
#include "common/text_proto.h"
#include "common/value_rules.h"

namespace paraphe::agent {
namespace {

constexpr int64_t kDefaultDeadlineSeconds = 30;
constexpr int64_t kMaxDeadlineSeconds = 3600;

bool IsSha256Hex(const std::string& text) {
  return !text.empty() && FaultOfSha256Hex(text).empty();
}

void CheckServers(const v1::AgentConfig& config, TextProto& file) {
  if (config.servers().empty()) {
    file.AddFault(nullptr, config, "servers", 0, "servers: name at least one");
  }
  for (int i = 0; i < config.servers_size(); ++i) {
    const std::string& address = config.servers(i).address();
    if (address.empty() || !FaultOfHostPort(address).empty()) {
      file.AddFault(nullptr, config, "servers", i, "address: HOST:PORT is required");
    }
  }
}

void CheckTablePins(const v1::AgentConfig& config, TextProto& file) {
  for (int i = 0; i < config.table_pins_size(); ++i) {
    const v1::TablePin& pin = config.table_pins(i);
    const auto& digests = pin.table_sha256();
    if (pin.application().empty() || digests.empty() ||
        !std::all_of(digests.begin(), digests.end(), IsSha256Hex)) {
      file.AddFault(nullptr, config, "table_pins", i,
                    "an application, and SHA-256 digests of 64 hexadecimal digits, are required");
    }
  }
}

void CheckValues(const v1::AgentConfig& config, TextProto& file) {
  const auto fault = [&](const char* field, absl::string_view words) {
    file.AddFault(nullptr, config, field, 0, absl::StrCat(field, ": ", words));
  };
  if (config.device().module().empty()) fault("device", "module is required");
  const std::string& language = config.language();
  if (!language.empty() && language != "fr" && language != "en") {
    fault("language", R"("fr" or "en")");
  }
  const int64_t seconds = config.deadline().seconds();
  if (config.has_deadline() && (seconds < 1 || seconds > kMaxDeadlineSeconds)) {
    fault("deadline", "from 1 second to 1 hour");
  }
  if (!config.certificate_sha256().empty() && !IsSha256Hex(config.certificate_sha256())) {
    fault("certificate_sha256", "64 hexadecimal digits");
  }
  if (!config.pager().empty() && config.pager().front() != '/') {
    fault("pager", "the full path of a program, without arguments");
  }
  if (config.limits().document_bytes() > kMaxDocumentBytes) {
    fault("limits", "document_bytes is at most 1 GiB");
  }
}

template <typename T, typename U>
void SetUnlessZero(U value, T& target) {
  if (value != 0) target = static_cast<T>(value);
}

}  // namespace

absl::StatusOr<v1::AgentConfig> ReadAgentConfig(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxConfigBytes));
  v1::AgentConfig config;
  TextProto file;
  if (file.Parse(text, config)) {
    CheckServers(config, file);
    CheckTablePins(config, file);
    CheckValues(config, file);
  }
  RETURN_IF_ERROR(file.ToStatus(v1::MALFORMED_FILE, path));
  config.mutable_device()->set_module(ResolveBeside(path, config.device().module()));
  if (!config.pin_file().empty()) config.set_pin_file(ResolveBeside(path, config.pin_file()));
  return config;
}

Language LanguageOf(const v1::AgentConfig& config) {
  return config.language() == "en" ? Language::kEnglish : Language::kFrench;
}

absl::Duration DeadlineOf(const v1::AgentConfig& config) {
  return absl::Seconds(config.has_deadline() ? config.deadline().seconds()
                                             : kDefaultDeadlineSeconds);
}

xml::Bounds BoundsOf(const v1::AgentConfig& config) {
  xml::Bounds bounds;
  const v1::Limits& limits = config.limits();
  SetUnlessZero(limits.document_bytes(), bounds.document_bytes);
  SetUnlessZero(limits.depth(), bounds.depth);
  SetUnlessZero(limits.attributes_per_element(), bounds.attributes);
  SetUnlessZero(limits.namespace_declarations_per_element(), bounds.namespace_declarations);
  SetUnlessZero(limits.name_bytes(), bounds.name_bytes);
  return bounds;
}

}  // namespace paraphe::agent
