#include "server/start_report.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "pki/pem.h"
#include "policy/policy_file.h"
#include "policy/policy_warnings.h"

namespace paraphe::server {
namespace {

absl::Status AddFiles(absl::string_view setting, const std::vector<std::string>& paths,
                      size_t limit, std::vector<GivenFile>& files) {
  ASSIGN_OR_RETURN(const std::vector<std::string> expanded, ExpandFolders(paths));
  for (const std::string& path : expanded) {
    ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, limit));
    files.push_back({std::string(setting), path, absl::BytesToHexString(Sha256(bytes))});
  }
  return absl::OkStatus();
}

// What the policies, which are all that `files` holds, name themselves.
absl::Status AddFilesOfPolicies(std::vector<GivenFile>& files) {
  const std::vector<GivenFile> policies = files;
  for (const GivenFile& file : policies) {
    ASSIGN_OR_RETURN(const v1::Policy policy, ReadPolicy(file.path));
    for (const std::string& ca : policy.trusted_ca_files()) {
      RETURN_IF_ERROR(
          AddFiles("policy.trusted_ca_files", {ResolveBeside(file.path, ca)}, kMaxPemBytes, files));
    }
    if (policy.text_file().empty()) continue;
    RETURN_IF_ERROR(AddFiles("policy.text_file", {ResolveBeside(file.path, policy.text_file())},
                             kMaxPolicyTextBytes, files));
  }
  return absl::OkStatus();
}

void AddEmptyFolders(absl::string_view setting, const std::vector<std::string>& paths,
                     std::vector<StartWarning>& warnings) {
  for (const std::string& path : paths) {
    const auto files = ExpandFolders({path});
    if (!files.ok() || !files->empty()) continue;
    warnings.push_back({std::string(setting), path,
                        "no *.textproto file is in this folder; nothing was read from it"});
  }
}

bool IsFor(const v1::Policy& policy, const std::string& application) {
  return absl::c_any_of(policy.applies_to(), [&](const v1::PolicySelector& selector) {
    return selector.application() == application;
  });
}

void AddApplicationsWithoutPolicy(const ServerSettings& settings, const PolicySet& policies,
                                  std::vector<StartWarning>& warnings) {
  for (const v1::ApplicationConfig& application : settings.applications) {
    if (application.inline_policies_allowed()) continue;
    const bool served = absl::c_any_of(policies.by_name(), [&](const auto& named) {
      return IsFor(*named.second, application.name());
    });
    if (served) continue;
    warnings.push_back({"applications", application.name(),
                        "no policy applies to this application, so each of its calls is refused; "
                        "name it in applies_to of a policy"});
  }
}

void AddPoliciesWithoutApplication(const ServerSettings& settings, const PolicySet& policies,
                                   std::vector<StartWarning>& warnings) {
  for (const auto& [name, policy] : policies.by_name()) {
    const v1::Policy& candidate = *policy;
    const bool used =
        absl::c_any_of(settings.applications, [&](const v1::ApplicationConfig& application) {
          return IsFor(candidate, application.name());
        });
    if (used) continue;
    warnings.push_back({"policy_files", name,
                        "this policy applies to no application of the configuration; add an "
                        "applications block, or remove the policy"});
  }
}

void AddCertificateOutOfTime(const ServerSettings& settings, absl::string_view certificate_chain,
                             absl::Time now, std::vector<StartWarning>& warnings) {
  const auto chain = ParsePemCertificates(certificate_chain);
  if (!chain.ok() || chain->front().IsValidAt(now)) return;
  const bool early = now < chain->front().not_before();
  warnings.push_back({"tls", settings.tls.certificate_file(),
                      absl::StrCat("this certificate is ", early ? "not yet valid" : "expired",
                                   "; clients will refuse it")});
}

// REQ: POL-8
void AddDoubtfulPolicies(const Catalogue& catalogue, absl::Time now,
                         std::vector<StartWarning>& warnings) {
  for (const std::string& words : FindUselessCas(catalogue.trusted_cas(), now)) {
    warnings.push_back({"trusted_ca_files", "", words});
  }
  for (const auto& [name, policy] : catalogue.policies().by_name()) {
    for (const PolicyWarning& warning : FindPolicyWarnings(*policy, catalogue.trusted_cas(), now)) {
      warnings.push_back({"policy_files", name, warning.message});
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<GivenFile>> DigestGivenFiles(const ServerSettings& settings) {
  std::vector<GivenFile> files;
  RETURN_IF_ERROR(AddFiles("policy_files", settings.policy_files, kMaxConfigBytes, files));
  RETURN_IF_ERROR(AddFilesOfPolicies(files));
  RETURN_IF_ERROR(AddFiles("table_files", settings.table_files, kMaxTableBytes, files));
  RETURN_IF_ERROR(AddFiles("trusted_ca_files", settings.trusted_ca_files, kMaxPemBytes, files));
  RETURN_IF_ERROR(AddFiles("client_ca_files", settings.client_ca_files, kMaxPemBytes, files));
  return files;
}

std::string DigestOfAll(const std::vector<GivenFile>& files) {
  std::string lines;
  for (const GivenFile& file : files) {
    absl::StrAppend(&lines, file.setting, " ", file.sha256, "\n");
  }
  return absl::BytesToHexString(Sha256(lines));
}

std::vector<StartWarning> FindWhatCannotServe(const ServerSettings& settings,
                                              const Catalogue& catalogue,
                                              absl::string_view certificate_chain, absl::Time now) {
  std::vector<StartWarning> warnings;
  AddEmptyFolders("policy_files", settings.policy_files, warnings);
  AddEmptyFolders("table_files", settings.table_files, warnings);
  AddApplicationsWithoutPolicy(settings, catalogue.policies(), warnings);
  AddPoliciesWithoutApplication(settings, catalogue.policies(), warnings);
  AddCertificateOutOfTime(settings, certificate_chain, now, warnings);
  AddDoubtfulPolicies(catalogue, now, warnings);
  return warnings;
}

}  // namespace paraphe::server
