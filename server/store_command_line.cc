#include "server/store_command_line.h"

#include "absl/types/span.h"

#include "common/status_macros.h"
#include "server/integrity.h"
#include "server/store_commands.h"

namespace paraphe::server {
namespace {

// A subcommand that needs the configuration only.
struct StoreCommand {
  const char* name;
  const char* help;
  absl::Status (*run)(const ServerSettings& settings);
};
constexpr StoreCommand kAuditCommands[] = {
    {"verify", "prove the chain of the audit log, or name its first broken link", VerifyAuditLog},
    {"export", "write the audit log to standard output, one line of JSON an entry", ExportAuditLog},
};
constexpr StoreCommand kStoreCommands[] = {
    {"check", "say whether the session store is whole", CheckWholeStore},
};

CLI::App* AddCommand(CLI::App& group, const char* name, const char* help, StoreRequest& request) {
  CLI::App* const command = group.add_subcommand(name, help);
  command->add_option("--config", request.config, "the server's configuration")
      ->required()
      ->type_name("FILE");
  return command;
}

void AddPlain(CLI::App& group, absl::Span<const StoreCommand> commands, StoreRequest& request) {
  group.require_subcommand(1);
  for (const StoreCommand& command : commands) {
    AddCommand(group, command.name, command.help, request)->callback([&request, run = command.run] {
      request.work = run;
    });
  }
}

void AddShow(CLI::App& audit, StoreRequest& request) {
  CLI::App* const show = AddCommand(audit, "show", "tell the story of one session", request);
  show->add_option("SESSION", request.session, "its id, as logs and callers have it")->required();
  show->callback([&request] {
    request.work = [&request](const ServerSettings& settings) {
      return ShowSession(settings, request.session);
    };
  });
}

void AddBackup(CLI::App& store, StoreRequest& request) {
  CLI::App* const backup =
      AddCommand(store, "backup", "copy the session store, beside a running server too", request);
  backup->add_option("COPY", request.copy, "the new file")->required();
  backup->callback([&request] {
    request.work = [&request](const ServerSettings& settings) {
      return BackUpWholeStore(settings, request.copy);
    };
  });
}

void AddMigrate(CLI::App& store, StoreRequest& request) {
  CLI::App* const migrate = store.add_subcommand(
      "migrate", "make the tables of a store in PostgreSQL, or bring them to this version");
  migrate
      ->add_option("--conninfo", request.conninfo,
                   "libpq's connection string, of a role that may make tables")
      ->required()
      ->type_name("TEXT");
  migrate->callback([&request] {
    request.work = [&request](const ServerSettings& /*settings*/) {
      return MigrateDatabase(request.conninfo);
    };
  });
}

void AddIntegrity(CLI::App& app, StoreRequest& request) {
  AddCommand(app, "integrity",
             "print this program, the configuration and every file that it names with their "
             "SHA-256, for sha256sum -c",
             request)
      ->callback([&request] {
        request.work = [&request](const ServerSettings& /*settings*/) {
          return PrintIntegrity(request.config);
        };
      });
}

}  // namespace

void AddStoreCommands(CLI::App& app, StoreRequest& request) {
  AddIntegrity(app, request);
  CLI::App* const audit = app.add_subcommand(
      "audit", "look at the audit log: verify, export, show; beside a running server too");
  AddPlain(*audit, kAuditCommands, request);
  AddShow(*audit, request);
  CLI::App* const store = app.add_subcommand(
      "store", "check, copy or migrate the session store: check, backup, migrate");
  AddPlain(*store, kStoreCommands, request);
  AddBackup(*store, request);
  AddMigrate(*store, request);
}

absl::Status CarryOut(const StoreRequest& request) {
  if (request.config.empty()) return request.work(ServerSettings());
  ASSIGN_OR_RETURN(const ServerSettings settings, LoadServerConfig(request.config));
  return request.work(settings);
}

}  // namespace paraphe::server
