#include "client/cli/output.h"

#include <cstdint>
#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"

#include "common/errors.h"
#include "common/file.h"
#include "common/utf8.h"
#include "render/visible.h"

namespace paraphe::cli {
namespace {

// What a terminal obeys, or lays out other than it is written.
bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

// `text` with each control character, and each byte that is not UTF-8, as `token` writes it; line
// feeds stay.
std::string ReplaceControls(absl::string_view text, std::string (*token)(uint32_t)) {
  std::string out;
  while (!text.empty()) {
    const CodePoint c = CodePointAt(text, 0);
    if (!c.valid) {
      out += token(static_cast<uint8_t>(text[0]));
    } else if (IsControl(c.value) && c.value != '\n') {
      out += token(c.value);
    } else {
      absl::StrAppend(&out, text.substr(0, c.size));
    }
    text.remove_prefix(c.size);
  }
  return out;
}

std::string JsonToken(uint32_t code_point) { return absl::StrFormat("\\u%04x", code_point); }

// Bytes that are not UTF-8 become U+FFFD, so that the output always is JSON. Control characters are
// in strings only, where JSON has its own way to write them.
std::string Dump(const Json& object, int indent) {
  return ReplaceControls(
      object.dump(indent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n",
      JsonToken);
}

// "FILE:LINE:COL ..." stands for itself, as compilers write it.
bool HasPlace(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  return detail.has_value() && detail->has_position();
}

struct StateRow {
  v1::SessionState state;
  absl::string_view text;
};

constexpr StateRow kStates[] = {
    {v1::PREPARED, "waits for the signer"},
    {v1::PRESENTED, "the signer's agent shows the document"},
    {v1::CONSENTED, "the signer consents"},
    {v1::SIGNING, "the digest is on its way to the signature device: no way back"},
    {v1::SIGNED, "signed; take the document with `paraphe finalize`"},
    {v1::FINALIZED, "signed, and the document was taken"},
    {v1::ABORTED, "aborted and rolled back"},
    {v1::EXPIRED, "expired and rolled back"},
    {v1::FAILED, "no signature came of the released digest"},
};

}  // namespace

absl::Status Print(absl::string_view text) { return WriteFile("-", text); }

absl::Status PrintJson(const Json& object) { return Print(Dump(object, 2)); }

absl::Status PrintJsonLine(const Json& object) { return Print(Dump(object, -1)); }

absl::Status CheckJsonAndOut(bool json, absl::string_view out) {
  if (!json || out != "-") return absl::OkStatus();
  return MakeError(v1::USAGE, "--json needs --out FILE: standard output cannot hold both");
}

absl::Status CheckNothingIsLost(const std::string& out, bool force,
                                const std::vector<std::string>& others) {
  if (out.empty() || out == "-") return absl::OkStatus();
  for (const std::string& other : others) {
    std::error_code unknown;
    if (out == other || std::filesystem::equivalent(out, other, unknown)) {
      return MakeError(v1::USAGE,
                       absl::StrCat(out, ": this command uses it otherwise; name another file"));
    }
  }
  std::error_code unknown;
  const std::filesystem::file_status found = std::filesystem::symlink_status(out, unknown);
  const std::filesystem::file_status target = std::filesystem::status(out, unknown);
  // Devices and pipes hold nothing that could be lost.
  const bool stream =
      std::filesystem::is_character_file(target) || std::filesystem::is_fifo(target);
  if (force || stream || !std::filesystem::exists(found)) return absl::OkStatus();
  return MakeError(v1::USAGE, absl::StrCat(out, ": exists already; --force replaces it"));
}

void Note(absl::string_view line) { std::cerr << line << std::endl; }

void NoteRefusedOpenings(const v1::SessionEvent& event, uint32_t told) {
  if (event.refused_openings() <= told) return;
  Note(absl::StrCat(
      "paraphe: somebody tried to open the session with a ticket that was used or came "
      "late, ",
      event.refused_openings(),
      " times so far; if that was not the signer, abort it and prepare another"));
}

void ReportError(const absl::Status& status, bool json) {
  Note(absl::StrCat(HasPlace(status) ? "" : "paraphe: ",
                    ReplaceControls(status.message(), MarkToken)));
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

absl::string_view StateText(v1::SessionState state) {
  for (const StateRow& row : kStates) {
    if (row.state == state) return row.text;
  }
  return "a state that this program does not know";
}

std::string TimeText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

}  // namespace paraphe::cli
