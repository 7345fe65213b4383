#include "common/audit_text.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "nlohmann/json.hpp"

namespace paraphe {
namespace {

absl::Time TimeOf(const v1::AuditEntry& entry) {
  return absl::FromUnixSeconds(entry.time().seconds()) + absl::Nanoseconds(entry.time().nanos());
}

std::string ActorOf(const v1::AuditEntry& entry) {
  switch (entry.actor()) {
    case v1::AUDIT_CALLER:
      return "caller";
    case v1::AUDIT_SIGNER:
      return "signer";
    case v1::AUDIT_STRANGER:
      return "stranger";
    case v1::AUDIT_SERVER:
      return "server";
    case v1::AUDIT_ADMINISTRATOR:
      return "administrator";
    case v1::AUDIT_OPERATOR:
      return "operator";
    default:
      return "unknown";
  }
}

struct Named {
  const char* name;
  std::string value;
};

// A digest under any algorithm, as "sha256:…".
std::string DigestText(const v1::Digest& digest) {
  const std::pair<const char*, const std::string*> kinds[] = {{"sha1:", &digest.sha1()},
                                                              {"sha256:", &digest.sha256()},
                                                              {"sha384:", &digest.sha384()},
                                                              {"sha512:", &digest.sha512()}};
  for (const auto& [prefix, raw] : kinds) {
    if (!raw->empty()) return absl::StrCat(prefix, absl::BytesToHexString(*raw));
  }
  return "";
}

// What the session knew, in the order of its life; what is empty is left out by both forms.
std::vector<Named> DetailsOf(const v1::AuditEntry& entry) {
  const auto hex = [](const std::string& raw) { return absl::BytesToHexString(raw); };
  return {
      {"administrator", entry.administrator()},
      {"subject", entry.subject()},
      {"document_sha256", hex(entry.document_sha256())},
      {"policy", entry.policy()},
      {"policy_sha256", hex(entry.policy_sha256())},
      {"table", entry.table()},
      {"table_sha256", hex(entry.table_sha256())},
      {"html_sha256", hex(entry.html_sha256())},
      {"signed_properties", DigestText(entry.signed_properties())},
      {"signed_info_sha256", hex(entry.signed_info_sha256())},
      {"certificate_sha256", hex(entry.certificate_sha256())},
      {"status",
       entry.status() == v1::STATUS_CODE_UNSPECIFIED ? "" : v1::StatusCode_Name(entry.status())},
      {"reason",
       entry.reason() == v1::ERROR_REASON_UNSPECIFIED ? "" : v1::ErrorReason_Name(entry.reason())},
      {"device_code",
       entry.device_code() == 0 ? "" : absl::StrCat("0x", absl::Hex(entry.device_code()))}};
}

}  // namespace

std::string AuditJson(const v1::AuditEntry& entry) {
  nlohmann::ordered_json json;
  json["number"] = entry.number();
  json["previous_sha256"] = absl::BytesToHexString(entry.previous_sha256());
  json["time"] = absl::FormatTime(absl::RFC3339_full, TimeOf(entry), absl::UTCTimeZone());
  const bool of_session = !entry.session_id().empty();
  if (of_session) {
    json["session_id"] = entry.session_id();
    json["session_version"] = entry.session_version();
  }
  json["act"] = entry.act();
  json["actor"] = ActorOf(entry);
  if (of_session) {
    json["state"] = v1::SessionState_Name(entry.state());
    json["application"] = entry.application();
    json["unattended"] = entry.unattended();
  }
  for (const Named& detail : DetailsOf(entry)) {
    if (!detail.value.empty()) json[detail.name] = detail.value;
  }
  if (entry.changes_size() > 0) json["changes"] = entry.changes();
  // What a table's or policy's name cannot hold is not worth an exception.
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string AuditText(const v1::AuditEntry& entry) {
  std::string text = absl::StrCat(
      absl::FormatTime("%Y-%m-%d %H:%M:%S %Ez", TimeOf(entry), absl::LocalTimeZone()), "  ",
      entry.act(), " by the ", ActorOf(entry), entry.unattended() ? ", unattended" : "",
      entry.session_id().empty() ? "" : absl::StrCat("  -> ", v1::SessionState_Name(entry.state())),
      "  (entry ", entry.number(), ")\n");
  for (const Named& detail : DetailsOf(entry)) {
    if (!detail.value.empty())
      absl::StrAppend(&text, "    ", detail.name, ": ", detail.value, "\n");
  }
  for (const std::string& change : entry.changes()) absl::StrAppend(&text, "    ", change, "\n");
  return text;
}

}  // namespace paraphe
