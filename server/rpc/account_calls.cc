#include "server/rpc/account_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/identity/account_keeper.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

constexpr size_t kMostListed = 1000;

absl::StatusOr<AccountKeeper*> KeeperOf(const ServerContext& context) {
  if (context.account_keeper != nullptr) return context.account_keeper;
  return MakeError(v1::NOT_ALLOWED,
                   "the server's configuration has no accounts: add a block accounts {} to it");
}

v1::ListAccountsResponse::Account Describe(const v1::AccountRecord& record, absl::Time now) {
  v1::ListAccountsResponse::Account account;
  account.set_user_name(record.name());
  account.set_locked(record.locked());
  if (record.has_locked_until() && FromTimestamp(record.locked_until()) > now) {
    *account.mutable_locked_until() = record.locked_until();
  }
  if (record.has_last_login()) *account.mutable_last_login() = record.last_login();
  account.set_must_change_password(record.must_change());
  return account;
}

}  // namespace

absl::StatusOr<v1::CreateAccountResponse> CreateAccount(const ServerContext& context,
                                                        const Peer& peer,
                                                        const v1::CreateAccountRequest& request) {
  ASSIGN_OR_RETURN(AccountKeeper * keeper, KeeperOf(context));
  ASSIGN_OR_RETURN(std::string password, keeper->Create(peer.administrator, request.user_name(),
                                                        request.initial_password()));
  v1::CreateAccountResponse response;
  if (request.initial_password().empty()) response.set_initial_password(std::move(password));
  return response;
}

absl::StatusOr<v1::ResetPasswordResponse> ResetPassword(const ServerContext& context,
                                                        const Peer& peer,
                                                        const v1::ResetPasswordRequest& request) {
  ASSIGN_OR_RETURN(AccountKeeper * keeper, KeeperOf(context));
  v1::ResetPasswordResponse response;
  ASSIGN_OR_RETURN(*response.mutable_initial_password(),
                   keeper->Reset(peer.administrator, request.user_name()));
  return response;
}

absl::StatusOr<v1::LockAccountResponse> LockAccount(const ServerContext& context, const Peer& peer,
                                                    const v1::LockAccountRequest& request) {
  ASSIGN_OR_RETURN(AccountKeeper * keeper, KeeperOf(context));
  RETURN_IF_ERROR(request.unlock() ? keeper->Unlock(peer.administrator, request.user_name())
                                   : keeper->Lock(peer.administrator, request.user_name()));
  return v1::LockAccountResponse();
}

absl::StatusOr<v1::RemoveAccountResponse> RemoveAccount(const ServerContext& context,
                                                        const Peer& peer,
                                                        const v1::RemoveAccountRequest& request) {
  ASSIGN_OR_RETURN(AccountKeeper * keeper, KeeperOf(context));
  RETURN_IF_ERROR(keeper->Remove(peer.administrator, request.user_name()));
  return v1::RemoveAccountResponse();
}

absl::StatusOr<v1::ListAccountsResponse> ListAccounts(const ServerContext& context,
                                                      const Peer& /*peer*/,
                                                      const v1::ListAccountsRequest& request) {
  ASSIGN_OR_RETURN(AccountKeeper * keeper, KeeperOf(context));
  ASSIGN_OR_RETURN(const std::vector<v1::AccountRecord> accounts,
                   keeper->List(request.after(), kMostListed + 1));
  v1::ListAccountsResponse response;
  for (const v1::AccountRecord& record : accounts) {
    if (response.accounts().size() == static_cast<int>(kMostListed)) {
      response.set_more(true);
      break;
    }
    *response.add_accounts() = Describe(record, context.clock.Now());
  }
  return response;
}

}  // namespace paraphe::server
