#include "server/store/postgresql/failure.h"

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "common/log.h"
#include "server/store/store_errors.h"

namespace paraphe::server::postgresql {
namespace {

constexpr char kUniqueViolation[] = "23505";
constexpr char kForeignKeyViolation[] = "23503";

struct Meaning {
  absl::string_view sqlstate;  // or its beginning (PostgreSQL, appendix A)
  v1::ErrorReason reason;
  absl::string_view words;
  bool is_logged = true;
};

constexpr Meaning kMeanings[] = {
    {"", v1::STORE_UNAVAILABLE, "the connection to the session store's database was lost"},
    {"23503", v1::STORE_UNAVAILABLE, "the session store is busy; repeat the call", false},
    {"25006", v1::STORE_UNAVAILABLE,
     "the session store's database takes no changes: is it a standby?"},
    {"40", v1::STORE_UNAVAILABLE, "the session store is busy; repeat the call", false},
    {"42501", v1::STORE_UNUSABLE, "the role of the session store lacks a right in its database"},
    {"42P01", v1::STORE_UNUSABLE, "the session store's database lacks a table of this program"},
    {"53100", v1::STORE_UNAVAILABLE, "the disk of the session store's database is full"},
    {"53", v1::STORE_UNAVAILABLE, "the session store's database has no room for the call"},
    {"55P03", v1::STORE_UNAVAILABLE, "the session store is busy; repeat the call", false},
    {"57014", v1::STORE_UNAVAILABLE, "the session store's database took too long"},
    {"57P", v1::STORE_UNAVAILABLE, "the session store's database ends, or starts"},
    {"58", v1::STORE_UNAVAILABLE, "the disk of the session store's database fails"},
    {"XX001", v1::STORE_UNAVAILABLE, "the session store's database is damaged"},
    {"XX002", v1::STORE_UNAVAILABLE, "the session store's database is damaged"},
};

bool Fits(const Meaning& meaning, const Failure& failure) {
  if (meaning.sqlstate.empty()) return failure.sqlstate.empty();
  return absl::StartsWith(failure.sqlstate, meaning.sqlstate);
}

}  // namespace

absl::Status StatusOf(const Failure& failure) {
  if (failure.sqlstate == kUniqueViolation) {
    return failure.constraint == "sessions_idempotency_key" ? UsedIdempotencyKey() : MovedSession();
  }
  for (const Meaning& meaning : kMeanings) {
    if (!Fits(meaning, failure)) continue;
    if (meaning.is_logged) {
      Log(LogLevel::kError, "store_unavailable",
          {{"words", std::string(meaning.words)}, {"sqlstate", failure.sqlstate}});
    }
    return MakeError(meaning.reason, meaning.words);
  }
  Log(LogLevel::kError, "store_defect",
      {{"sqlstate", failure.sqlstate}, {"constraint", failure.constraint}});
  return MakeError(v1::INTERNAL, "the session store refused what this program asked of it");
}

bool MayGoWellAgain(const Failure& failure) {
  return failure.sqlstate == kForeignKeyViolation || absl::StartsWith(failure.sqlstate, "40");
}

}  // namespace paraphe::server::postgresql
