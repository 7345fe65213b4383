#include "server/identity/account_settings.h"

#include "absl/strings/str_cat.h"

#include "common/config_file.h"

namespace paraphe::server {
namespace {

// 0 stands for the default.
void TakeNumber(const char* field, uint32_t given, uint32_t least, uint32_t most, TextFile& file,
                uint32_t& target) {
  if (given == 0) return;
  if (given < least || given > most) {
    file.AddFault({{"accounts"}, {field}}, absl::StrCat("at least ", least, ", at most ", most));
  }
  target = given;
}

}  // namespace

AccountSettings TakeAccounts(const v1::AccountsConfig& config, TextFile& file) {
  AccountSettings settings;
  TakeNumber("least_password_characters", config.least_password_characters(), 8, 128, file,
             settings.least_password_characters);
  TakeNumber("scrypt_log2_n", config.scrypt_log2_n(), 15, 20, file, settings.scrypt_log2_n);
  TakeNumber("failures_before_lock", config.failures_before_lock(), 1, 100, file,
             settings.failures_before_lock);
  TakeNumber("failures_per_address", config.failures_per_address(), 1, 10000, file,
             settings.failures_per_address);
  if (config.has_lock_time()) {
    settings.lock_time =
        TakeDuration(config.lock_time(), {{"accounts"}, {"lock_time"}}, kMaxDuration, file);
  }
  if (config.has_login_lifetime()) {
    settings.login_lifetime = TakeDuration(config.login_lifetime(),
                                           {{"accounts"}, {"login_lifetime"}}, kMaxDuration, file);
  }
  settings.refused_passwords_file = config.refused_passwords_file();
  return settings;
}

}  // namespace paraphe::server
