#include "server/audit/audit_report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "nlohmann/json.hpp"

namespace paraphe::server {
namespace {

using EntryVisitor = std::function<absl::Status(const v1::AuditEntry&)>;

// Follows the chain; what it ends at.
absl::StatusOr<ChainHead> Follow(const AuditSource& source, const EntryVisitor& visit) {
  ChainHead head;
  RETURN_IF_ERROR(source([&](absl::string_view body, absl::string_view sha256) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::AuditEntry entry, FollowChain(body, sha256, head));
    return visit(entry);
  }));
  return head;
}

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

absl::StatusOr<ChainHead> VerifyAudit(const AuditSource& source, std::vector<ChainHead> known) {
  std::sort(known.begin(), known.end(),
            [](const ChainHead& a, const ChainHead& b) { return a.number < b.number; });
  ChainHead head;
  auto next = known.begin();
  const auto check_known = [&]() -> absl::Status {
    for (; next != known.end() && next->number <= head.number; ++next) {
      if (*next == head) continue;
      return MakeError(v1::AUDIT_BROKEN,
                       absl::StrCat("the audit log is broken at entry ", head.number,
                                    " or before it: the head that was kept of it is another"));
    }
    return absl::OkStatus();
  };
  const auto follow = [&](absl::string_view body, absl::string_view sha256) -> absl::Status {
    RETURN_IF_ERROR(FollowChain(body, sha256, head).status());
    return check_known();
  };
  RETURN_IF_ERROR(check_known());
  RETURN_IF_ERROR(source(follow));
  if (next != known.end()) {
    return MakeError(v1::AUDIT_BROKEN,
                     absl::StrCat("the audit log ends at entry ", head.number, ", and had ",
                                  known.back().number, ": its end was cut off"));
  }
  return head;
}

absl::Status ExportAudit(const AuditSource& source,
                         const std::function<absl::Status(absl::string_view line)>& take) {
  return Follow(source, [&](const v1::AuditEntry& entry) { return take(AuditJson(entry)); })
      .status();
}

absl::StatusOr<std::vector<v1::AuditEntry>> FindSessionAudit(const AuditSource& source,
                                                             absl::string_view session_id) {
  std::vector<v1::AuditEntry> found;
  RETURN_IF_ERROR(Follow(source, [&](const v1::AuditEntry& entry) {
                    if (entry.session_id() == session_id) found.push_back(entry);
                    return absl::OkStatus();
                  }).status());
  if (found.empty()) {
    return MakeError(v1::SESSION_UNKNOWN, "the audit log has no session with this id");
  }
  return found;
}

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

}  // namespace paraphe::server
