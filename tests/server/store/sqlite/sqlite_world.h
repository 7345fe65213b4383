// A store in a file of its own, for tests.
#ifndef PARAPHE_TESTS_SERVER_STORE_SQLITE_SQLITE_WORLD_H_
#define PARAPHE_TESTS_SERVER_STORE_SQLITE_SQLITE_WORLD_H_

#include <filesystem>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/file.h"
#include "server/store/sqlite/sqlite_store.h"
#include "server/store/sqlite/store_file.h"
#include "tests/contract/store_world.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server::test {

class SqliteWorld final : public StoreWorld {
 public:
  explicit SqliteWorld(const StoreBounds& bounds) : bounds_(bounds) { Open(); }

  SessionStore& store() override { return *store_; }
  std::string path() const { return dir_.Join("paraphed.db"); }

  std::string Dump() override {
    EXPECT_THAT(store_->Purge(), paraphe::test::IsOk());
    return RawFiles();
  }
  AuditSource Audit() override { return sqlite::ReadAudit(path()); }
  void Reopen() override {
    store_.reset();
    Open();
  }
  void Close() { store_.reset(); }

  absl::Status ReopenWithKeys(const std::string& text) override {
    store_.reset();
    keys_ = nullptr;
    if (!text.empty()) {
      WriteKeys(text);
      keys_ = *StoreKeyFile::Open(key_dir_.Join("keys"));
    }
    auto store = sqlite::SqliteStore::Open(path(), bounds_, keys_);
    if (store.ok()) store_ = *std::move(store);
    return store.status();
  }
  void WriteKeys(const std::string& text) override {
    chmod(key_dir_.WriteFileOrDie("keys", text).c_str(), 0600);
  }

  // What the folder's files hold, as it is.
  std::string RawFiles() const {
    std::string bytes;
    for (const auto& file : std::filesystem::directory_iterator(dir_.path())) {
      bytes += *ReadFile(file.path().string(), size_t{1} << 30);
    }
    return bytes;
  }

 private:
  void Open() {
    auto store = sqlite::SqliteStore::Open(path(), bounds_, keys_);
    ASSERT_THAT(store, paraphe::test::IsOk());
    store_ = *std::move(store);
  }

  paraphe::test::TempDir dir_;
  paraphe::test::TempDir key_dir_;
  const StoreBounds bounds_;
  std::shared_ptr<StoreKeyFile> keys_;
  std::unique_ptr<sqlite::SqliteStore> store_;
};

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_STORE_SQLITE_SQLITE_WORLD_H_
