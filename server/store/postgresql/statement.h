// Statements, what they are given, and what they return: all values in PostgreSQL's binary formats, so that
// no byte of a document is written twice.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_STATEMENT_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_STATEMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "server/store/postgresql/libpq.h"

namespace paraphe::server::postgresql {

// Prepared once a connection, under its name. Every parameter is cast to bigint, bytea, bytea[] or text.
struct Statement {
  const char* name;
  const char* sql;
};

// A time as a column holds it: nanoseconds since 1970; the last that fit (in 2262) for all that come later.
inline int64_t ToColumn(absl::Time time) { return absl::ToUnixNanos(time); }

// A number in network byte order.
template <typename Number>
std::string BigEndian(Number number) {
  std::string bytes;
  for (int shift = 8 * static_cast<int>(sizeof(Number)) - 8; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(static_cast<uint64_t>(number) >> shift & 0xff));
  }
  return bytes;
}

// The values of a statement's parameters, in their order. Views must outlive the run.
class Arguments {
 public:
  Arguments&& Number(int64_t number) &&;
  Arguments&& Number(std::optional<int64_t> number) &&;
  Arguments&& Bytes(absl::string_view bytes) &&;
  Arguments&& Text(absl::string_view text) && { return std::move(*this).Bytes(text); }
  Arguments&& BytesOrNull(absl::string_view bytes) &&;            // NULL where empty
  Arguments&& List(const std::vector<std::string>& elements) &&;  // bytea[]

  // As libpq takes them; valid until the object changes.
  struct Raw {
    std::vector<const char*> values;
    std::vector<int> lengths, formats;
  };
  Raw Get() const;

 private:
  struct Value {
    bool null = false;
    bool own = false;
    std::string bytes;       // where own
    absl::string_view view;  // else
  };
  Arguments&& Add(Value value);

  std::vector<Value> values_;
};

// What a statement returned. Numbers are of columns cast to bigint.
class Rows {
 public:
  explicit Rows(UniquePgResult result) : result_(std::move(result)) {}

  int size() const { return PQntuples(result_.get()); }
  bool empty() const { return size() == 0; }
  bool IsNull(int column, int row = 0) const {
    return PQgetisnull(result_.get(), row, column) == 1;
  }
  // Valid as long as the object; empty where NULL.
  absl::string_view Bytes(int column, int row = 0) const;
  int64_t Number(int column, int row = 0) const;

  // How many rows an INSERT, UPDATE or DELETE changed.
  int64_t changed() const;
  // The command as it was done: a COMMIT may have been a ROLLBACK.
  absl::string_view command() const { return PQcmdStatus(result_.get()); }

 private:
  UniquePgResult result_;
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_STATEMENT_H_
