#include "server/store/postgresql/connection.h"

#include <iterator>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include <poll.h>

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::server::postgresql {
namespace {

constexpr int kOldestServer = 150000;

// A plan is made once for a statement, perhaps while its tables are still empty: it finds rows by their keys
// all the same.
//
// REQ: SES-6
constexpr char kSettings[] =
    "SET synchronous_commit = on; SET statement_timeout = '60s'; SET lock_timeout = '10s'; "
    "SET idle_in_transaction_session_timeout = '60s'; "
    "SET default_transaction_isolation = 'read committed'; SET client_min_messages = error; "
    "SET enable_seqscan = off; SET jit = off";

constexpr Statement kCommit{"commit", "COMMIT"};

// On one line, without its end.
std::string WordsOf(const PGconn* connection) {
  const std::string words = PQerrorMessage(connection);
  return absl::StrReplaceAll(absl::StripSuffix(words, "\n"), {{"\n", "; "}});
}

absl::Status CheckServer(const PGconn* connection) {
  if (PQserverVersion(connection) < kOldestServer) {
    return MakeError(v1::STORE_UNUSABLE, "the session store needs PostgreSQL 15 or later");
  }
  const char* const encoding = PQparameterStatus(connection, "server_encoding");
  if (encoding == nullptr || absl::string_view(encoding) != "UTF8") {
    return MakeError(v1::STORE_UNUSABLE,
                     "the session store's database must have the encoding UTF8");
  }
  return absl::OkStatus();
}

}  // namespace

std::string NameOf(const std::string& conninfo) {
  const UniquePgOptions options(PQconninfoParse(conninfo.c_str(), nullptr));
  std::string host = "localhost", name = "the role's own";
  for (const PQconninfoOption* option = options.get();
       option != nullptr && option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    if (absl::string_view(option->keyword) == "host") host = option->val;
    if (absl::string_view(option->keyword) == "dbname") name = option->val;
  }
  return absl::StrCat("database ", name, " at ", host);
}

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const std::string& conninfo) {
  // What comes behind another of the same name takes its place.
  const char* const names[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                               "keepalives_count", "tcp_user_timeout", "fallback_application_name",
                               "dbname",           "client_encoding",  nullptr};
  const char* const values[] = {"5",    "10",   "5", "3", "15000", "paraphed", conninfo.c_str(),
                                "UTF8", nullptr};
  UniquePgConn raw(PQconnectdbParams(names, values, /*expand_dbname=*/1));
  if (PQstatus(raw.get()) != CONNECTION_OK) {
    return MakeError(
        v1::STORE_UNAVAILABLE,
        absl::StrCat("the session store's database cannot be reached: ", WordsOf(raw.get())));
  }
  // Would go to standard error: the end of a connection is told by what fails for it.
  PQsetNoticeReceiver(
      raw.get(), [](void*, const PGresult*) {}, nullptr);
  RETURN_IF_ERROR(CheckServer(raw.get()));
  auto connection = absl::WrapUnique(new Connection(std::move(raw)));
  RETURN_IF_ERROR(connection->Execute(kSettings));
  return connection;
}

absl::Status Connection::Execute(const std::string& script) {
  failure_ = Failure();
  const UniquePgResult result(PQexec(connection_.get(), script.c_str()));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return absl::OkStatus();
  Note(result.get());
  return Failed();
}

size_t Connection::Add(const Statement& statement, Arguments arguments) {
  bool to_prepare = prepared_.count(&statement) == 0;
  for (const Queued& queued : queue_) to_prepare = to_prepare && queued.statement != &statement;
  queue_.push_back({&statement, std::move(arguments), to_prepare});
  return queue_.size() - 1;
}

bool Connection::Send(const Queued& queued) {
  const Statement& statement = *queued.statement;
  if (queued.to_prepare &&
      PQsendPrepare(connection_.get(), statement.name, statement.sql, 0, nullptr) != 1) {
    return false;
  }
  const Arguments::Raw raw = queued.arguments.Get();
  return PQsendQueryPrepared(connection_.get(), statement.name, static_cast<int>(raw.values.size()),
                             raw.values.data(), raw.lengths.data(), raw.formats.data(),
                             /*resultFormat=*/1) == 1;
}

absl::StatusOr<std::vector<Rows>> Connection::Run() {
  const std::vector<Queued> queue = std::exchange(queue_, {});
  failure_ = Failure();
  bool sent = PQenterPipelineMode(connection_.get()) == 1;
  for (const Queued& queued : queue) sent = sent && Send(queued);
  if (!sent || PQpipelineSync(connection_.get()) != 1) {
    Note(nullptr);
    return Failed();
  }
  std::vector<Rows> results;
  bool good = true;
  const auto take = [&](ExecStatusType wanted, ExecStatusType or_wanted) {
    UniquePgResult result = Next();
    const ExecStatusType status = PQresultStatus(result.get());
    const bool fits = result != nullptr && (status == wanted || status == or_wanted);
    if (good && !fits) Note(result.get());
    good = good && fits;
    return result;
  };
  for (const Queued& queued : queue) {
    if (queued.to_prepare) {
      take(PGRES_COMMAND_OK, PGRES_COMMAND_OK);
      if (good) prepared_.insert(queued.statement);
    }
    results.emplace_back(take(PGRES_COMMAND_OK, PGRES_TUPLES_OK));
  }
  take(PGRES_PIPELINE_SYNC, PGRES_PIPELINE_SYNC);
  if (PQexitPipelineMode(connection_.get()) != 1 && good) {
    Note(nullptr);
    good = false;
  }
  if (!good) return Failed();
  return results;
}

UniquePgResult Connection::Next() {
  UniquePgResult result(PQgetResult(connection_.get()));
  if (result == nullptr || PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return result;
  // The end of the statement's results.
  const UniquePgResult end(PQgetResult(connection_.get()));
  return end == nullptr ? std::move(result) : nullptr;
}

void Connection::Note(const PGresult* result) {
  failure_ = Failure();
  if (Lost() || result == nullptr) return;
  failure_ = {ErrorField(result, PG_DIAG_SQLSTATE), ErrorField(result, PG_DIAG_CONSTRAINT_NAME)};
}

absl::Status Connection::Commit() {
  Add(kCommit);
  const absl::StatusOr<std::vector<Rows>> results = Run();
  if (!results.ok()) {
    uncertain_ = Lost();
    return results.status();
  }
  if (results->back().command() == "COMMIT") return absl::OkStatus();
  return MakeError(v1::STORE_UNAVAILABLE, "the session store gave up the commit");
}

void Connection::Rollback() {
  queue_.clear();
  if (Idle() || Lost()) return;
  (void)PQclear(PQexec(connection_.get(), "ROLLBACK"));
}

absl::Status Connection::CopyIn(const std::string& copy, absl::string_view data) {
  failure_ = Failure();
  UniquePgResult result(PQexec(connection_.get(), copy.c_str()));
  if (PQresultStatus(result.get()) == PGRES_COPY_IN) {
    const bool sent =
        PQputCopyData(connection_.get(), data.data(), static_cast<int>(data.size())) == 1 &&
        PQputCopyEnd(connection_.get(), nullptr) == 1;
    result.reset(sent ? PQgetResult(connection_.get()) : nullptr);
    while (UniquePgResult(PQgetResult(connection_.get())) != nullptr) continue;
  }
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return absl::OkStatus();
  Note(result.get());
  return Failed();
}

absl::StatusOr<std::vector<std::string>> Connection::AwaitNotifications(int wake) {
  std::vector<std::string> payloads;
  while (true) {
    if (PQconsumeInput(connection_.get()) != 1) {
      Note(nullptr);
      return Failed();
    }
    while (const UniquePgNotify notify = UniquePgNotify(PQnotifies(connection_.get()))) {
      payloads.emplace_back(notify->extra);
    }
    if (!payloads.empty()) return payloads;
    pollfd waited[] = {{PQsocket(connection_.get()), POLLIN, 0}, {wake, POLLIN, 0}};
    poll(waited, std::size(waited), /*timeout=*/-1);
    if (waited[1].revents != 0) return payloads;
  }
}

absl::Status Connection::ForEach(const Statement& statement,
                                 const std::function<absl::Status(const Rows&)>& visit) {
  RETURN_IF_ERROR(Execute("SET statement_timeout = 0"));
  if (PQsendQueryParams(connection_.get(), statement.sql, 0, nullptr, nullptr, nullptr, nullptr,
                        /*resultFormat=*/1) != 1 ||
      PQsetSingleRowMode(connection_.get()) != 1) {
    Note(nullptr);
    return Failed();
  }
  while (true) {
    UniquePgResult result(PQgetResult(connection_.get()));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_TUPLES_OK) return absl::OkStatus();
    if (status != PGRES_SINGLE_TUPLE) {
      Note(result.get());
      return Failed();
    }
    RETURN_IF_ERROR(visit(Rows(std::move(result))));
  }
}

}  // namespace paraphe::server::postgresql
