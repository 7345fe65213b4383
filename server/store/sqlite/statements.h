// Prepared statements that are run again and again. Everything here may throw SQLite::Exception.
#ifndef PARAPHE_SERVER_STORE_SQLITE_STATEMENTS_H_
#define PARAPHE_SERVER_STORE_SQLITE_STATEMENTS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "SQLiteCpp/Column.h"
#include "SQLiteCpp/Statement.h"

namespace paraphe::server::sqlite {

// A time as a column holds it: nanoseconds since 1970; the last that fit (in 2262) for all that come
// later.
inline int64_t ToColumn(absl::Time time) { return absl::ToUnixNanos(time); }
inline absl::Time FromColumn(int64_t nanoseconds) { return absl::FromUnixNanos(nanoseconds); }

// Binds bytes that outlive the run; where there are none, NULL.
inline void BindBytes(SQLite::Statement& statement, int index, absl::string_view bytes) {
  if (bytes.empty()) {
    statement.bind(index);
  } else {
    statement.bindNoCopy(index, static_cast<const void*>(bytes.data()),
                         static_cast<int>(bytes.size()));
  }
}
inline void BindText(SQLite::Statement& statement, int index, const std::string& text) {
  if (text.empty()) {
    statement.bind(index);
  } else {
    statement.bindNoCopy(index, text);
  }
}

// One run of a statement whose parameters are bound. At its end the statement is ready for the next,
// and holds no lock and nobody's bytes.
class Query {
 public:
  explicit Query(SQLite::Statement& statement) : statement_(statement) {}
  ~Query() {
    (void)statement_.tryReset();  // repeats the run's own error, which was told already
    statement_.clearBindings();
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  bool Next() const { return statement_.executeStep(); }

  // Of the current row; valid until the next.
  absl::string_view Bytes(int column) const {
    const SQLite::Column value = statement_.getColumn(column);
    const auto* const bytes = static_cast<const char*>(value.getBlob());
    return {bytes, static_cast<size_t>(value.getBytes())};
  }
  int64_t Number(int column) const { return statement_.getColumn(column).getInt64(); }
  bool IsNull(int column) const { return statement_.getColumn(column).isNull(); }

 private:
  SQLite::Statement& statement_;
};

// A change. Returns how many rows it changed.
inline int Execute(SQLite::Statement& statement) {
  const Query run(statement);
  run.Next();
  return statement.getChanges();
}

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_STATEMENTS_H_
