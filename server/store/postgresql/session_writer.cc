#include "server/store/postgresql/session_writer.h"

#include <utility>
#include <variant>
#include <vector>

#include "common/errors.h"
#include "common/hash.h"
#include "common/random.h"
#include "common/status_macros.h"
#include "server/store/postgresql/session_reader.h"
#include "server/store/postgresql/session_statements.h"
#include "server/store/record_time.h"
#include "server/store/sealed_parts.h"
#include "server/store/store_errors.h"
#include "server/store/store_usage.h"

namespace paraphe::server::postgresql {
namespace {

std::optional<int64_t> DeadlineColumn(const v1::SessionRecord& record) {
  if (!record.has_deadline()) return std::nullopt;
  return ToColumn(DeadlineOf(record));
}

std::optional<int64_t> SizeColumn(std::optional<uint64_t> size) {
  if (!size.has_value()) return std::nullopt;
  return static_cast<int64_t>(*size);
}

std::vector<std::string> TicketsOf(const v1::SessionRecord& record) {
  std::vector<std::string> tickets;
  for (const auto& ticket : record.tickets()) tickets.push_back(ticket.sha256());
  return tickets;
}

std::optional<uint64_t> BytesAfter(const DocumentChange& change, std::optional<uint64_t> before) {
  if (std::holds_alternative<EraseDocument>(change)) return std::nullopt;
  const auto* const replace = std::get_if<ReplaceDocument>(&change);
  return replace == nullptr ? before : replace->document->size();
}

}  // namespace

absl::Status SessionWriter::Create(const v1::SessionRecord& record, const std::string& document,
                                   const v1::AuditEntry& entry) {
  Row row;
  row.document_bytes = document.size();
  row.holding = HoldingOf(record, row.document_bytes);
  const Wanted wanted = Wanted::NewSession(row.holding.bytes, FromTimestamp(record.created_at()));
  const SharedPart policy = PolicyPart(record), table = TablePart(record);
  row.policy_sha256 = policy.sha256;
  row.table_sha256 = table.sha256;
  connection_.Add(kBegin);
  connection_.Add(kFindShared, Arguments().Bytes(policy.sha256));
  connection_.Add(kFindShared, Arguments().Bytes(table.sha256));
  connection_.Add(kReadUsage, Arguments().Text(record.application()));
  ASSIGN_OR_RETURN(const std::vector<Rows> found, connection_.Run());
  RETURN_IF_ERROR(tail_.CheckRoom(found[3], wanted));
  if (found[1].empty()) RETURN_IF_ERROR(AddShared(policy));
  if (found[2].empty()) RETURN_IF_ERROR(AddShared(table));
  ASSIGN_OR_RETURN(row.key_id, RandomBytes(kKeyIdBytes));
  ASSIGN_OR_RETURN(const ContentKey key, ContentKey::Generate());
  RETURN_IF_ERROR(AddRow(kInsert, record, row, key).status());
  RETURN_IF_ERROR(AddDocument(record, document, key));
  RETURN_IF_ERROR(AddKey(key, row.key_id));
  tail_.Add(row.holding);
  RETURN_IF_ERROR(tail_.Lock(record.application()).status());
  RETURN_IF_ERROR(tail_.MakeRoom(record.application(), wanted));
  return tail_.Commit(entry, /*erases=*/false);
}

absl::Status SessionWriter::CompareAndSet(uint64_t expected_version,
                                          const v1::SessionRecord& record,
                                          const DocumentChange& change,
                                          const v1::AuditEntry& entry) {
  ASSIGN_OR_RETURN(const Found found, BeginAt(record.id(), expected_version));
  const Row& stored = found.row;
  RETURN_IF_ERROR(CheckSameSession(stored.application, stored.idempotency_key, record));
  Row row = stored;
  row.document_bytes = BytesAfter(change, stored.document_bytes);
  row.holding = HoldingOf(record, row.document_bytes);
  // The policy never changes (POL-7), and the table with an amendment only.
  if (!record.has_prepared()) {
    row.policy_sha256.clear();
    row.table_sha256.clear();
  } else if (Sha256(record.prepared().table()) != stored.table_sha256) {
    const SharedPart table = TablePart(record);
    row.table_sha256 = table.sha256;
    ASSIGN_OR_RETURN(const bool is_new, IsNew(table));
    if (is_new) RETURN_IF_ERROR(AddShared(table));
  }
  // What is erased or replaced can be read by the key of before only.
  const bool erases = !std::holds_alternative<KeepDocument>(change);
  ASSIGN_OR_RETURN(const ContentKey new_key, ContentKey::Generate());
  if (erases) {
    ASSIGN_OR_RETURN(row.key_id, RandomBytes(kKeyIdBytes));
    connection_.Add(kDropKey, Arguments().Bytes(stored.key_id));
    RETURN_IF_ERROR(AddKey(new_key, row.key_id));
  } else {
    RETURN_IF_ERROR(found.key.status());
  }
  const ContentKey& key = erases ? new_key : *found.key;
  ASSIGN_OR_RETURN(const size_t update, AddRow(kUpdate, record, row, key));
  if (const auto* replace = std::get_if<ReplaceDocument>(&change)) {
    RETURN_IF_ERROR(AddDocument(record, *replace->document, key));
  } else if (erases) {
    connection_.Add(kDropDocument, Arguments().Text(record.id()));
  }
  tail_.Subtract(stored.holding);
  tail_.Add(row.holding);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, tail_.Lock(row.application));
  if (results[update].changed() != 1) return MovedSession();
  if (std::holds_alternative<ReplaceDocument>(change) && row.holding.bytes > stored.holding.bytes) {
    RETURN_IF_ERROR(tail_.MakeRoom(row.application,
                                   Wanted::MoreBytes(row.holding.bytes - stored.holding.bytes)));
  }
  connection_.Add(kNotify,
                  Arguments().Text(record.id()).Number(static_cast<int64_t>(record.version())));
  return tail_.Commit(entry, erases || row.table_sha256 != stored.table_sha256);
}

absl::Status SessionWriter::Remove(absl::string_view id, uint64_t expected_version,
                                   const v1::AuditEntry& entry) {
  ASSIGN_OR_RETURN(const Found found, BeginAt(id, expected_version));
  const Row& row = found.row;
  connection_.Add(kDelete, Arguments().Text(id));
  connection_.Add(kDropKey, Arguments().Bytes(row.key_id));
  tail_.Subtract(row.holding);
  RETURN_IF_ERROR(tail_.Lock(row.application).status());
  return tail_.Commit(entry, /*erases=*/true);
}

absl::StatusOr<SessionWriter::Found> SessionWriter::BeginAt(absl::string_view id,
                                                            uint64_t version) {
  connection_.Add(kBegin);
  connection_.Add(kFind, Arguments().Text(id));
  connection_.Add(kFindKey, Arguments().Text(id));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection_.Run());
  const Rows& found = results[1];
  if (found.empty()) return UnknownSession();
  if (static_cast<uint64_t>(found.Number(0)) != version) return MovedSession();
  Row row;
  row.application = std::string(found.Bytes(1));
  row.idempotency_key = std::string(found.Bytes(2));
  row.policy_sha256 = std::string(found.Bytes(3));
  row.table_sha256 = std::string(found.Bytes(4));
  if (!found.IsNull(5)) row.document_bytes = static_cast<uint64_t>(found.Number(5));
  row.holding.application = row.application;
  row.holding.bytes = static_cast<uint64_t>(found.Number(6));
  row.holding.erased = !row.document_bytes.has_value();
  row.holding.open = IsOpen(static_cast<v1::SessionState>(found.Number(8)));
  row.key_id = std::string(found.Bytes(7));
  return Found{std::move(row), UnwrapKey(keys_, results[2], 0)};
}

absl::StatusOr<bool> SessionWriter::IsNew(const SharedPart& part) {
  connection_.Add(kFindShared, Arguments().Bytes(part.sha256));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection_.Run());
  return results[0].empty();
}

absl::Status SessionWriter::AddShared(const SharedPart& part) {
  ASSIGN_OR_RETURN(std::string key_id, RandomBytes(kKeyIdBytes));
  ASSIGN_OR_RETURN(const ContentKey key, ContentKey::Generate());
  ASSIGN_OR_RETURN(const StoredKey* const stored, Wrap(key, key_id));
  ASSIGN_OR_RETURN(const absl::string_view sealed, Seal(key, part.bytes, SharedPlace(part.sha256)));
  connection_.Add(kPutShared, Arguments()
                                  .Bytes(kept_.emplace_back(part.sha256))
                                  .Bytes(kept_.emplace_back(std::move(key_id)))
                                  .Bytes(sealed)
                                  .Bytes(stored->bytes)
                                  .BytesOrNull(stored->store_key));
  return absl::OkStatus();
}

absl::StatusOr<const StoredKey*> SessionWriter::Wrap(const ContentKey& key,
                                                     absl::string_view key_id) {
  ASSIGN_OR_RETURN(StoredKey stored, keys_.Wrap(key, KeyPlace(key_id)));
  return &stored_keys_.emplace_back(std::move(stored));
}

absl::Status SessionWriter::AddKey(const ContentKey& key, absl::string_view key_id) {
  ASSIGN_OR_RETURN(const StoredKey* const stored, Wrap(key, key_id));
  connection_.Add(kPutKey,
                  Arguments().Bytes(key_id).Bytes(stored->bytes).BytesOrNull(stored->store_key));
  return absl::OkStatus();
}

absl::StatusOr<absl::string_view> SessionWriter::Seal(const ContentKey& key,
                                                      absl::string_view content,
                                                      const std::string& place) {
  ASSIGN_OR_RETURN(std::string sealed, key.Seal(content, place));
  return absl::string_view(kept_.emplace_back(std::move(sealed)));
}

absl::StatusOr<size_t> SessionWriter::AddRow(const Statement& statement,
                                             const v1::SessionRecord& record, const Row& row,
                                             const ContentKey& key) {
  ASSIGN_OR_RETURN(const absl::string_view sealed,
                   Seal(key, OwnPart(record), RecordPlace(record.id(), record.version())));
  const std::string& waits = kept_.emplace_back(WaitingKey(record));
  const std::optional<int64_t> since =
      waits.empty() ? std::nullopt : std::optional(ToColumn(FromTimestamp(record.created_at())));
  Arguments arguments = Arguments()
                            .Text(record.id())
                            .Number(static_cast<int64_t>(record.version()))
                            .Number(int64_t{record.state()})
                            .Number(DeadlineColumn(record))
                            .BytesOrNull(record.token_sha256())
                            .BytesOrNull(row.policy_sha256)
                            .BytesOrNull(row.table_sha256)
                            .Number(SizeColumn(row.document_bytes))
                            .Number(static_cast<int64_t>(row.holding.bytes))
                            .Bytes(row.key_id)
                            .Bytes(sealed)
                            .BytesOrNull(waits)
                            .Number(since);
  if (&statement == &kInsert) {
    static_cast<void>(
        std::move(arguments).Text(record.application()).BytesOrNull(record.idempotency_key()));
  }
  const size_t place = connection_.Add(statement, std::move(arguments));
  const std::vector<std::string> tickets = TicketsOf(record);
  connection_.Add(kDropTickets, Arguments().Text(record.id()).List(tickets));
  connection_.Add(kAddTickets, Arguments().Text(record.id()).List(tickets));
  return place;
}

absl::Status SessionWriter::AddDocument(const v1::SessionRecord& record,
                                        const std::string& document, const ContentKey& key) {
  ASSIGN_OR_RETURN(const absl::string_view sealed, Seal(key, document, DocumentPlace(record.id())));
  connection_.Add(kPutDocument, Arguments().Text(record.id()).Bytes(sealed));
  return absl::OkStatus();
}

}  // namespace paraphe::server::postgresql
