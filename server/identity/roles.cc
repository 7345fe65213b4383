#include "server/identity/roles.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"

namespace paraphe::server {
namespace {

constexpr MethodRole kMethodRoles[] = {
    {"/paraphe.v1.CallerService/Prepare", Role::kCaller},
    {"/paraphe.v1.CallerService/Finalize", Role::kCaller},
    {"/paraphe.v1.CallerService/Abort", Role::kCaller},
    {"/paraphe.v1.CallerService/Watch", Role::kCaller},

    {"/paraphe.v1.SignerService/Login", Role::kSigner},
    {"/paraphe.v1.SignerService/Logout", Role::kSigner},
    {"/paraphe.v1.SignerService/ChangePassword", Role::kSigner},
    {"/paraphe.v1.SignerService/ListSessions", Role::kSigner},
    {"/paraphe.v1.SignerService/Present", Role::kSigner},
    {"/paraphe.v1.SignerService/Consent", Role::kSigner},
    {"/paraphe.v1.SignerService/Sign", Role::kSigner},
    {"/paraphe.v1.SignerService/Export", Role::kSigner},
    {"/paraphe.v1.SignerService/Abort", Role::kSigner},
    {"/paraphe.v1.SignerService/Watch", Role::kSigner},

    {"/paraphe.v1.AdminService/Reload", Role::kAdministrator},
    {"/paraphe.v1.AdminService/GetInventory", Role::kAdministrator},
    {"/paraphe.v1.AdminService/GetIntegrity", Role::kAdministrator},
    {"/paraphe.v1.AdminService/ListSessionStates", Role::kAdministrator},
    {"/paraphe.v1.AdminService/ReadAudit", Role::kAdministrator},
    {"/paraphe.v1.AdminService/CreateAccount", Role::kAdministrator},
    {"/paraphe.v1.AdminService/ResetPassword", Role::kAdministrator},
    {"/paraphe.v1.AdminService/LockAccount", Role::kAdministrator},
    {"/paraphe.v1.AdminService/RemoveAccount", Role::kAdministrator},
    {"/paraphe.v1.AdminService/ListAccounts", Role::kAdministrator},
};

Role RoleOf(const Peer& peer) {
  if (!peer.applications.empty()) return Role::kCaller;
  return peer.administrator.empty() ? Role::kSigner : Role::kAdministrator;
}

absl::string_view NameOf(Role role) {
  switch (role) {
    case Role::kCaller:
      return "applications";
    case Role::kSigner:
      return "signers";
    case Role::kAdministrator:
      return "administrators";
  }
  return "";
}

}  // namespace

absl::Span<const MethodRole> MethodRoles() { return kMethodRoles; }

std::optional<Role> RoleFor(absl::string_view path) {
  for (const MethodRole& method : kMethodRoles) {
    if (method.path == path) return method.role;
  }
  return std::nullopt;
}

bool Serves(Audience audience, Role role) {
  return audience == Audience::kEverybody ||
         (audience == Audience::kSigners) == (role == Role::kSigner);
}

absl::Status CheckRole(Role role, const Peer& peer) {
  const Role has = RoleOf(peer);
  if (has == role) return absl::OkStatus();
  if (has == Role::kSigner) {
    return MakeError(v1::NOT_IDENTIFIED,
                     absl::StrCat("this call is for ", NameOf(role),
                                  ": a client certificate that the server's configuration lists "
                                  "is needed"));
  }
  return MakeError(v1::NOT_ALLOWED, absl::StrCat("this call is for ", NameOf(role),
                                                 "; the client certificate is not of one"));
}

}  // namespace paraphe::server
