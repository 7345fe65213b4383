// paraphed: the server. Everything it does is in the configuration; see
// deploy/examples/paraphed.textproto.
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/stubs/logging.h"
#include <grpc/support/log.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "common/build_info.h"
#include "common/clock.h"
#include "common/errors.h"
#include "common/fault_list.h"
#include "common/file.h"
#include "common/grpc/tls.h"
#include "common/log.h"
#include "common/log_bound.h"
#include "common/status_macros.h"
#include "common/version_flag.h"
#include "server/audit/audit_heads.h"
#include "server/chosen_store.h"
#include "server/config.h"
#include "server/file_watch.h"
#include "server/given.h"
#include "server/in_force.h"
#include "server/periodic.h"
#include "server/reloader.h"
#include "server/server.h"
#include "server/start_report.h"
#include "server/store_command_line.h"

namespace paraphe::server {
namespace {

constexpr int kUsageExit = 2;

// Documents, tickets and the TLS key are in memory: none of it may land in a core file or a
// debugger.
void ForbidCoreDumps() {
  constexpr rlimit kNone{0, 0};
  setrlimit(RLIMIT_CORE, &kNone);
  prctl(PR_SET_DUMPABLE, 0);
}

// Each connection takes a descriptor, and the usual soft limit of 1024 is for programs that use
// select(). The limit that holds then.
rlim_t RaiseDescriptorLimit() {
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlimit raised{limit.rlim_max, limit.rlim_max};
  return setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

// What stops the server, and what would kill it without a line if it were not waited for.
constexpr int kStopSignals[] = {SIGTERM, SIGINT, SIGQUIT};
constexpr int kReloadSignal = SIGHUP;
constexpr int kIgnoredSignals[] = {SIGUSR1, SIGUSR2, SIGALRM};

std::string NameOf(int signal) { return absl::StrCat("SIG", sigabbrev_np(signal)); }

// Blocked in this thread and in all that it starts later: they are waited for, never interrupt.
sigset_t BlockSignals() {
  sigset_t waited;
  sigemptyset(&waited);
  for (const int number : kStopSignals) sigaddset(&waited, number);
  for (const int number : kIgnoredSignals) sigaddset(&waited, number);
  sigaddset(&waited, kReloadSignal);
  pthread_sigmask(SIG_BLOCK, &waited, nullptr);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);  // a file at its limit (ulimit -f) is a full disk to the store
  return waited;
}

// The signal that stops the server. One that asks for a reload does `reload`; others are logged.
int WaitForStop(const sigset_t& waited, const std::function<void()>& reload) {
  while (true) {
    int number = 0;
    if (sigwait(&waited, &number) != 0) continue;
    if (absl::c_linear_search(kStopSignals, number)) return number;
    if (number == kReloadSignal) {
      Log(LogLevel::kInfo, "reload", {{"signal", NameOf(number)}});
      reload();
      continue;
    }
    Log(LogLevel::kWarning, "ignored",
        {{"signal", NameOf(number)},
         {"words", "this signal means nothing here; SIGTERM stops the server"}});
  }
}

// What gRPC calls an error is mostly what a stranger sent, and may be in the stranger's words and at
// the stranger's rate.
LogBound& GrpcErrors() {
  static const SystemClock clock;
  static LogBound bound(clock, "errors", {absl::Seconds(10), 20, 20});
  return bound;
}

void LogGrpc(gpr_log_func_args* args) {
  if (args->severity == GPR_LOG_SEVERITY_ERROR && !GrpcErrors().Admits("gRPC")) return;
  constexpr size_t kMaxLoggedBytes = 200;
  constexpr LogLevel kLevels[] = {LogLevel::kDebug, LogLevel::kInfo, LogLevel::kWarning};
  const absl::string_view words(args->message);
  Log(kLevels[args->severity], "grpc", {{"words", std::string(words.substr(0, kMaxLoggedBytes))}});
}

// It complains of requests whose text is not UTF-8, by field; their refusal is logged anyway.
void LogProtobuf(google::protobuf::LogLevel /*level*/, const char* /*file*/, int /*line*/,
                 const std::string& message) {
  Log(LogLevel::kDebug, "protobuf", {{"words", message}});
}

void LogWarnings(const std::vector<StartWarning>& warnings) {
  for (const StartWarning& warning : warnings) {
    Log(LogLevel::kWarning, "cannot_serve",
        {{"setting", warning.setting}, {"subject", warning.subject}, {"words", warning.words}});
  }
}

// What runs, what was read, and what of it is well-formed and yet serves nobody: otherwise the first
// caller would find it.
//
// REQ: ADM-3
void Report(const Given& given, const Clock& clock) {
  Log(LogLevel::kInfo, "program",
      {{"version", std::string(ProgramVersion())},
       {"build", ProgramBuild()},
       {"sha256", ProgramSha256()}});
  for (const GivenFile& file : given.files) {
    Log(LogLevel::kInfo, "read",
        {{"setting", file.setting}, {"path", file.path}, {"sha256", file.sha256}});
  }
  LogWarnings(FindWhatCannotServe(given.settings, *given.catalogue,
                                  given.channel.tls.certificate_chain, clock.Now()));
}

std::string CountOf(const Given& given, absl::string_view setting) {
  return absl::StrCat(absl::c_count_if(
      given.files, [&](const GivenFile& file) { return file.setting == setting; }));
}

absl::Status WritePortFile(const ServerSettings& settings, const std::vector<int>& ports) {
  if (settings.port_file.empty()) return absl::OkStatus();
  return WriteFile(settings.port_file, absl::StrCat(absl::StrJoin(ports, "\n"), "\n"));
}

std::vector<std::string> AddressesOf(const ServerSettings& settings) {
  std::vector<std::string> all = settings.listen;
  all.insert(all.end(), settings.callers_listen.begin(), settings.callers_listen.end());
  all.insert(all.end(), settings.signers_listen.begin(), settings.signers_listen.end());
  return all;
}

void LogListening(const Given& given, const std::vector<int>& ports, rlim_t descriptors) {
  Log(LogLevel::kInfo, "listening",
      {{"version", std::string(ProgramVersion())},
       {"address", absl::StrJoin(AddressesOf(given.settings), ",")},
       {"port", absl::StrJoin(ports, ",")},
       {"applications", absl::StrCat(given.settings.applications.size())},
       {"policies", CountOf(given, "policy_files")},
       {"tables", CountOf(given, "table_files")},
       {"trusted_ca_files", CountOf(given, "trusted_ca_files")},
       {"config_sha256", given.config_sha256},
       {"files_sha256", DigestOfAll(given.files)},
       {"descriptors", absl::StrCat(descriptors)}});
}

// Keeps the heads of the audit log from the first to the last of them; nothing where there is no log.
class HeadKeeper {
 public:
  HeadKeeper(const ServerSettings& settings, const Clock* clock)
      : heads_(
            settings.audit_heads_file, [settings] { return AuditHeadOf(settings); }, clock) {
    if (!Lasts(settings)) return;
    heads_.Note();
    thread_ = std::make_unique<Periodic>(settings.audit_interval, [this] { heads_.Note(); });
  }
  ~HeadKeeper() {
    if (thread_ == nullptr) return;
    thread_.reset();
    heads_.Note();
  }
  HeadKeeper(const HeadKeeper&) = delete;
  HeadKeeper& operator=(const HeadKeeper&) = delete;

 private:
  AuditHeads heads_;
  std::unique_ptr<Periodic> thread_;
};

CoreParts PartsOf(const Given& given, const std::string& config, const Clock& clock,
                  SessionStore* store) {
  CoreParts parts;
  parts.settings = given.settings;
  parts.catalogue = given.catalogue;
  parts.clock = &clock;
  parts.store = store;
  parts.password_rules = given.password_rules;
  parts.config = config;
  parts.in_force = InForceOf(given, config, clock.Now());
  parts.program = {std::string(ProgramVersion()), ProgramBuild(), ProgramSha256()};
  if (Lasts(given.settings)) parts.audit = AuditOf(given.settings);
  return parts;
}

// Serves until a signal says to stop.
absl::Status Serve(const std::string& config_path) {
  const sigset_t waited = BlockSignals();
  ASSIGN_OR_RETURN(const Given given, ReadGiven(config_path));
  SetLogLevel(given.settings.log);
  const rlim_t descriptors = RaiseDescriptorLimit();
  const SystemClock clock;
  Report(given, clock);

  ASSIGN_OR_RETURN(const std::unique_ptr<SessionStore> store, OpenStore(given.settings));
  const HeadKeeper heads(given.settings, &clock);
  ASSIGN_OR_RETURN(const std::unique_ptr<Server> server,
                   Server::Start(PartsOf(given, config_path, clock, store.get()), given.channel));
  RETURN_IF_ERROR(WritePortFile(given.settings, server->ports()));
  LogListening(given, server->ports(), descriptors);

  const Periodic report(absl::Seconds(1), [] { GrpcErrors().Report(); });
  Reloader& reloader = server->reloader();
  const auto reload = [&reloader] { reloader.Reload({}, /*check_only=*/false).IgnoreError(); };
  const auto see = [&reloader] {
    reloader.Reload({v1::AUDIT_OPERATOR, "", /*unasked=*/true}, /*check_only=*/false).IgnoreError();
  };
  std::optional<FileWatch> watch(std::in_place,
                                 FileWatch::Files{[&reloader] { return reloader.Fingerprint(); },
                                                  [&reloader] { return reloader.LastRead(); }},
                                 see);
  const int number = WaitForStop(waited, reload);
  watch.reset();
  Log(LogLevel::kInfo, "stopping", {{"signal", NameOf(number)}});
  server->Shutdown();
  GrpcErrors().ReportAll();
  Log(LogLevel::kInfo, "stopped");
  return absl::OkStatus();
}

// Reads what Serve would, and says whether it is good: every fault, one a line.
//
// REQ: ADM-1
absl::Status Check(const std::string& config_path) {
  FaultList faults;
  ServerSettings settings;
  const absl::StatusOr<Given> given = ReadGiven(config_path, settings);
  faults.Add(given.status());
  std::vector<StartWarning> warnings;
  faults.Add(CheckPlace(settings, warnings));
  if (given.ok()) Report(*given, SystemClock());
  LogWarnings(warnings);
  RETURN_IF_ERROR(faults.ToStatus());
  std::printf("%s: OK, %zu applications, %s policies, %s tables, %s CA files\n",
              config_path.c_str(), given->settings.applications.size(),
              CountOf(*given, "policy_files").c_str(), CountOf(*given, "table_files").c_str(),
              CountOf(*given, "trusted_ca_files").c_str());
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  CLI::App app(
      "paraphed - the signature creation server of Paraphe.\n"
      "Serves its gRPC services over TLS until SIGTERM, SIGINT or SIGQUIT, then lets running "
      "calls\n"
      "end. SIGHUP, and a change of the files, put policies, tables, applications, identities and "
      "the\n"
      "TLS certificate in force anew: all, or nothing where there is a fault. The log and\n"
      "`paraphe admin reload --check` say what needs a restart.",
      "paraphed");
  StoreRequest asked;
  std::string config;
  CLI::Option* const given =
      app.add_option("--config", config, "the configuration, protobuf text format (ServerConfig)")
          ->type_name("FILE");
  AddStoreCommands(app, asked);
  app.require_subcommand(0, 1);
  bool check = false;
  app.add_flag("--check", check,
               "read everything that the configuration names, say all that is wrong, one fault a "
               "line, and end");
  AddVersionFlags(app, "paraphed");
  app.footer(
      "Exit codes: 0 stopped by a signal (of the others: good), 2 usage, 3 configuration refused, "
      "or "
      "store or\n"
      "audit log not whole, 6 cannot listen, or the store is in use, 1 internal error. Logs go to "
      "standard error,\n"
      "one line an event.");
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return absl::StrCat("paraphed: ", error.what(), "; see paraphed --help\n");
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // CLI11 knows no other way
    return app.exit(error) == 0 ? 0 : kUsageExit;
  }
  if (given->count() == 0 && !asked.work) {
    std::fprintf(stderr, "paraphed: --config is required; see paraphed --help\n");
    return kUsageExit;
  }
  const absl::Status status = asked.work ? CarryOut(asked) : check ? Check(config) : Serve(config);
  if (!status.ok()) std::fprintf(stderr, "paraphed: %s\n", std::string(status.message()).c_str());
  return ExitCodeOf(status);
}

}  // namespace
}  // namespace paraphe::server

int main(int argc, char** argv) {
  paraphe::server::ForbidCoreDumps();
  // Debian's Abseil looks for deadlocks at each lock. The tests run with it.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  gpr_set_log_function(paraphe::server::LogGrpc);
  google::protobuf::SetLogHandler(paraphe::server::LogProtobuf);
  paraphe::FixCipherSuites();
  return paraphe::server::Main(argc, argv);
}
