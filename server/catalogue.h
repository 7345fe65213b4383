// What the operator hands to the server beside its configuration: policies, tables, trusted CAs,
// applications; read from files, checked together, immutable. A session copies what it needs of it
// when it is prepared, so a catalogue may be replaced whole while sessions are open (POL-7, ADM-1).
#ifndef PARAPHE_SERVER_CATALOGUE_H_
#define PARAPHE_SERVER_CATALOGUE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "common/fault_list.h"
#include "document/document_facts.h"
#include "paraphe/v1/config.pb.h"
#include "policy/policy_set.h"
#include "render/table.h"
#include "server/config.h"

namespace paraphe::server {

// A table and the text that it was made from, which agents receive.
struct TableFile {
  std::shared_ptr<const Table> table;
  std::string text;
};

// Thread-safe.
class Catalogue {
  struct Passkey {};

 public:
  explicit Catalogue(Passkey) {}

  // Reads everything that `settings` names; a folder stands for its *.textproto files, in the order
  // of their names. Every fault of every file is told, one a line: those of files, policies and tables; and
  // Errors:
  //   MALFORMED_FILE  a CA file is not one, two tables have one name, or an application may name a
  //                   policy that does not exist
  static absl::StatusOr<std::shared_ptr<const Catalogue>> Load(const ServerSettings& settings);

  // nullptr for an application that the configuration does not list.
  const v1::ApplicationConfig* FindApplication(absl::string_view name) const;

  const std::map<std::string, v1::ApplicationConfig, std::less<>>& applications() const {
    return applications_;
  }
  const std::map<std::string, TableFile, std::less<>>& tables() const { return tables_by_name_; }
  const PolicySet& policies() const { return *policies_; }

  // PEM of the CAs for policies that name none (POL-5).
  const std::vector<std::string>& trusted_cas() const { return trusted_cas_; }

  // The table `name`; where that is empty, the one for the document's root element, else the
  // generic one. Lives as long as the catalogue.
  // Errors:
  //   TABLE_UNKNOWN  there is none
  absl::StatusOr<const TableFile*> FindTable(absl::string_view name,
                                             const xml::DocumentFacts& facts) const;

 private:
  void LoadApplications(const ServerSettings& settings, FaultList& faults);
  void LoadTables(const ServerSettings& settings, FaultList& faults);
  absl::Status AddTable(const std::string& path);
  void LoadTrustedCas(const ServerSettings& settings, FaultList& faults);
  absl::Status AddTrustedCas(const std::string& path);

  std::map<std::string, v1::ApplicationConfig, std::less<>> applications_;
  std::shared_ptr<const PolicySet> policies_;
  std::vector<std::string> trusted_cas_;
  std::map<std::string, TableFile, std::less<>> tables_by_name_;
  std::vector<std::shared_ptr<const Table>>
      tables_;  // in the order of the files, as SelectTable wants
};

// Each path as it stands, or for a folder its *.textproto files in the order of their names (not those
// of folders in it).
// Errors:
//   FILE_UNREADABLE  a folder cannot be listed
absl::StatusOr<std::vector<std::string>> ExpandFolders(const std::vector<std::string>& paths);

// The catalogue in force. Thread-safe.
class CatalogueHolder {
 public:
  explicit CatalogueHolder(std::shared_ptr<const Catalogue> first) : current_(std::move(first)) {}

  std::shared_ptr<const Catalogue> Get() const {
    absl::MutexLock lock(&mutex_);
    return current_;
  }
  void Replace(std::shared_ptr<const Catalogue> next) {
    absl::MutexLock lock(&mutex_);
    current_ = std::move(next);
  }

 private:
  mutable absl::Mutex mutex_;
  std::shared_ptr<const Catalogue> current_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_CATALOGUE_H_
