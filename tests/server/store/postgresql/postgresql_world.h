// A store in a schema of its own, for tests.
#ifndef PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_POSTGRESQL_WORLD_H_
#define PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_POSTGRESQL_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "server/store/content_key.h"
#include "server/store/postgresql/audit_rows.h"
#include "server/store/postgresql/postgresql_store.h"
#include "server/store/sealed_parts.h"
#include "tests/contract/store_world.h"
#include "tests/server/store/postgresql/postgres_server.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server::test {

class PostgresqlWorld final : public StoreWorld {
 public:
  explicit PostgresqlWorld(const StoreBounds& bounds)
      : bounds_(bounds), schema_(PostgresServer::Shared().MakeSchema()) {
    Reopen();
  }
  ~PostgresqlWorld() override {
    Close();
    PostgresServer::Shared().DropSchema(schema_);
  }

  SessionStore& store() override { return *store_; }
  SessionStore& replica() override { return *replica_; }
  const std::string& schema() const { return schema_; }
  std::string conninfo() const { return PostgresServer::Shared().Conninfo(schema_); }

  // Tables and write-ahead log as they stand in their files; and all that a key of the database opens.
  std::string Dump() override {
    EXPECT_THAT(store_->Purge(), paraphe::test::IsOk());
    return absl::StrCat(PostgresServer::Shared().TableFiles(), PostgresServer::Shared().LogFiles(),
                        Opened());
  }
  AuditSource Audit() override { return postgresql::ReadAudit(conninfo()); }
  void Reopen() override {
    Close();
    store_ = Open();
    replica_ = Open();
  }
  absl::Status ReopenWithKeys(const std::string& text) override {
    Close();
    keys_ = nullptr;
    if (!text.empty()) {
      WriteKeys(text);
      keys_ = *StoreKeyFile::Open(key_dir_.Join("keys"));
    }
    auto store = postgresql::PostgresqlStore::Open(conninfo(), kConnections, bounds_, keys_);
    if (!store.ok()) return store.status();
    store_ = *std::move(store);
    replica_ = Open();
    return absl::OkStatus();
  }
  void WriteKeys(const std::string& text) override {
    chmod(key_dir_.WriteFileOrDie("keys", text).c_str(), 0600);
  }
  void Close() {
    store_.reset();
    replica_.reset();
  }

  // The first value that `sql` gives, as text. Dies where it fails.
  std::string Query(const std::string& sql) const {
    return PostgresServer::Shared().Query(schema_, sql);
  }

 private:
  static constexpr size_t kConnections = 4;

  std::unique_ptr<postgresql::PostgresqlStore> Open() {
    auto store = postgresql::PostgresqlStore::Open(conninfo(), kConnections, bounds_, keys_);
    EXPECT_THAT(store, paraphe::test::IsOk());
    return *std::move(store);
  }

  // Every sealed value whose key stands in clear, whatever row names it.
  std::string Opened() const {
    const std::string lines = Query(
        "SELECT string_agg(encode(bytes, 'hex') || ' ' || encode(key, 'hex') || ' ' || "
        "encode(convert_to(place, 'UTF8'), 'hex'), E'\\n') FROM ("
        "SELECT record, 'record ' || version || ' ' || id, key_id FROM sessions UNION ALL "
        "SELECT bytes, 'document ' || id, key_id FROM documents JOIN sessions ON session = id "
        "UNION ALL SELECT bytes, 'shared ' || encode(sha256, 'hex'), key_id FROM shared"
        ") AS sealed (bytes, place, key_id) JOIN content_keys ON content_keys.id = key_id "
        "WHERE store_key IS NULL");
    std::string opened;
    for (const absl::string_view line : absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
      const std::vector<std::string> parts = absl::StrSplit(line, ' ');
      const auto key = ContentKey::Of(absl::HexStringToBytes(parts[1]));
      const auto content =
          key->Open(absl::HexStringToBytes(parts[0]), absl::HexStringToBytes(parts[2]));
      EXPECT_THAT(content, paraphe::test::IsOk());
      absl::StrAppend(&opened, *content, "\n");
    }
    return opened;
  }

  const StoreBounds bounds_;
  const std::string schema_;
  paraphe::test::TempDir key_dir_;
  std::shared_ptr<StoreKeyFile> keys_;
  std::unique_ptr<postgresql::PostgresqlStore> store_, replica_;
};

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_STORE_POSTGRESQL_POSTGRESQL_WORLD_H_
