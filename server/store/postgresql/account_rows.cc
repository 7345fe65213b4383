#include "server/store/postgresql/account_rows.h"

#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/store/postgresql/session_statements.h"
#include "server/store/store_errors.h"

namespace paraphe::server::postgresql {
namespace {

constexpr Statement kByName{"account_by_name", "SELECT record FROM accounts WHERE name = $1::text"};
constexpr Statement kByLogin{"account_by_login",
                             "SELECT record FROM accounts WHERE name = "
                             "(SELECT account FROM logins WHERE token_sha256 = $1::bytea)"};
constexpr Statement kListAccounts{
    "list_accounts",
    "SELECT record FROM accounts WHERE name > $1::text ORDER BY name LIMIT $2::bigint"};
// Locks the row, so that the version that was read stays until the commit.
constexpr Statement kFindAccount{"find_account",
                                 "SELECT version FROM accounts WHERE name = $1::text FOR UPDATE"};
constexpr Statement kInsertAccount{
    "insert_account",
    "INSERT INTO accounts (name, version, record) VALUES ($1::text, $2::bigint, $3::bytea) "
    "ON CONFLICT (name) DO NOTHING"};
constexpr Statement kUpdateAccount{
    "update_account",
    "UPDATE accounts SET version = $2::bigint, record = $3::bytea WHERE name = $1::text"};
constexpr Statement kDeleteAccount{"delete_account", "DELETE FROM accounts WHERE name = $1::text"};
constexpr Statement kDropLogins{
    "drop_logins",
    "DELETE FROM logins WHERE account = $1::text AND token_sha256 <> ALL ($2::bytea[])"};
constexpr Statement kOtherLogins{
    "other_logins",
    "SELECT 1 FROM logins WHERE account <> $1::text AND token_sha256 = ANY ($2::bytea[]) LIMIT 1"};
constexpr Statement kAddLogins{
    "add_logins",
    "INSERT INTO logins (token_sha256, account) SELECT DISTINCT given, $1::text FROM "
    "unnest($2::bytea[]) AS given WHERE NOT EXISTS (SELECT FROM logins "
    "WHERE token_sha256 = given AND account = $1::text)"};

absl::StatusOr<v1::AccountRecord> ReadAccount(const Rows& rows, int row) {
  v1::AccountRecord record;
  const absl::string_view bytes = rows.Bytes(0, row);
  if (record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return record;
  return MakeError(v1::INTERNAL, "an account in the session store cannot be read");
}

absl::StatusOr<v1::AccountRecord> ReadOne(Connection& connection) {
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  if (results[0].empty()) return UnknownAccount();
  return ReadAccount(results[0], 0);
}

// The row, and its logins, as they stand in `record`; what was added before runs first. The results are those of
// all of it.
absl::StatusOr<std::vector<Rows>> Write(Connection& connection, const Statement& statement,
                                        const v1::AccountRecord& record) {
  std::vector<std::string> logins;
  for (const auto& login : record.logins()) logins.push_back(login.token_sha256());
  const std::string bytes = record.SerializeAsString();
  connection.Add(kOtherLogins, Arguments().Text(record.name()).List(logins));
  connection.Add(
      statement,
      Arguments().Text(record.name()).Number(static_cast<int64_t>(record.version())).Bytes(bytes));
  ASSIGN_OR_RETURN(std::vector<Rows> results, connection.Run());
  if (!results[results.size() - 2].empty()) return MovedAccount();
  if (results.back().changed() != 1) return results;
  connection.Add(kDropLogins, Arguments().Text(record.name()).List(logins));
  connection.Add(kAddLogins, Arguments().Text(record.name()).List(logins));
  RETURN_IF_ERROR(connection.Run().status());
  return results;
}

}  // namespace

absl::StatusOr<v1::AccountRecord> AccountRows::LoadByName(const std::string& name) const {
  return pool_.Run([&](Connection& connection) {
    connection.Add(kByName, Arguments().Text(name));
    return ReadOne(connection);
  });
}

absl::StatusOr<v1::AccountRecord> AccountRows::LoadByLogin(const std::string& token_sha256) const {
  return pool_.Run([&](Connection& connection) {
    connection.Add(kByLogin, Arguments().Bytes(token_sha256));
    return ReadOne(connection);
  });
}

absl::Status AccountRows::Create(const v1::AccountRecord& record) {
  RETURN_IF_ERROR(CheckFirst(record));
  return pool_.Run([&](Connection& connection) -> absl::Status {
    connection.Add(kBegin);
    ASSIGN_OR_RETURN(const std::vector<Rows> results, Write(connection, kInsertAccount, record));
    if (results.back().changed() != 1) return ExistingAccount();
    return connection.Commit();
  });
}

absl::Status AccountRows::Replace(const v1::AccountRecord& record) {
  return pool_.Run([&](Connection& connection) -> absl::Status {
    connection.Add(kBegin);
    connection.Add(kFindAccount, Arguments().Text(record.name()));
    ASSIGN_OR_RETURN(const std::vector<Rows> found, connection.Run());
    if (found[1].empty()) return UnknownAccount();
    if (static_cast<uint64_t>(found[1].Number(0)) + 1 != record.version()) return MovedAccount();
    RETURN_IF_ERROR(Write(connection, kUpdateAccount, record).status());
    return connection.Commit();
  });
}

absl::Status AccountRows::Remove(const std::string& name) {
  return pool_.Run([&](Connection& connection) -> absl::Status {
    connection.Add(kDeleteAccount, Arguments().Text(name));
    ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
    return results[0].changed() == 1 ? absl::OkStatus() : UnknownAccount();
  });
}

absl::StatusOr<std::vector<v1::AccountRecord>> AccountRows::List(const std::string& after,
                                                                 size_t limit) const {
  return pool_.Run([&](Connection& connection) -> absl::StatusOr<std::vector<v1::AccountRecord>> {
    connection.Add(kListAccounts, Arguments().Text(after).Number(static_cast<int64_t>(limit)));
    ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
    std::vector<v1::AccountRecord> records;
    for (int row = 0; row < results[0].size(); ++row) {
      ASSIGN_OR_RETURN(v1::AccountRecord record, ReadAccount(results[0], row));
      records.push_back(std::move(record));
    }
    return records;
  });
}

}  // namespace paraphe::server::postgresql
