#include "client/cli/output.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/errors.h"
#include "common/file.h"
#include "render/visible.h"

namespace paraphe::cli {
namespace {

// Bytes that are not UTF-8 become U+FFFD, so that the output always is JSON.
std::string Dump(const Json& object, int indent) {
  return object.dump(indent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

// "FILE:LINE:COL ..." stands for itself, as compilers write it.
bool HasPlace(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  return detail.has_value() && detail->has_position();
}

}  // namespace

absl::Status Print(absl::string_view text) { return WriteFile("-", text); }

absl::Status PrintJson(const Json& object) { return Print(Dump(object, 2)); }

absl::Status PrintJsonLine(const Json& object) { return Print(Dump(object, -1)); }

void Note(absl::string_view line) { std::cerr << line << std::endl; }

void ReportError(const absl::Status& status, bool json) {
  Note(absl::StrCat(HasPlace(status) ? "" : "paraphe: ", status.message()));
  if (json) static_cast<void>(PrintJsonLine({{"error", ErrorToJson(status)}}));
}

Json ErrorToJson(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  Json error = {{"reason", v1::ErrorReason_Name(reason)},
                {"recovery", v1::RecoveryClass_Name(RecoveryOf(reason))},
                {"message", std::string(status.message())}};
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (!detail.has_value()) return error;
  if (detail->has_position()) {
    error["position"] = {{"line", detail->position().line()},
                         {"column", detail->position().column()},
                         {"byte_offset", detail->position().byte_offset()}};
  }
  if (!detail->session_state().empty()) error["session_state"] = detail->session_state();
  if (detail->device_code() != 0) error["device_code"] = detail->device_code();
  return error;
}

std::string ForTerminal(absl::string_view text) {
  const std::string visible = VisibleText(text, Language::kEnglish);
  return absl::StrReplaceAll(visible, {{"\n", "\u240A"}, {"\t", " "}});
}

}  // namespace paraphe::cli
