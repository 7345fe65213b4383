#include "server/identity/logins.h"

#include <utility>

#include "absl/strings/escaping.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/random.h"
#include "common/status_macros.h"
#include "server/identity/auth_failures.h"
#include "server/store/record_time.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

// No user has this name.
constexpr char kDecoy[] = " decoy";
constexpr int kMostLogins = 8;

absl::Status Refused() {
  return MakeError(
      v1::LOGIN_REFUSED,
      "the user name and the password do not belong together, or the account is locked for now, or "
      "too many failures came from this address: try again later, or ask an administrator");
}

absl::Status NoLogin() {
  return MakeError(v1::LOGIN_REFUSED, "the login is not known, or its time is over: log in again");
}

bool IsLocked(const v1::AccountRecord& record, absl::Time now) {
  return record.locked() ||
         (record.has_locked_until() && FromTimestamp(record.locked_until()) > now);
}

// Forgets those whose time is over, and the oldest of too many.
void DropLogins(v1::AccountRecord& record, absl::Time now) {
  auto& logins = *record.mutable_logins();
  for (int i = logins.size() - 1; i >= 0; --i) {
    if (FromTimestamp(logins[i].expires_at()) <= now) logins.DeleteSubrange(i, 1);
  }
  if (logins.size() > kMostLogins) logins.DeleteSubrange(0, logins.size() - kMostLogins);
}

void KeepLogin(v1::AccountRecord& record, absl::string_view token_sha256) {
  auto& logins = *record.mutable_logins();
  for (int i = logins.size() - 1; i >= 0; --i) {
    if (!SecretEquals(logins[i].token_sha256(), token_sha256)) logins.DeleteSubrange(i, 1);
  }
}

}  // namespace

absl::Status Logins::Prepare() {
  const ScryptCost cost = CostOf(parts_.settings);
  const absl::StatusOr<v1::AccountRecord> found = parts_.store->LoadByName(kDecoy);
  if (!found.ok() && ReasonOf(found.status()) != v1::ACCOUNT_UNKNOWN) return found.status();
  ASSIGN_OR_RETURN(const std::string nobodys, RandomBytes(kSecretBytes));
  ASSIGN_OR_RETURN(const std::string hash, HashPassword(nobodys, cost));
  if (found.ok()) {
    return ChangeAccount(*parts_.store, kDecoy, [&](v1::AccountRecord& record) {
      record.set_password_hash(hash);
      return absl::OkStatus();
    });
  }
  v1::AccountRecord decoy;
  decoy.set_name(kDecoy);
  decoy.set_version(1);
  decoy.set_password_hash(hash);
  *decoy.mutable_created_at() = ToTimestamp(parts_.clock->Now());
  const absl::Status created = parts_.store->Create(decoy);
  return ReasonOf(created) == v1::ACCOUNT_EXISTS ? absl::OkStatus() : created;
}

absl::StatusOr<LoginGiven> Logins::Login(absl::string_view peer, absl::string_view user_name,
                                         absl::string_view password) {
  ASSIGN_OR_RETURN(const std::string name, AccountName(user_name));
  ASSIGN_OR_RETURN(const std::string normal, NormalizePassword(password));
  if (addresses_.IsRefused(AddressOfPeer(peer), parts_.clock->Now())) {
    return Refuse(peer, "Login", name, "address");
  }
  ASSIGN_OR_RETURN(v1::AccountRecord account, FindOrDecoy(name));
  ASSIGN_OR_RETURN(const PasswordVerdict verdict, Verify(peer, "Login", name, account, normal));
  std::string new_hash;
  if (verdict.outdated) {
    ASSIGN_OR_RETURN(new_hash, HashPassword(normal, CostOf(parts_.settings)));
  }
  return Record(peer, account, new_hash);
}

absl::StatusOr<LoginGiven> Logins::Record(absl::string_view peer, const v1::AccountRecord& account,
                                          const std::string& new_hash) {
  LoginGiven given;
  ASSIGN_OR_RETURN(const std::string secret, RandomBytes(kSecretBytes));
  given.token = absl::WebSafeBase64Escape(secret);
  bool refused = false;
  const absl::Status stored =
      ChangeAccount(*parts_.store, account.name(), [&](v1::AccountRecord& record) {
        const absl::Time now = parts_.clock->Now();
        // Locked, or given another password, since this one was verified.
        refused = IsLocked(record, now) || record.password_hash() != account.password_hash();
        if (refused) return Refused();
        given.expires_at = now + parts_.settings.login_lifetime;
        given.must_change_password = record.must_change();
        if (record.has_last_login()) given.last_login = FromTimestamp(record.last_login());
        given.failures_since = record.failures_since();
        if (!new_hash.empty()) record.set_password_hash(new_hash);
        record.set_failures(0);
        record.clear_locked_until();
        record.set_failures_since(0);
        *record.mutable_last_login() = ToTimestamp(now);
        auto& login = *record.add_logins();
        login.set_token_sha256(Sha256(given.token));
        *login.mutable_expires_at() = ToTimestamp(given.expires_at);
        DropLogins(record, now);
        return absl::OkStatus();
      });
  if (refused || ReasonOf(stored) == v1::ACCOUNT_UNKNOWN) {
    return Refuse(peer, "Login", account.name(), "locked");
  }
  RETURN_IF_ERROR(stored);
  return given;
}

absl::Status Logins::Logout(absl::string_view token) {
  const std::string hash = Sha256(token);
  const absl::StatusOr<v1::AccountRecord> account = parts_.store->LoadByLogin(hash);
  if (ReasonOf(account.status()) == v1::ACCOUNT_UNKNOWN) return absl::OkStatus();
  RETURN_IF_ERROR(account.status());
  const absl::Status status =
      ChangeAccount(*parts_.store, account->name(), [&](v1::AccountRecord& record) {
        auto& logins = *record.mutable_logins();
        for (int i = logins.size() - 1; i >= 0; --i) {
          if (SecretEquals(logins[i].token_sha256(), hash)) logins.DeleteSubrange(i, 1);
        }
        return absl::OkStatus();
      });
  return ReasonOf(status) == v1::ACCOUNT_UNKNOWN ? absl::OkStatus() : status;
}

absl::Status Logins::ChangePassword(absl::string_view peer, absl::string_view token,
                                    absl::string_view old_password,
                                    absl::string_view new_password) {
  ASSIGN_OR_RETURN(const std::string old_normal, NormalizePassword(old_password));
  ASSIGN_OR_RETURN(const std::string new_normal, NormalizePassword(new_password));
  ASSIGN_OR_RETURN(const v1::AccountRecord account, Find(peer, token, "ChangePassword"));
  if (addresses_.IsRefused(AddressOfPeer(peer), parts_.clock->Now())) {
    return Refuse(peer, "ChangePassword", account.name(), "address");
  }
  RETURN_IF_ERROR(Verify(peer, "ChangePassword", account.name(), account, old_normal).status());
  RETURN_IF_ERROR(parts_.rules->Check(new_normal, account.name()));
  if (SecretEquals(old_normal, new_normal)) {
    return MakeError(v1::PASSWORD_TOO_WEAK, "the new password is the old one; choose another");
  }
  ASSIGN_OR_RETURN(const std::string hash, HashPassword(new_normal, CostOf(parts_.settings)));
  return ChangeAccount(*parts_.store, account.name(), [&](v1::AccountRecord& record) {
    if (record.password_hash() != account.password_hash()) return Refused();
    record.set_password_hash(hash);
    record.set_must_change(false);
    record.set_failures(0);
    KeepLogin(record, Sha256(token));
    return absl::OkStatus();
  });
}

absl::StatusOr<std::string> Logins::Identify(absl::string_view peer, absl::string_view token,
                                             absl::string_view call) const {
  ASSIGN_OR_RETURN(const v1::AccountRecord account, Find(peer, token, call));
  if (!account.must_change()) return account.name();
  return MakeError(v1::LOGIN_REFUSED,
                   "an administrator set the password: change it first (ChangePassword)");
}

absl::StatusOr<std::string> Logins::FindAccount(absl::string_view user_name) const {
  const absl::StatusOr<std::string> name = AccountName(user_name);
  if (!name.ok()) return UnknownAccount();
  RETURN_IF_ERROR(parts_.store->LoadByName(*name).status());
  return name;
}

absl::Duration Logins::DelayFor(absl::string_view peer) const {
  return addresses_.DelayFor(AddressOfPeer(peer), parts_.clock->Now());
}

// REQ: CHN-3
absl::StatusOr<v1::AccountRecord> Logins::Find(absl::string_view peer, absl::string_view token,
                                               absl::string_view call) const {
  const std::string hash = Sha256(token);
  absl::StatusOr<v1::AccountRecord> account = parts_.store->LoadByLogin(hash);
  if (!account.ok() && ReasonOf(account.status()) != v1::ACCOUNT_UNKNOWN) return account;
  if (account.ok()) {
    for (const v1::AccountRecord::Login& login : account->logins()) {
      const bool own = SecretEquals(login.token_sha256(), hash);
      if (own && FromTimestamp(login.expires_at()) > parts_.clock->Now()) return account;
    }
  }
  LogAuthFailure({peer, "", "login_token", call});
  return NoLogin();
}

absl::StatusOr<PasswordVerdict> Logins::Verify(absl::string_view peer, absl::string_view call,
                                               const std::string& name,
                                               const v1::AccountRecord& account,
                                               absl::string_view password) {
  ASSIGN_OR_RETURN(const PasswordVerdict verdict,
                   VerifyPassword(password, account.password_hash(), CostOf(parts_.settings)));
  const bool own = account.name() == name && verdict.matches;
  if (own && !IsLocked(account, parts_.clock->Now())) return verdict;
  RETURN_IF_ERROR(CountFailure(account.name()));
  return Refuse(peer, call, name, own ? "locked" : "login");
}

absl::StatusOr<v1::AccountRecord> Logins::FindOrDecoy(const std::string& name) {
  absl::StatusOr<v1::AccountRecord> found = parts_.store->LoadByName(name);
  if (ReasonOf(found.status()) != v1::ACCOUNT_UNKNOWN) return found;
  absl::StatusOr<v1::AccountRecord> decoy = parts_.store->LoadByName(kDecoy);
  if (ReasonOf(decoy.status()) != v1::ACCOUNT_UNKNOWN) return decoy;
  RETURN_IF_ERROR(Prepare());
  return parts_.store->LoadByName(kDecoy);
}

// In the same words whatever the reason; the log says which. REQ: CHN-3
absl::Status Logins::Refuse(absl::string_view peer, absl::string_view call,
                            absl::string_view account, absl::string_view reason) {
  addresses_.Add(AddressOfPeer(peer), parts_.clock->Now());
  LogAuthFailure({peer, std::string(account), reason, call});
  return Refused();
}

absl::Status Logins::CountFailure(const std::string& account) {
  bool locked_out = false;
  const absl::Status stored = ChangeAccount(*parts_.store, account, [&](v1::AccountRecord& record) {
    const absl::Time now = parts_.clock->Now();
    record.set_failures_since(record.failures_since() + 1);
    locked_out = false;
    // The time of a lock does not grow by what is tried meanwhile.
    if (IsLocked(record, now)) return absl::OkStatus();
    record.set_failures(record.failures() + 1);
    if (record.failures() < parts_.settings.failures_before_lock) return absl::OkStatus();
    locked_out = true;
    record.set_failures(0);
    *record.mutable_locked_until() = ToTimestamp(now + parts_.settings.lock_time);
    return absl::OkStatus();
  });
  if (ReasonOf(stored) == v1::ACCOUNT_UNKNOWN) return absl::OkStatus();
  RETURN_IF_ERROR(stored);
  if (!locked_out || account == kDecoy) return absl::OkStatus();
  v1::AuditEntry entry = AccountEntry(parts_, "AccountLockOut", account);
  entry.set_actor(v1::AUDIT_SERVER);
  entry.set_reason(v1::LOGIN_REFUSED);
  return parts_.append_audit(entry);
}

}  // namespace paraphe::server
