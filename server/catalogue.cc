#include "server/catalogue.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/fault_list.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "pki/trust_anchors.h"
#include "render/table_file.h"

namespace paraphe::server {
namespace {

namespace fs = std::filesystem;

// A file that trusts nobody would only be found out by the first signer who is refused.
absl::Status CheckCas(const std::string& path, const std::string& pem) {
  const absl::Status status = ParseCas(pem).status();
  if (status.ok()) return status;
  return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": ", status.message()));
}

absl::StatusOr<std::vector<std::string>> ListFolder(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".textproto") files.push_back(entry->path().string());
  }
  if (error) {
    return MakeError(v1::FILE_UNREADABLE,
                     absl::StrCat(folder, ": cannot list the folder: ", error.message()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ExpandFolders(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    ASSIGN_OR_RETURN(const std::vector<std::string> inside, ListFolder(path));
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

absl::StatusOr<std::shared_ptr<const Catalogue>> Catalogue::Load(const ServerSettings& settings) {
  const auto catalogue = std::make_shared<Catalogue>(Passkey{});
  FaultList faults;
  absl::StatusOr<std::shared_ptr<const PolicySet>> policies =
      PolicySet::Load(settings.policy_files);
  faults.Add(policies.status());
  if (policies.ok()) {
    catalogue->policies_ = *std::move(policies);
    catalogue->LoadApplications(settings, faults);
  }
  catalogue->LoadTables(settings, faults);
  catalogue->LoadTrustedCas(settings, faults);
  RETURN_IF_ERROR(faults.ToStatus());
  return catalogue;
}

void Catalogue::LoadApplications(const ServerSettings& settings, FaultList& faults) {
  for (const v1::ApplicationConfig& application : settings.applications) {
    for (const std::string& policy : application.policy_names()) {
      if (policies_->by_name().count(policy) != 0) continue;
      faults.Add(
          MakeError(v1::MALFORMED_FILE,
                    absl::StrCat("application \"", application.name(), "\": policy_names lists \"",
                                 policy, "\", which no file of policy_files defines")));
    }
    applications_.emplace(application.name(), application);
  }
}

void Catalogue::LoadTables(const ServerSettings& settings, FaultList& faults) {
  for (const std::string& path : settings.table_files) {
    const absl::StatusOr<std::vector<std::string>> files = ExpandFolders({path});
    faults.Add(files.status());
    if (!files.ok()) continue;
    for (const std::string& file : *files) faults.Add(AddTable(file));
  }
}

absl::Status Catalogue::AddTable(const std::string& path) {
  ASSIGN_OR_RETURN(std::string text, ReadFile(path, kMaxTableBytes));
  ASSIGN_OR_RETURN(std::shared_ptr<const Table> table, Table::Create(text, path));
  if (tables_by_name_.count(table->name()) != 0) {
    return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": another file defines table \"",
                                                      table->name(), "\" already"));
  }
  tables_.push_back(table);
  tables_by_name_.emplace(table->name(), TableFile{table, std::move(text)});
  return absl::OkStatus();
}

void Catalogue::LoadTrustedCas(const ServerSettings& settings, FaultList& faults) {
  for (const std::string& path : settings.trusted_ca_files) faults.Add(AddTrustedCas(path));
}

absl::Status Catalogue::AddTrustedCas(const std::string& path) {
  ASSIGN_OR_RETURN(std::string pem, ReadFile(path, kMaxPemBytes));
  RETURN_IF_ERROR(CheckCas(path, pem));
  trusted_cas_.push_back(std::move(pem));
  return absl::OkStatus();
}

const v1::ApplicationConfig* Catalogue::FindApplication(absl::string_view name) const {
  const auto found = applications_.find(std::string(name));
  return found == applications_.end() ? nullptr : &found->second;
}

absl::StatusOr<const TableFile*> Catalogue::FindTable(absl::string_view name,
                                                      const xml::DocumentFacts& facts) const {
  std::string chosen(name);
  if (chosen.empty()) {
    const Table* table = SelectTable(tables_, facts.root_namespace_uri, facts.root_local_name);
    if (table == nullptr) {
      return MakeError(v1::TABLE_UNKNOWN,
                       absl::StrCat("no table for documents of element \"", facts.root_local_name,
                                    "\", and none for any; the server's operator can add one"));
    }
    chosen = table->name();
  }
  const auto found = tables_by_name_.find(chosen);
  if (found == tables_by_name_.end()) {
    return MakeError(
        v1::TABLE_UNKNOWN,
        "no table has the name in table_name; leave it out to take the document's own");
  }
  return &found->second;
}

}  // namespace paraphe::server
