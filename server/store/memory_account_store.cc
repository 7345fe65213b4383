#include "server/store/memory_account_store.h"

#include "common/status_macros.h"
#include "server/store/store_errors.h"

namespace paraphe::server {

absl::StatusOr<v1::AccountRecord> MemoryAccountStore::LoadByName(const std::string& name) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = accounts_.find(name);
  if (found == accounts_.end()) return UnknownAccount();
  return found->second;
}

absl::StatusOr<v1::AccountRecord> MemoryAccountStore::LoadByLogin(
    const std::string& token_sha256) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = logins_.find(token_sha256);
  if (found == logins_.end()) return UnknownAccount();
  return accounts_.at(found->second);
}

absl::Status MemoryAccountStore::Create(const v1::AccountRecord& record) {
  RETURN_IF_ERROR(CheckFirst(record));
  absl::MutexLock lock(&mutex_);
  if (accounts_.contains(record.name())) return ExistingAccount();
  RETURN_IF_ERROR(CheckLoginsFree(record));
  Put(record);
  return absl::OkStatus();
}

absl::Status MemoryAccountStore::Replace(const v1::AccountRecord& record) {
  absl::MutexLock lock(&mutex_);
  const auto found = accounts_.find(record.name());
  if (found == accounts_.end()) return UnknownAccount();
  if (found->second.version() + 1 != record.version()) return MovedAccount();
  RETURN_IF_ERROR(CheckLoginsFree(record));
  Drop(record.name());
  Put(record);
  return absl::OkStatus();
}

absl::Status MemoryAccountStore::Remove(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  if (!accounts_.contains(name)) return UnknownAccount();
  Drop(name);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::AccountRecord>> MemoryAccountStore::List(const std::string& after,
                                                                        size_t limit) const {
  std::vector<v1::AccountRecord> listed;
  absl::ReaderMutexLock lock(&mutex_);
  for (auto next = accounts_.upper_bound(after); next != accounts_.end() && listed.size() < limit;
       ++next) {
    listed.push_back(next->second);
  }
  return listed;
}

absl::Status MemoryAccountStore::CheckLoginsFree(const v1::AccountRecord& record) const {
  for (const v1::AccountRecord::Login& login : record.logins()) {
    const auto owner = logins_.find(login.token_sha256());
    if (owner != logins_.end() && owner->second != record.name()) return MovedAccount();
  }
  return absl::OkStatus();
}

void MemoryAccountStore::Put(const v1::AccountRecord& record) {
  for (const v1::AccountRecord::Login& login : record.logins()) {
    logins_[login.token_sha256()] = record.name();
  }
  accounts_[record.name()] = record;
}

void MemoryAccountStore::Drop(const std::string& name) {
  const auto found = accounts_.find(name);
  for (const v1::AccountRecord::Login& login : found->second.logins()) {
    logins_.erase(login.token_sha256());
  }
  accounts_.erase(found);
}

}  // namespace paraphe::server
