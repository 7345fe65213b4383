#include "server/store/memory_store.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/store/record_parts.h"
#include "server/store/record_time.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

// A key other than the id, as one text; kinds cannot be mistaken for one another.
struct KeyText {
  std::string operator()(const SessionId& key) const { return absl::StrCat("id ", key.value); }
  std::string operator()(const TicketHash& key) const {
    return absl::StrCat("ticket ", key.sha256);
  }
  std::string operator()(const TokenHash& key) const { return absl::StrCat("token ", key.sha256); }
  std::string operator()(const IdempotencyKey& key) const {
    return absl::StrCat("idempotency ", key.application.size(), " ", key.application, key.key);
  }
};

std::vector<SessionKey> KeysOf(const v1::SessionRecord& record) {
  std::vector<SessionKey> keys = {SessionId{record.id()}};
  for (const auto& ticket : record.tickets()) keys.emplace_back(TicketHash{ticket.sha256()});
  if (!record.token_sha256().empty()) keys.emplace_back(TokenHash{record.token_sha256()});
  if (!record.idempotency_key().empty()) {
    keys.emplace_back(IdempotencyKey{record.application(), record.idempotency_key()});
  }
  return keys;
}

// What an entry counts for; `document` is null once erased.
Holding HoldingWith(const v1::SessionRecord& record, const DocumentPtr& document) {
  if (document == nullptr) return HoldingOf(record, std::nullopt);
  return HoldingOf(record, document->size());
}

bool Admits(const SessionFilter& filter, const v1::SessionRecord& record) {
  return (filter.state == v1::SESSION_STATE_UNSPECIFIED || record.state() == filter.state) &&
         (filter.application.empty() || record.application() == filter.application);
}

}  // namespace

absl::Status MemoryStore::Create(const v1::SessionRecord& record, DocumentPtr document,
                                 const v1::AuditEntry& /*entry*/) {
  RETURN_IF_ERROR(CheckFirst(record));
  if (document == nullptr) return MakeError(v1::INTERNAL, "a new session must have a document");
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(CheckKeysFree(record));
  if (sessions_.contains(record.id())) return MovedSession();
  const Holding holding = HoldingWith(record, document);
  const absl::Time time = FromTimestamp(record.created_at());
  RETURN_IF_ERROR(MakeRoom(record.application(), Wanted::NewSession(holding.bytes, time)));
  usage_.Began(record.application(), time);
  Entry& entry = sessions_[record.id()];
  entry.ordinal = ++created_;
  Fill(record, std::move(document), entry);
  return absl::OkStatus();
}

absl::Status MemoryStore::CheckRoom(const std::string& application, uint64_t document_bytes,
                                    absl::Time time) const {
  absl::ReaderMutexLock lock(&mutex_);
  return usage_.CheckRoom(application,
                          Wanted::NewSession(document_bytes + kSessionOverheadBytes, time));
}

absl::StatusOr<v1::SessionRecord> MemoryStore::Load(const SessionKey& key) const {
  const std::string text = std::visit(KeyText(), key);
  absl::ReaderMutexLock lock(&mutex_);
  const auto id = keys_.find(text);
  if (id == keys_.end()) return UnknownSession();
  return RecordOf(sessions_.at(id->second));
}

absl::StatusOr<std::string> MemoryStore::LoadDocument(absl::string_view id) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return UnknownSession();
  if (found->second.document == nullptr) return MovedSession();
  return *found->second.document;
}

absl::Status MemoryStore::CompareAndSet(uint64_t expected_version, const v1::SessionRecord& record,
                                        const DocumentChange& change,
                                        const v1::AuditEntry& /*entry*/) {
  RETURN_IF_ERROR(CheckFollows(expected_version, record));
  absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(Entry * entry, FindAt(record.id(), expected_version));
  RETURN_IF_ERROR(
      CheckSameSession(entry->record.application(), entry->record.idempotency_key(), record));
  RETURN_IF_ERROR(CheckKeysFree(record));
  DocumentPtr document = entry->document;
  if (std::holds_alternative<EraseDocument>(change)) document = nullptr;
  if (const auto* replace = std::get_if<ReplaceDocument>(&change)) {
    document = replace->document;
    const uint64_t before = entry->holding.bytes;
    const uint64_t after = HoldingWith(record, document).bytes;
    if (after > before) {
      RETURN_IF_ERROR(MakeRoom(record.application(), Wanted::MoreBytes(after - before)));
    }
    ASSIGN_OR_RETURN(entry, FindAt(record.id(), expected_version));
  }
  Unindex(entry->record);
  usage_.Subtract(entry->holding);
  Fill(record, std::move(document), *entry);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> MemoryStore::ClaimDue(absl::Time time, size_t limit) {
  absl::ReaderMutexLock lock(&mutex_);
  std::vector<std::string> ids;
  for (const auto& [deadline, id] : due_) {
    if (deadline > time || ids.size() == limit) break;
    ids.push_back(id);
  }
  return ids;
}

absl::StatusOr<std::vector<SessionVersion>> MemoryStore::LoadVersions(
    const std::vector<std::string>& ids) const {
  std::vector<SessionVersion> versions;
  absl::ReaderMutexLock lock(&mutex_);
  for (const std::string& id : ids) {
    const auto found = sessions_.find(id);
    if (found != sessions_.end()) versions.push_back({id, found->second.record.version()});
  }
  return versions;
}

absl::StatusOr<std::vector<v1::SessionRecord>> MemoryStore::ListNewest(const SessionFilter& filter,
                                                                       size_t limit) const {
  absl::ReaderMutexLock lock(&mutex_);
  std::vector<const Entry*> found;
  for (const auto& [id, entry] : sessions_) {
    if (Admits(filter, entry.record)) found.push_back(&entry);
  }
  std::sort(found.begin(), found.end(),
            [](const Entry* a, const Entry* b) { return a->ordinal > b->ordinal; });
  if (found.size() > limit) found.resize(limit);
  std::vector<v1::SessionRecord> records;
  for (const Entry* entry : found) records.push_back(entry->record);
  return records;
}

absl::Status MemoryStore::Remove(absl::string_view id, uint64_t expected_version,
                                 const v1::AuditEntry& /*entry*/) {
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(FindAt(id, expected_version).status());
  Forget(std::string(id));
  return absl::OkStatus();
}

absl::Status MemoryStore::AppendAudit(const v1::AuditEntry& entry) {
  return CheckNoSessions(entry);
}

absl::StatusOr<std::vector<v1::SessionRecord>> MemoryStore::ListWaiting(const std::string& signer,
                                                                        size_t limit) const {
  std::vector<v1::SessionRecord> waiting;
  absl::ReaderMutexLock lock(&mutex_);
  const auto own = waiting_.find(signer);
  if (own == waiting_.end()) return waiting;
  for (const auto& [since, id] : own->second) {
    if (waiting.size() == limit) break;
    ASSIGN_OR_RETURN(v1::SessionRecord record, RecordOf(sessions_.at(id)));
    waiting.push_back(std::move(record));
  }
  return waiting;
}

uint64_t MemoryStore::MemoryBytes() const {
  absl::ReaderMutexLock lock(&mutex_);
  return usage_.bytes();
}

std::string MemoryStore::Dump() const {
  absl::ReaderMutexLock lock(&mutex_);
  std::string dump;
  for (const auto& [id, entry] : sessions_) {
    absl::StrAppend(&dump, id, "\n", entry.record.SerializeAsString(), "\n");
    for (const TextPool::Text& text : {entry.policy, entry.table}) {
      if (text != nullptr) absl::StrAppend(&dump, *text, "\n");
    }
    if (entry.document != nullptr) absl::StrAppend(&dump, *entry.document, "\n");
  }
  for (const auto& [key, id] : keys_) absl::StrAppend(&dump, key, " ", id, "\n");
  return dump;
}

absl::StatusOr<MemoryStore::Entry*> MemoryStore::FindAt(absl::string_view id, uint64_t version) {
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return UnknownSession();
  if (found->second.record.version() != version) return MovedSession();
  return &found->second;
}

absl::Status MemoryStore::CheckKeysFree(const v1::SessionRecord& record) const {
  for (const SessionKey& key : KeysOf(record)) {
    const auto owner = keys_.find(std::visit(KeyText(), key));
    if (owner == keys_.end() || owner->second == record.id()) continue;
    return std::holds_alternative<IdempotencyKey>(key) ? UsedIdempotencyKey() : MovedSession();
  }
  return absl::OkStatus();
}

absl::Status MemoryStore::MakeRoom(const std::string& application, const Wanted& wanted) {
  while (true) {
    ASSIGN_OR_RETURN(const std::string id, usage_.InTheWay(application, wanted));
    if (id.empty()) return absl::OkStatus();
    Forget(id);
  }
}

void MemoryStore::Fill(const v1::SessionRecord& record, DocumentPtr document, Entry& entry) {
  Index(record);
  entry.holding = HoldingWith(record, document);
  usage_.Add(entry.holding);
  entry.record = WithoutSharedParts(record);
  entry.policy = entry.table = nullptr;
  if (record.has_prepared()) {
    entry.policy = texts_.Share(record.prepared().policy().SerializeAsString());
    entry.table = texts_.Share(record.prepared().table());
  }
  entry.document = std::move(document);
}

absl::StatusOr<v1::SessionRecord> MemoryStore::RecordOf(const Entry& entry) {
  v1::SessionRecord record = entry.record;
  if (entry.policy != nullptr) {
    RETURN_IF_ERROR(AddSharedParts(*entry.policy, *entry.table, record));
  }
  return record;
}

void MemoryStore::Forget(const std::string& id) {
  const auto found = sessions_.find(id);
  Unindex(found->second.record);
  usage_.Subtract(found->second.holding);
  sessions_.erase(found);
}

void MemoryStore::Index(const v1::SessionRecord& record) {
  for (const SessionKey& key : KeysOf(record)) keys_[std::visit(KeyText(), key)] = record.id();
  due_.emplace(DeadlineOf(record), record.id());
  if (!Waits(record)) return;
  waiting_[record.signer()].emplace(FromTimestamp(record.created_at()), record.id());
}

void MemoryStore::Unindex(const v1::SessionRecord& record) {
  for (const SessionKey& key : KeysOf(record)) keys_.erase(std::visit(KeyText(), key));
  due_.erase({DeadlineOf(record), record.id()});
  const auto own = waiting_.find(record.signer());
  if (own == waiting_.end()) return;
  own->second.erase({FromTimestamp(record.created_at()), record.id()});
  if (own->second.empty()) waiting_.erase(own);
}

}  // namespace paraphe::server
