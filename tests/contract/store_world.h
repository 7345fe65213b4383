// What a store is tested in.
#ifndef PARAPHE_TESTS_CONTRACT_STORE_WORLD_H_
#define PARAPHE_TESTS_CONTRACT_STORE_WORLD_H_

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"

#include "server/audit/audit_chain.h"
#include "server/store/session_store.h"

namespace paraphe::server::test {

// A store and what surrounds it, empty at first.
class StoreWorld {
 public:
  virtual ~StoreWorld() = default;
  virtual SessionStore& store() = 0;
  // Another replica's store over the same data; the same object where a store is one process's own.
  virtual SessionStore& replica() { return store(); }
  // Every byte that the store keeps anywhere (files, tables) once it was purged, to look for what must be
  // gone.
  virtual std::string Dump() = 0;
  // The audit log; null where the store keeps none.
  virtual AuditSource Audit() { return nullptr; }
  // Closes the store as a crash would, and opens it again. Durable stores only.
  virtual void Reopen() {}
  // The same with a key file (store_key_file) of this text; without one where it is empty. Durable stores only.
  virtual absl::Status ReopenWithKeys(const std::string& /*text*/) { return absl::OkStatus(); }
  // Puts another text into the key file, under the open store.
  virtual void WriteKeys(const std::string& /*text*/) {}
};

// Runs `body(i)` on `count` threads, at once.
inline void OnThreads(int count, const std::function<void(int)>& body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(body, i);
  for (std::thread& thread : threads) thread.join();
}

MATCHER_P(SameRecord, expected, "is the same record") {
  *result_listener << arg.ShortDebugString();
  return arg.SerializeAsString() == expected.SerializeAsString();
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_STORE_WORLD_H_
