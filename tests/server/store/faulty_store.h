// A store that does what tests tell it to, in front of another: a write is refused before it happens,
// or happens and its acknowledgement is lost, as when a server is killed on either side of a commit;
// something else happens just before a write; a read is refused; records come back changed.
#ifndef PARAPHE_TESTS_SERVER_STORE_FAULTY_STORE_H_
#define PARAPHE_TESTS_SERVER_STORE_FAULTY_STORE_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/errors.h"
#include "server/store/session_store.h"

namespace paraphe::server::test {

enum class Fault { kNone, kRefused, kUnacknowledged };

// Thread-safe; of calls at once, any one may be the next.
class FaultyStore final : public SessionStore {
 public:
  explicit FaultyStore(SessionStore* behind) : behind_(*behind) {}

  // What happens to the next write; those after it go well.
  void FailNextWrite(Fault fault) { fault_ = fault; }

  // The next read of a record, a document or a list is refused; those after it go well.
  void FailNextRead() { fail_read_ = true; }

  // Says from now on what happens to each call of the store, by its number from 1; a read whose answer is
  // lost was made in vain. Null: nothing. May be asked by any thread. Not while threads run.
  void ChooseFaults(std::function<Fault(int call)> choose) {
    calls_ = 0;
    choose_ = std::move(choose);
  }
  // Calls since then.
  int calls() const { return calls_; }

  // Runs before each write from now on; its own writes go straight through. Not while threads run.
  void BeforeWrites(std::function<void()> hook) { before_write_ = std::move(hook); }
  // Changes each record that is loaded from now on; null: no more. Not while threads run.
  void ChangeLoaded(std::function<void(v1::SessionRecord&)> change) { change_ = std::move(change); }

  // How often a document was read.
  int document_loads() const { return document_loads_; }

  absl::Status Create(const v1::SessionRecord& record, DocumentPtr document,
                      const v1::AuditEntry& entry) override {
    return Write([&] { return behind_.Create(record, document, entry); });
  }
  absl::Status CheckRoom(const std::string& application, uint64_t document_bytes,
                         absl::Time time) const override {
    return behind_.CheckRoom(application, document_bytes, time);
  }
  absl::StatusOr<v1::SessionRecord> Load(const SessionKey& key) const override {
    return Read([&] {
      absl::StatusOr<v1::SessionRecord> record = behind_.Load(key);
      if (record.ok() && change_ != nullptr) change_(*record);
      return record;
    });
  }
  absl::StatusOr<std::string> LoadDocument(absl::string_view id) const override {
    ++document_loads_;
    return Read([&] { return behind_.LoadDocument(id); });
  }
  absl::Status CompareAndSet(uint64_t expected_version, const v1::SessionRecord& record,
                             const DocumentChange& change, const v1::AuditEntry& entry) override {
    return Write([&] { return behind_.CompareAndSet(expected_version, record, change, entry); });
  }
  absl::StatusOr<std::vector<std::string>> ClaimDue(absl::Time time, size_t limit) override {
    return Read([&] { return behind_.ClaimDue(time, limit); });
  }
  absl::StatusOr<std::vector<SessionVersion>> LoadVersions(
      const std::vector<std::string>& ids) const override {
    return behind_.LoadVersions(ids);
  }
  absl::StatusOr<std::vector<v1::SessionRecord>> ListNewest(const SessionFilter& filter,
                                                            size_t limit) const override {
    return Read([&] { return behind_.ListNewest(filter, limit); });
  }
  std::unique_ptr<Following> Follow(OnChange told) const override {
    return behind_.Follow(std::move(told));
  }
  absl::Status Remove(absl::string_view id, uint64_t expected_version,
                      const v1::AuditEntry& entry) override {
    return Write([&] { return behind_.Remove(id, expected_version, entry); });
  }
  absl::Status AppendAudit(const v1::AuditEntry& entry) override {
    return Write([&] { return behind_.AppendAudit(entry); });
  }
  absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(const std::string& signer,
                                                             size_t limit) const override {
    return Read([&] { return behind_.ListWaiting(signer, limit); });
  }
  AccountStore* accounts() override { return behind_.accounts(); }
  absl::Status Purge() override {
    return Write([&] { return behind_.Purge(); });
  }

 private:
  template <typename Do>
  absl::Status Write(Do write) {
    if (before_write_ != nullptr) {
      const auto hook = std::exchange(before_write_, nullptr);
      hook();
      before_write_ = hook;
    }
    const Fault told = fault_.exchange(Fault::kNone), chosen = Chosen();
    const Fault fault = told == Fault::kNone ? chosen : told;
    if (fault == Fault::kRefused) return Unavailable();
    const absl::Status status = write();
    return fault == Fault::kUnacknowledged ? Unavailable() : status;
  }
  template <typename Do>
  auto Read(Do read) const -> decltype(read()) {
    const Fault chosen = Chosen();
    if (fail_read_.exchange(false) || chosen == Fault::kRefused) return Unavailable();
    auto result = read();
    if (chosen == Fault::kUnacknowledged) return Unavailable();
    return result;
  }
  Fault Chosen() const {
    const int call = ++calls_;
    return choose_ == nullptr ? Fault::kNone : choose_(call);
  }
  static absl::Status Unavailable() {
    return MakeError(v1::STORE_UNAVAILABLE, "the store was told to fail");
  }

  SessionStore& behind_;
  std::atomic<Fault> fault_ = Fault::kNone;
  mutable std::atomic<bool> fail_read_ = false;
  std::function<Fault(int call)> choose_;
  mutable std::atomic<int> calls_ = 0;
  std::function<void()> before_write_;
  std::function<void(v1::SessionRecord&)> change_;
  mutable std::atomic<int> document_loads_ = 0;
};

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_STORE_FAULTY_STORE_H_
