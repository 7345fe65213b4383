#include "policy/policy_set.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "policy/policy_file.h"
#include "policy/policy_rules.h"

namespace paraphe {
namespace {

constexpr char kAnyRole[] = "*";
constexpr char kExtension[] = ".textproto";

absl::Status Unreadable(const std::string& path, const std::error_code& error) {
  return MakeError(v1::FILE_UNREADABLE,
                   absl::StrCat(path, ": cannot be listed: ", error.message()));
}

// The policy files that `path` stands for.
absl::StatusOr<std::vector<std::string>> FilesOf(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  std::filesystem::directory_iterator entry(path, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == kExtension) files.push_back(entry->path().string());
  }
  if (error) return Unreadable(path, error);
  std::sort(files.begin(), files.end());
  return files;
}

// Keeps the first status that is not OK, and the messages of all, one line each.
class StatusCollector {
 public:
  void Add(const absl::Status& status) {
    if (status.ok()) return;
    if (first_.ok()) first_ = status;
    absl::StrAppend(&message_, message_.empty() ? "" : separator_, status.message());
  }
  absl::Status Take() const { return first_.ok() ? first_ : MakeError(ReasonOf(first_), message_); }
  explicit StatusCollector(absl::string_view separator) : separator_(separator) {}

 private:
  std::string separator_;
  absl::Status first_;
  std::string message_;
};

absl::Status Unknown(absl::string_view words) { return MakeError(v1::POLICY_UNKNOWN, words); }

bool Claims(const v1::Policy& policy, absl::string_view application, absl::string_view role) {
  return std::any_of(policy.applies_to().begin(), policy.applies_to().end(),
                     [&](const v1::PolicySelector& selector) {
                       return selector.application() == application &&
                              (selector.role() == role || selector.role() == kAnyRole);
                     });
}

}  // namespace

absl::Status PolicySet::Add(v1::Policy policy) {
  const auto shared = std::make_shared<const v1::Policy>(Normalize(std::move(policy)));
  StatusCollector clashes("; ");
  if (!by_name_.emplace(shared->name(), shared).second) {
    clashes.Add(
        MakeError(v1::POLICY_INVALID, absl::StrCat("two policies are named ", shared->name())));
  }
  for (const v1::PolicySelector& selector : shared->applies_to()) {
    const auto [other, added] =
        by_claim_.emplace(Claim(selector.application(), selector.role()), shared);
    if (added) continue;
    clashes.Add(MakeError(v1::POLICY_INVALID,
                          absl::StrCat("policies ", other->second->name(), " and ", shared->name(),
                                       " both apply to application ", selector.application(),
                                       ", role ", selector.role())));
  }
  return clashes.Take();
}

absl::StatusOr<std::shared_ptr<const PolicySet>> PolicySet::Create(
    std::vector<v1::Policy> policies) {
  const std::shared_ptr<PolicySet> set = absl::WrapUnique(new PolicySet);
  StatusCollector clashes("; ");
  for (v1::Policy& policy : policies) clashes.Add(set->Add(std::move(policy)));
  RETURN_IF_ERROR(clashes.Take());
  return std::shared_ptr<const PolicySet>(set);
}

absl::StatusOr<std::shared_ptr<const PolicySet>> PolicySet::Load(
    const std::vector<std::string>& paths) {
  std::vector<v1::Policy> policies;
  StatusCollector faults("\n");
  for (const std::string& path : paths) {
    const absl::StatusOr<std::vector<std::string>> files = FilesOf(path);
    faults.Add(files.status());
    if (!files.ok()) continue;
    for (const std::string& file : *files) {
      absl::StatusOr<v1::Policy> policy = ReadPolicy(file);
      faults.Add(policy.status());
      if (policy.ok()) policies.push_back(*std::move(policy));
    }
  }
  absl::StatusOr<std::shared_ptr<const PolicySet>> set = Create(std::move(policies));
  faults.Add(set.status());
  RETURN_IF_ERROR(faults.Take());
  return set;
}

// REQ: POL-2
absl::StatusOr<PolicySet::PolicyPtr> PolicySet::Select(absl::string_view application,
                                                       absl::string_view role) const {
  for (const absl::string_view claimed : {role, absl::string_view(kAnyRole)}) {
    const auto found = by_claim_.find(Claim(application, claimed));
    if (found != by_claim_.end()) return found->second;
  }
  return Unknown(
      "no policy applies to this application and role; check the role, or have the administrator "
      "add a policy");
}

absl::StatusOr<PolicySet::PolicyPtr> PolicySet::SelectNamed(absl::string_view name,
                                                            absl::string_view application,
                                                            absl::string_view role) const {
  const auto found = by_name_.find(std::string(name));
  if (found != by_name_.end() && Claims(*found->second, application, role)) return found->second;
  return Unknown(
      "no policy of this name applies to this application and role; check the name and the role");
}

}  // namespace paraphe
