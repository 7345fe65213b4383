// The policies of a server and which one is for whom (POL-2).
#ifndef PARAPHE_POLICY_POLICY_SET_H_
#define PARAPHE_POLICY_POLICY_SET_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/policy.pb.h"

namespace paraphe {

// Immutable; thread-safe. Replaced whole when files change; who holds a policy keeps it.
//
// REQ: POL-2, POL-7
class PolicySet {
 public:
  using PolicyPtr = std::shared_ptr<const v1::Policy>;

  // Takes policies without faults, and normalizes them. An empty set is fine.
  // Errors:
  //   POLICY_INVALID  two have one name, or claim one (application, role); every clash on one line
  static absl::StatusOr<std::shared_ptr<const PolicySet>> Create(std::vector<v1::Policy> policies);

  // Reads files and makes the set; a folder stands for its *.textproto files, in the order of their
  // names.
  // Errors:
  //   FILE_UNREADABLE  a file or folder cannot be read
  //   TOO_LARGE        a file is longer than kMaxConfigBytes
  //   POLICY_INVALID   the faults of every file, one line each, and of those without as Create has them
  static absl::StatusOr<std::shared_ptr<const PolicySet>> Load(
      const std::vector<std::string>& paths);

  // The policy of the application and role: the one that names the role, else the one that claims
  // "*". The role "*" itself selects nothing but the latter.
  // Errors:
  //   POLICY_UNKNOWN  there is none
  absl::StatusOr<PolicyPtr> Select(absl::string_view application, absl::string_view role) const;

  // The policy `name`, provided that it claims the application and the role (or "*").
  // Errors:
  //   POLICY_UNKNOWN  it does not claim them, or does not exist: the same message
  absl::StatusOr<PolicyPtr> SelectNamed(absl::string_view name, absl::string_view application,
                                        absl::string_view role) const;

  // All policies, by name.
  const std::map<std::string, PolicyPtr>& by_name() const { return by_name_; }

 private:
  using Claim = std::pair<std::string, std::string>;  // application, role

  PolicySet() = default;
  absl::Status Add(v1::Policy policy);

  std::map<std::string, PolicyPtr> by_name_;
  std::map<Claim, PolicyPtr> by_claim_;
};

}  // namespace paraphe

#endif  // PARAPHE_POLICY_POLICY_SET_H_
