// Accounts in memory, at a cost that tests can pay.
#ifndef PARAPHE_TESTS_SERVER_IDENTITY_ACCOUNTS_WORLD_H_
#define PARAPHE_TESTS_SERVER_IDENTITY_ACCOUNTS_WORLD_H_

#include <string>
#include <vector>

#include "server/identity/account_keeper.h"
#include "server/identity/logins.h"
#include "server/store/memory_account_store.h"
#include "tests/testing/fake_clock.h"

namespace paraphe::server::test {

inline constexpr char kPeer[] = "ipv4:192.0.2.7:40312";
inline constexpr char kOtherPeer[] = "ipv4:192.0.2.8:40312";
inline constexpr char kPassword[] = "huit-chats-noirs";

struct AccountsWorld {
  AccountsWorld() {
    settings.scrypt_log2_n = 4;
    settings.failures_before_lock = 3;
    settings.failures_per_address = 20;
  }
  AccountParts Parts() {
    return {&store, &clock, settings, &rules, [this](const v1::AuditEntry& entry) {
              if (audit_status.ok()) audit.push_back(entry);
              return audit_status;
            }};
  }
  // An account that may log in with kPassword.
  void Add(const std::string& name) {
    AccountKeeper keeper(Parts());
    keeper.Create("root", name, kPassword).value();
    ChangeAccount(store, name, [](v1::AccountRecord& record) {
      record.set_must_change(false);
      return absl::OkStatus();
    }).IgnoreError();
    audit.clear();
  }
  v1::AccountRecord Account(const std::string& name) { return store.LoadByName(name).value(); }

  MemoryAccountStore store;
  paraphe::test::FakeClock clock;
  AccountSettings settings;
  PasswordRules rules{12};
  std::vector<v1::AuditEntry> audit;
  absl::Status audit_status;
};

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_IDENTITY_ACCOUNTS_WORLD_H_
