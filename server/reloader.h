// Puts what the operator wrote in force while the server runs (ADM-1): all of it, or nothing.
#ifndef PARAPHE_SERVER_RELOADER_H_
#define PARAPHE_SERVER_RELOADER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

#include "common/clock.h"
#include "paraphe/v1/admin_service.pb.h"
#include "paraphe/v1/audit.pb.h"
#include "server/catalogue.h"
#include "server/channel_material.h"
#include "server/in_force.h"
#include "server/store/session_store.h"

namespace paraphe::server {

// Who asks: an administrator by the configured name, or the operator at the machine, who has none here.
struct ReloadedBy {
  v1::AuditActor actor = v1::AUDIT_OPERATOR;
  std::string administrator;
  bool unasked = false;  // files changed: faults that were logged last are not logged again
};

// Open sessions are not touched: they keep policy and table as they began with them (POL-7). What the configuration says
// of the store, of addresses and of limits is read at start only; a change of that is a warning.
//
// Thread-safe: one reload after the other.
class Reloader {
 public:
  // `config` is the configuration's path, empty for a server that has none: it cannot be reloaded. What is pointed to
  // must outlive the object.
  Reloader(std::string config, InForce first, CatalogueHolder* catalogue, SessionStore* store,
           const Clock* clock);

  // Where the TLS certificate and the identities of clients go; without it they stay as they are. Before anything else
  // is asked.
  void Attach(ChannelHolder* channel) { channel_ = channel; }

  // Reads all again and judges it whole. Unless `check_only`, the difference is in the audit log before it takes effect;
  // where there is none, nothing is written. Either way the log has a line for each change, or for each fault.
  // Errors:
  //   MALFORMED_FILE, FILE_UNREADABLE, TOO_LARGE, TABLE_INVALID, POLICY_INVALID  every fault, one a line; also that the
  //                      TLS certificate is not in its time
  //   STORE_UNAVAILABLE  the audit log cannot be written
  //   NOT_ALLOWED        the server has no configuration file
  // Whatever the error, what was in force stays so.
  //
  // REQ: ADM-1, POL-7
  absl::StatusOr<v1::ReloadResponse> Reload(const ReloadedBy& by, bool check_only);

  std::shared_ptr<const InForce> in_force() const;

  // What a change of the files is seen by: path, identity, size and times of each that is in force or was asked for last,
  // folders with what is in them.
  std::string Fingerprint() const;
  // The same when Reload() was last asked, before it read; empty before.
  std::string LastRead() const;

 private:
  absl::StatusOr<v1::ReloadResponse> ReloadLocked(const ReloadedBy& by, bool check_only)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(reloading_);
  absl::Status Audit(const ReloadedBy& by, const std::vector<std::string>& changes) const;
  absl::StatusOr<Given> Read();

  const std::string config_;
  const ServerSettings started_;
  CatalogueHolder& catalogue_;
  SessionStore& store_;
  const Clock& clock_;
  ChannelHolder* channel_ = nullptr;

  absl::Mutex reloading_;
  std::string last_faults_ ABSL_GUARDED_BY(reloading_);  // empty after a success
  mutable absl::Mutex mutex_ ABSL_ACQUIRED_AFTER(reloading_);
  std::shared_ptr<const InForce> in_force_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> asked_for_ ABSL_GUARDED_BY(mutex_);  // paths
  std::string last_read_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RELOADER_H_
