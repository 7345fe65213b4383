#include "server/store/record_parts.h"

#include <memory>
#include <utility>

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

SharedPart MakePart(std::string bytes) {
  std::string sha256 = Sha256(bytes);
  return {std::move(sha256), std::move(bytes)};
}

bool Parse(absl::string_view bytes, google::protobuf::Message& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

v1::SessionRecord WithoutSharedParts(const v1::SessionRecord& record) {
  v1::SessionRecord own = record;
  if (!own.has_prepared()) return own;
  own.mutable_prepared()->clear_policy();
  // Cleared, it would keep its room.
  const std::unique_ptr<std::string> table(own.mutable_prepared()->release_table());
  return own;
}

std::string OwnPart(const v1::SessionRecord& record) {
  if (!record.has_prepared()) return record.SerializeAsString();
  return WithoutSharedParts(record).SerializeAsString();
}

SharedPart PolicyPart(const v1::SessionRecord& record) {
  if (!record.has_prepared()) return {};
  return MakePart(record.prepared().policy().SerializeAsString());
}

SharedPart TablePart(const v1::SessionRecord& record) {
  if (!record.has_prepared()) return {};
  return MakePart(record.prepared().table());
}

bool Waits(const v1::SessionRecord& record) {
  return !record.signer().empty() && record.state() >= v1::PREPARED &&
         record.state() <= v1::SIGNING;
}

std::string WaitingKey(const v1::SessionRecord& record) {
  return Waits(record) ? Sha256(record.signer()) : std::string();
}

absl::StatusOr<v1::SessionRecord> ParseOwnPart(absl::string_view own) {
  v1::SessionRecord record;
  if (!Parse(own, record)) return MakeError(v1::INTERNAL, "a stored session cannot be read");
  return record;
}

absl::StatusOr<v1::SessionRecord> JoinParts(absl::string_view own, absl::string_view policy,
                                            absl::string_view table) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, ParseOwnPart(own));
  RETURN_IF_ERROR(AddSharedParts(policy, table, record));
  return record;
}

absl::Status AddSharedParts(absl::string_view policy, absl::string_view table,
                            v1::SessionRecord& record) {
  if (!record.has_prepared()) return absl::OkStatus();
  if (!Parse(policy, *record.mutable_prepared()->mutable_policy())) {
    return MakeError(v1::INTERNAL, "the policy of a stored session cannot be read");
  }
  record.mutable_prepared()->set_table(table.data(), table.size());
  return absl::OkStatus();
}

}  // namespace paraphe::server
