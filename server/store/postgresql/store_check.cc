#include "server/store/postgresql/store_check.h"

#include <memory>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/store/postgresql/connection.h"
#include "server/store/postgresql/schema.h"
#include "server/store/postgresql/session_reader.h"
#include "server/store/postgresql/store_key_rows.h"

namespace paraphe::server::postgresql {
namespace {

// Keys that are purged meanwhile would be missing at the moment that is looked at.
constexpr char kBegin[] =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; LOCK TABLE content_keys IN ACCESS SHARE MODE";

constexpr Statement kIds{"ids", "SELECT id FROM sessions ORDER BY id"};
constexpr Statement kWrongSums{
    "wrong_sums",
    "SELECT application FROM usage FULL JOIN "
    "(SELECT whose, count(*), sum(counted_bytes), count(*) FILTER (WHERE erased), "
    "coalesce(sum(counted_bytes) FILTER (WHERE erased), 0), count(*) FILTER (WHERE state <= 5) "
    "FROM (SELECT application, counted_bytes, document_bytes IS NULL, state FROM sessions "
    "UNION ALL SELECT '', counted_bytes, document_bytes IS NULL, state FROM sessions) "
    "AS each (whose, counted_bytes, erased, state) GROUP BY whose) "
    "AS real (application, s, b, es, eb, o) USING (application) "
    "WHERE (sessions, bytes, erased_sessions, erased_bytes, open_sessions) IS DISTINCT FROM "
    "(coalesce(s, 0), coalesce(b, 0), coalesce(es, 0), coalesce(eb, 0), coalesce(o, 0))"};
constexpr Statement kOtherHead{
    "other_head",
    "SELECT audit_head.number, coalesce(last.number, 0) FROM audit_head LEFT JOIN (SELECT number, "
    "sha256 FROM audit ORDER BY number DESC LIMIT 1) AS last ON true "
    "WHERE audit_head.number <> coalesce(last.number, 0) OR audit_head.sha256 <> last.sha256"};

absl::Status CheckSession(Connection& connection, const StoreKeys& keys, const std::string& id,
                          const RecordCheck& check, StoreReport& report) {
  const absl::StatusOr<v1::SessionRecord> record = LoadRecord(connection, keys, SessionId{id});
  const absl::StatusOr<std::string> document = LoadDocument(connection, keys, id);
  for (const absl::Status& status : {record.status(), document.status()}) {
    if (ReasonOf(status) == v1::STORE_UNAVAILABLE) return status;
  }
  absl::StatusOr<std::optional<absl::string_view>> bytes = std::nullopt;
  if (document.ok()) {
    bytes = absl::string_view(*document);
  } else if (ReasonOf(document.status()) != v1::SESSION_CONFLICT || !record.ok() ||
             record->has_prepared()) {
    bytes = document.status();  // else it was erased
  }
  ReportSession(id, record.ok() ? record->version() : 0, record, bytes, check, report);
  return absl::OkStatus();
}

absl::Status CheckSums(Connection& connection, StoreReport& report) {
  connection.Add(kWrongSums);
  connection.Add(kOtherHead);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  for (int row = 0; row < results[0].size(); ++row) {
    const absl::string_view application = results[0].Bytes(0, row);
    report.faults.push_back(absl::StrCat("usage: what ",
                                         application.empty() ? "all applications" : application,
                                         " holds is not what its sessions take"));
  }
  if (!results[1].empty()) {
    report.faults.push_back(absl::StrCat("audit_head: it is entry ", results[1].Number(0),
                                         ", and the last that is there is ", results[1].Number(1)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<StoreReport> CheckStore(const std::string& conninfo, const RecordCheck& check,
                                       const StoreKeys& keys) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection, Connection::Open(conninfo));
  RETURN_IF_ERROR(CheckVersion(*connection));
  RETURN_IF_ERROR(CheckStoreKeys(*connection, keys));
  RETURN_IF_ERROR(connection->Execute(kBegin));
  connection->Add(kIds);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection->Run());
  StoreReport report;
  for (int row = 0; row < results[0].size(); ++row) {
    RETURN_IF_ERROR(
        CheckSession(*connection, keys, std::string(results[0].Bytes(0, row)), check, report));
  }
  RETURN_IF_ERROR(CheckSums(*connection, report));
  return report;
}

}  // namespace paraphe::server::postgresql
