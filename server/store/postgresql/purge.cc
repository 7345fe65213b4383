#include "server/store/postgresql/purge.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "common/errors.h"
#include "common/openssl.h"
#include "common/status_macros.h"

namespace paraphe::server::postgresql {
namespace {

constexpr absl::Duration kPause = absl::Milliseconds(100);
constexpr char kLockNotAvailable[] = "55P03";
constexpr char kForeignKeyViolation[] = "23503";

constexpr Statement kBegin{"begin_purge", "BEGIN"};
constexpr Statement kReadErased{"read_erased",
                                "SELECT audit_head.erased, purged.erased FROM audit_head, purged"};
// A part that a new session is about to refer to is locked by it.
constexpr Statement kDropUnused{
    "drop_unused",
    "WITH unused AS (SELECT sha256 FROM shared WHERE NOT EXISTS (SELECT FROM sessions WHERE "
    "policy_sha256 = shared.sha256) AND NOT EXISTS (SELECT FROM sessions WHERE table_sha256 = "
    "shared.sha256) FOR UPDATE SKIP LOCKED), "
    "gone AS (DELETE FROM shared USING unused WHERE shared.sha256 = unused.sha256 "
    "RETURNING key_id) DELETE FROM content_keys USING gone WHERE id = gone.key_id"};
constexpr Statement kShortPatience{"short_patience", "SET LOCAL lock_timeout = '200ms'"};
constexpr Statement kLockKeys{"lock_keys", "LOCK TABLE content_keys IN ACCESS EXCLUSIVE MODE"};
constexpr Statement kReadPurged{"read_purged", "SELECT erased FROM purged"};
constexpr Statement kKeys{"keys", "SELECT id, key, store_key FROM content_keys ORDER BY id"};
// TRUNCATE makes new files. For a transaction whose snapshot is older, as a backup's may be, the table would be empty:
// rows that are frozen are there for everybody.
constexpr char kTruncate[] = "TRUNCATE content_keys";
constexpr char kCopy[] =
    "COPY content_keys (id, key, store_key) FROM STDIN (FORMAT binary, FREEZE)";
constexpr Statement kNotePurged{"note_purged",
                                "UPDATE purged SET erased = $1::bigint WHERE erased < $1::bigint"};

struct Progress {
  int64_t erased, purged;
};

absl::StatusOr<Progress> ReadProgress(Connection& connection) {
  connection.Add(kReadErased);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  if (results[0].empty()) {
    return MakeError(v1::INTERNAL, "the session store has no head of its audit log");
  }
  return Progress{results[0].Number(0), results[0].Number(1)};
}

absl::Status DropUnused(Connection& connection) {
  connection.Add(kDropUnused);
  const absl::Status status = connection.Run().status();
  // A new session came first: it needs one of them.
  return connection.failure().sqlstate == kForeignKeyViolation ? absl::OkStatus() : status;
}

// Rows of three columns as COPY reads them: a signature, two empty fields, the rows, an end.
std::string CopyOf(const Rows& keys) {
  std::string copy("PGCOPY\n\377\r\n\0", 11);
  copy += BigEndian<int32_t>(0) + BigEndian<int32_t>(0);
  for (int row = 0; row < keys.size(); ++row) {
    copy += BigEndian<int16_t>(3);
    for (const int column : {0, 1, 2}) {
      if (keys.IsNull(column, row)) {
        copy += BigEndian<int32_t>(-1);
        continue;
      }
      const absl::string_view bytes = keys.Bytes(column, row);
      absl::StrAppend(&copy, BigEndian(static_cast<int32_t>(bytes.size())), bytes);
    }
  }
  return copy + BigEndian<int16_t>(-1);
}

absl::Status WriteLocked(Connection& connection, int64_t erased) {
  connection.Add(kBegin);
  connection.Add(kShortPatience);
  connection.Add(kLockKeys);
  connection.Add(kReadPurged);
  connection.Add(kKeys);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  const Rows& purged = results[3];
  // Another server did it while this one waited for the lock.
  if (!purged.empty() && purged.Number(0) >= erased) return connection.Commit();
  std::string copy = CopyOf(results.back());
  RETURN_IF_ERROR(connection.Execute(kTruncate));
  const absl::Status copied = connection.CopyIn(kCopy, copy);
  OPENSSL_cleanse(copy.data(), copy.size());
  RETURN_IF_ERROR(copied);
  connection.Add(kNotePurged, Arguments().Number(erased));
  return connection.Commit();
}

absl::Status WriteKeysAnew(Connection& connection, int64_t erased) {
  const absl::Status status = WriteLocked(connection, erased);
  if (!status.ok()) connection.Rollback();
  return status;
}

}  // namespace

absl::Status PurgeErased(Connection& connection, absl::Duration patience) {
  ASSIGN_OR_RETURN(const Progress progress, ReadProgress(connection));
  if (progress.purged >= progress.erased) return absl::OkStatus();
  RETURN_IF_ERROR(DropUnused(connection));
  const absl::Time end = absl::Now() + patience;
  while (true) {
    const absl::Status status = WriteKeysAnew(connection, progress.erased);
    if (status.ok() || connection.failure().sqlstate != kLockNotAvailable) return status;
    if (absl::Now() >= end) break;
    absl::SleepFor(kPause);
  }
  return MakeError(v1::STORE_UNAVAILABLE,
                   "another program reads the session store: the keys of what was erased stay "
                   "until that ends");
}

}  // namespace paraphe::server::postgresql
