// Which role may call what: one table of every method.
#ifndef PARAPHE_SERVER_IDENTITY_ROLES_H_
#define PARAPHE_SERVER_IDENTITY_ROLES_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "server/identity/peer.h"

namespace paraphe::server {

// A signer is whoever is neither of the others: what they hold, the call judges.
enum class Role { kCaller, kSigner, kAdministrator };

struct MethodRole {
  absl::string_view path;  // "/paraphe.v1.CallerService/Prepare"
  Role role;
};

// Each method of the three services once.
// REQ: ROLE-1
absl::Span<const MethodRole> MethodRoles();

// nullopt where there is no such method.
std::optional<Role> RoleFor(absl::string_view path);

// Whom a port serves. kCallers: administrators, too.
enum class Audience { kEverybody, kCallers, kSigners };
bool Serves(Audience audience, Role role);

// Whether the peer has the role.
// Errors:
//   NOT_IDENTIFIED  it is nobody, and must be somebody
//   NOT_ALLOWED     it is somebody else
absl::Status CheckRole(Role role, const Peer& peer);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_ROLES_H_
