#include "server/rpc/policy_choice.h"

#include <algorithm>

#include "common/errors.h"
#include "common/status_macros.h"
#include "policy/policy_rules.h"
#include "policy/policy_set.h"

namespace paraphe::server {
namespace {

// REQ: POL-3
absl::StatusOr<v1::Policy> TakeInline(const v1::ApplicationConfig& application,
                                      const v1::Policy& policy) {
  if (!application.inline_policies_allowed()) {
    return MakeError(
        v1::POLICY_INLINE_NOT_GRANTED,
        "inline_policy: the server's configuration does not grant it to this application "
        "(inline_policies_allowed); name a policy instead");
  }
  RETURN_IF_ERROR(CheckInlinePolicy(policy));
  return Normalize(policy);
}

// An application's list of names, where it has one, is both a grant and a bound.
absl::StatusOr<PolicySet::PolicyPtr> TakeNamed(const PolicySet& policies,
                                               const v1::ApplicationConfig& application,
                                               const v1::PrepareRequest& request) {
  const auto& names = application.policy_names();
  if (names.empty()) {
    return policies.SelectNamed(request.policy_name(), application.name(), request.signer_role());
  }
  if (std::find(names.begin(), names.end(), request.policy_name()) == names.end()) {
    return MakeError(
        v1::NOT_ALLOWED,
        "policy_name: the server's configuration does not let this application name it "
        "(policy_names)");
  }
  return policies.by_name().at(request.policy_name());
}

// REQ: POL-2
absl::StatusOr<v1::Policy> Take(const Catalogue& catalogue,
                                const v1::ApplicationConfig& application,
                                const v1::PrepareRequest& request) {
  if (request.has_inline_policy()) return TakeInline(application, request.inline_policy());
  const PolicySet& policies = catalogue.policies();
  ASSIGN_OR_RETURN(const PolicySet::PolicyPtr policy,
                   request.policy_name().empty()
                       ? policies.Select(application.name(), request.signer_role())
                       : TakeNamed(policies, application, request));
  return *policy;
}

}  // namespace

absl::StatusOr<v1::Policy> ChoosePolicy(const Catalogue& catalogue,
                                        const v1::PrepareRequest& request) {
  const v1::ApplicationConfig* application = catalogue.FindApplication(request.application());
  if (application == nullptr) {
    return MakeError(v1::NOT_ALLOWED,
                     "application: the server's configuration does not list it (applications)");
  }
  ASSIGN_OR_RETURN(v1::Policy policy, Take(catalogue, *application, request));
  if (policy.trusted_ca_pem().empty()) {
    for (const std::string& pem : catalogue.trusted_cas()) policy.add_trusted_ca_pem(pem);
  }
  return policy;
}

}  // namespace paraphe::server
