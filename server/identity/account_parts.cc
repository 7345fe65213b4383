#include "server/identity/account_parts.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/store/record_time.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

constexpr size_t kMaxNameCharacters = 128;
constexpr int kAttempts = 64;

bool IsNameCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         absl::string_view("._@-").find(c) != absl::string_view::npos;
}

}  // namespace

absl::StatusOr<std::string> AccountName(absl::string_view user_name) {
  if (!user_name.empty() && user_name.size() <= kMaxNameCharacters &&
      std::all_of(user_name.begin(), user_name.end(), IsNameCharacter)) {
    return absl::AsciiStrToLower(user_name);
  }
  return MakeError(v1::MALFORMED_REQUEST,
                   "user_name: 1 to 128 of the characters A-Z a-z 0-9 . _ @ - are needed");
}

v1::AuditEntry AccountEntry(const AccountParts& parts, absl::string_view act,
                            absl::string_view account) {
  v1::AuditEntry entry;
  *entry.mutable_time() = ToTimestamp(parts.clock->Now());
  entry.set_act(std::string(act));
  entry.set_subject(absl::BytesToHexString(Sha256(account)));
  return entry;
}

absl::Status ChangeAccount(AccountStore& store, const std::string& name,
                           const AccountChange& change) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    ASSIGN_OR_RETURN(v1::AccountRecord record, store.LoadByName(name));
    RETURN_IF_ERROR(change(record));
    record.set_version(record.version() + 1);
    const absl::Status stored = store.Replace(record);
    if (ReasonOf(stored) != v1::SESSION_CONFLICT) return stored;
  }
  return MovedAccount();
}

}  // namespace paraphe::server
