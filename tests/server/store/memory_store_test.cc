#include "server/store/memory_store.h"

#include "absl/strings/str_cat.h"
#include <malloc.h>

#include "tests/contract/account_store_contract.h"
#include "tests/contract/session_store_contract.h"
#include "tests/contract/store_audit_contract.h"
#include "tests/contract/store_bounds_contract.h"
#include "tests/contract/store_documents_contract.h"
#include "tests/contract/store_list_contract.h"
#include "tests/contract/store_quotas_contract.h"
#include "tests/contract/store_writers_contract.h"

namespace paraphe::server::test {
namespace {

class MemoryWorld final : public StoreWorld {
 public:
  explicit MemoryWorld(const StoreBounds& bounds) : store_(bounds) {}
  SessionStore& store() override { return store_; }
  std::string Dump() override { return store_.Dump(); }

 private:
  MemoryStore store_;
};

const auto kMemory = ::testing::Values(StoreKind{
    "memory", [](const StoreBounds& bounds) { return std::make_unique<MemoryWorld>(bounds); }});

// Proves: SES-1, SES-2, SES-4, SES-5
INSTANTIATE_TEST_SUITE_P(Memory, SessionStoreContract, kMemory, StoreName());

// Proves: SES-2
INSTANTIATE_TEST_SUITE_P(Memory, SessionStoreDocuments, kMemory, StoreName());

// Proves: SES-7
INSTANTIATE_TEST_SUITE_P(Memory, SessionStoreBounds, kMemory, StoreName());
INSTANTIATE_TEST_SUITE_P(Memory, SessionStoreQuotas, kMemory, StoreName());

// Proves: SES-5
INSTANTIATE_TEST_SUITE_P(Memory, SessionStoreWriters, kMemory, StoreName());

// Proves: ADM-2
INSTANTIATE_TEST_SUITE_P(Memory, StoreAuditContract, kMemory, StoreName());

// Proves: CHN-4
INSTANTIATE_TEST_SUITE_P(Memory, AccountStoreContract, kMemory, StoreName());

// Proves: ADM-1
INSTANTIATE_TEST_SUITE_P(Memory, StoreListContract, kMemory, StoreName());

// Proves: SES-7
TEST(MemoryStoreTest, SaysWhatItTakesOfMemory) {
  MemoryStore store;
  EXPECT_EQ(store.MemoryBytes(), 0u);
  v1::SessionRecord record = SampleRecord(SessionState::kPrepared);
  ASSERT_THAT(Put(store, record, std::make_shared<const std::string>(1 << 20, 'd')), IsOk());
  EXPECT_GT(store.MemoryBytes(), 1u << 20);
  EXPECT_LT(store.MemoryBytes(), 2u << 20);
  record.set_version(2);
  ASSERT_THAT(Change(store, 1, record, EraseDocument{}), IsOk());
  EXPECT_LT(store.MemoryBytes(), 1u << 14);
  ASSERT_THAT(Drop(store, "id-a", 2), IsOk());
  EXPECT_EQ(store.MemoryBytes(), 0u);
}

#if !PARAPHE_SANITIZED  // which have an allocator of their own
// Proves: SES-7
TEST(MemoryStoreTest, SessionsHoldOneTableTogether) {
  constexpr size_t kSessions = 100, kTableBytes = 100000;
  MemoryStore store;
  const size_t before = mallinfo2().uordblks;
  for (size_t i = 0; i < kSessions; ++i) {
    v1::SessionRecord record = SampleRecord(SessionState::kPrepared, absl::StrCat(i));
    record.mutable_prepared()->set_table(std::string(kTableBytes, 't'));
    ASSERT_THAT(Put(store, record, SampleDocument()), IsOk());
    EXPECT_EQ(store.Load(SessionId{record.id()})->prepared().table(), record.prepared().table());
  }
  EXPECT_LT(mallinfo2().uordblks - before, kSessions * kTableBytes / 10);
}
#endif

}  // namespace
}  // namespace paraphe::server::test
