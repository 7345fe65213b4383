// What the operator says of accounts: AccountsConfig of proto/paraphe/v1/config.proto, with its defaults.
#ifndef PARAPHE_SERVER_IDENTITY_ACCOUNT_SETTINGS_H_
#define PARAPHE_SERVER_IDENTITY_ACCOUNT_SETTINGS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"

#include "common/text_file.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::server {

struct AccountSettings {
  uint32_t least_password_characters = 12;
  uint32_t scrypt_log2_n = 17;
  uint32_t failures_before_lock = 10;
  absl::Duration lock_time = absl::Minutes(15);
  uint32_t failures_per_address = 50;
  absl::Duration login_lifetime = absl::Hours(8);
  std::string refused_passwords_file;  // as it is written in the file; empty for none
};

// The block `accounts` of the file; adds a fault for each value that is out of its bounds.
AccountSettings TakeAccounts(const v1::AccountsConfig& config, TextFile& file);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_ACCOUNT_SETTINGS_H_
