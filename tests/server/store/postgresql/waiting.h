// A transaction of somebody else, and waiting for what the database does.
#ifndef PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_WAITING_H_
#define PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_WAITING_H_

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

#include "server/store/postgresql/connection.h"
#include "tests/server/store/postgresql/postgres_server.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {

// Begins with `sql` and holds what it locked, until it is destroyed.
class Bystander {
 public:
  Bystander(const std::string& conninfo, const std::string& sql)
      : connection_(*postgresql::Connection::Open(conninfo)) {
    EXPECT_THAT(connection_->Execute("SET idle_in_transaction_session_timeout = 0"),
                paraphe::test::IsOk());
    EXPECT_THAT(connection_->Execute(sql), paraphe::test::IsOk());
  }

 private:
  const std::unique_ptr<postgresql::Connection> connection_;
};

// Returns once `sql`, a condition, is true; fails the test after 20 s.
inline void WaitUntil(const std::string& sql) {
  const absl::Time end = absl::Now() + absl::Seconds(20);
  while (PostgresServer::Shared().Query("public", absl::StrCat("SELECT ", sql)) != "t") {
    if (absl::Now() > end) {
      ADD_FAILURE() << "never true: " << sql;
      return;
    }
  }
}

// Whether a connection of ours waits so: pg_stat_activity.wait_event.
inline std::string AnyWaits(const std::string& event) {
  return absl::StrCat("EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = '", event,
                      "' AND application_name = 'paraphed')");
}

// Cuts those of our connections that fit.
inline void Cut(const std::string& condition) {
  PostgresServer::Shared().Query(
      "public", absl::StrCat("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
                             "WHERE application_name = 'paraphed' AND ",
                             condition));
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_WAITING_H_
