#include "server/reloader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <sys/stat.h>

#include "common/errors.h"
#include "common/log.h"
#include "common/status_macros.h"
#include "server/given.h"
#include "server/start_report.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

// Lines of the log that one reload may write.
constexpr size_t kMaxLogged = 100;

std::string NameOf(const ReloadedBy& by) {
  return by.administrator.empty() ? "operator" : absl::StrCat("administrator ", by.administrator);
}

void LogLines(LogLevel level, absl::string_view event, const ReloadedBy& by,
              const std::vector<std::string>& lines) {
  const size_t logged = std::min(lines.size(), kMaxLogged);
  for (size_t i = 0; i < logged; ++i) Log(level, event, {{"by", NameOf(by)}, {"words", lines[i]}});
  if (logged == lines.size()) return;
  Log(level, event,
      {{"by", NameOf(by)}, {"words", absl::StrCat("and ", lines.size() - logged, " more")}});
}

// Every path that `settings` names, and which a reload reads.
std::vector<std::string> PathsOf(const ServerSettings& settings) {
  std::vector<std::string> paths;
  for (const auto* files : {&settings.policy_files, &settings.table_files,
                            &settings.trusted_ca_files, &settings.client_ca_files}) {
    paths.insert(paths.end(), files->begin(), files->end());
  }
  paths.push_back(settings.tls.certificate_file());
  paths.push_back(settings.tls.private_key_file());
  paths.erase(std::remove(paths.begin(), paths.end(), ""), paths.end());
  return paths;
}

// Times of status change show every write, whatever a file's own times are set to.
std::string TraceOf(const std::string& path) {
  struct stat info = {};
  if (stat(path.c_str(), &info) != 0) return absl::StrCat(path, " gone\n");
  return absl::StrCat(path, " ", info.st_dev, " ", info.st_ino, " ", info.st_mode, " ",
                      info.st_size, " ", info.st_mtim.tv_sec, ".", info.st_mtim.tv_nsec, " ",
                      info.st_ctim.tv_sec, ".", info.st_ctim.tv_nsec, "\n");
}

void AddWarnings(const ServerSettings& running, const Given& given, absl::Time now,
                 v1::ReloadResponse& response) {
  for (const std::string& setting : SettingsForRestart(running, given.settings)) {
    response.add_warnings(
        absl::StrCat(setting, ": is read at start only: a restart puts the change in force"));
  }
  for (const StartWarning& warning : FindWhatCannotServe(
           given.settings, *given.catalogue, given.channel.tls.certificate_chain, now)) {
    response.add_warnings(
        absl::StrCat(warning.setting, ": ", warning.subject, ": ", warning.words));
  }
}

}  // namespace

Reloader::Reloader(std::string config, InForce first, CatalogueHolder* catalogue,
                   SessionStore* store, const Clock* clock)
    : config_(std::move(config)),
      started_(first.settings),
      catalogue_(*catalogue),
      store_(*store),
      clock_(*clock),
      in_force_(std::make_shared<const InForce>(std::move(first))) {}

absl::StatusOr<v1::ReloadResponse> Reloader::Reload(const ReloadedBy& by, bool check_only) {
  if (config_.empty()) {
    return MakeError(v1::NOT_ALLOWED, "this server was started without a configuration file");
  }
  absl::MutexLock lock(&reloading_);
  absl::StatusOr<v1::ReloadResponse> response = ReloadLocked(by, check_only);
  const std::string faults(response.status().message());
  const bool known = by.unasked && faults == last_faults_;
  if (!check_only) last_faults_ = faults;
  if (!response.ok()) {
    if (known) return response;
    LogLines(LogLevel::kError, check_only ? "reload_check_refused" : "reload_refused", by,
             absl::StrSplit(faults, '\n'));
    return response;
  }
  if (!check_only) {
    LogLines(LogLevel::kInfo, "reloaded", by,
             {response->changes().begin(), response->changes().end()});
  }
  return response;
}

absl::StatusOr<v1::ReloadResponse> Reloader::ReloadLocked(const ReloadedBy& by, bool check_only) {
  ASSIGN_OR_RETURN(Given given, Read());
  const absl::Time now = clock_.Now();
  const std::shared_ptr<const InForce> before = in_force();
  InForce next = InForceOf(given, config_, now);
  const std::vector<std::string> changes = ChangesBetween(*before, next);
  // One that is in force already may have come out of its time since: a reload of something else goes on.
  if (next.certificate_sha256 != before->certificate_sha256) {
    RETURN_IF_ERROR(CheckReplacement(given.channel, now));
  }
  v1::ReloadResponse response;
  *response.mutable_changes() = {changes.begin(), changes.end()};
  AddWarnings(started_, given, now, response);
  if (check_only) return response;
  if (changes.empty()) {
    next.since = before->since;
  } else {
    RETURN_IF_ERROR(Audit(by, changes));
  }
  catalogue_.Replace(given.catalogue);
  if (channel_ != nullptr) channel_->Replace(std::move(given.channel));
  absl::MutexLock lock(&mutex_);
  in_force_ = std::make_shared<const InForce>(std::move(next));
  return response;
}

absl::StatusOr<Given> Reloader::Read() {
  std::string fingerprint = Fingerprint();
  {
    absl::MutexLock lock(&mutex_);
    last_read_ = std::move(fingerprint);
  }
  ServerSettings asked;
  absl::StatusOr<Given> given = ReadGiven(config_, asked);
  absl::MutexLock lock(&mutex_);
  asked_for_ = PathsOf(asked);
  return given;
}

absl::Status Reloader::Audit(const ReloadedBy& by, const std::vector<std::string>& changes) const {
  v1::AuditEntry entry;
  *entry.mutable_time() = ToTimestamp(clock_.Now());
  entry.set_act("Reload");
  entry.set_actor(by.actor);
  entry.set_administrator(by.administrator);
  *entry.mutable_changes() = {changes.begin(), changes.end()};
  return store_.AppendAudit(entry);
}

std::shared_ptr<const InForce> Reloader::in_force() const {
  absl::MutexLock lock(&mutex_);
  return in_force_;
}

std::string Reloader::LastRead() const {
  absl::MutexLock lock(&mutex_);
  return last_read_;
}

std::string Reloader::Fingerprint() const {
  std::vector<std::string> paths;
  {
    absl::MutexLock lock(&mutex_);
    paths = PathsOf(in_force_->settings);
    paths.insert(paths.end(), asked_for_.begin(), asked_for_.end());
    for (const GivenFile& file : in_force_->files) paths.push_back(file.path);
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::string fingerprint = TraceOf(config_);
  for (const std::string& path : paths) {
    absl::StrAppend(&fingerprint, TraceOf(path));
    const auto inside = ExpandFolders({path});
    if (!inside.ok()) continue;
    for (const std::string& file : *inside) {
      if (file != path) absl::StrAppend(&fingerprint, TraceOf(file));
    }
  }
  return fingerprint;
}

}  // namespace paraphe::server
