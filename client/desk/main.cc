// paraphe-desk [LINK] [--config FILE] [--version]
#include <QApplication>
#include <QSocketNotifier>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include <sys/socket.h>
#include <unistd.h>

#include "client/agent/session_parts.h"
#include "client/desk/contrast_style.h"
#include "client/desk/desk_app.h"
#include "client/desk/desk_config.h"
#include "client/desk/desk_text.h"
#include "client/desk/first_start.h"
#include "client/desk/single_instance.h"
#include "common/errors.h"
#include "common/version_flag.h"
#include "render/visible.h"

namespace {

using paraphe::Language;
using paraphe::agent::AgentPlace;
using paraphe::desk::ConfigPlaces;
using paraphe::desk::DeskApp;
using paraphe::desk::SingleInstance;

struct Arguments {
  std::string link;
  std::string config_file;
};

int Report(const absl::Status& status) {
  // A message may be a server's. REQ: PRES-6
  const absl::string_view message(status.message().data(), status.message().size());
  const std::string line = paraphe::VisibleLine(message, Language::kEnglish);
  std::fprintf(stderr, "paraphe-desk: %s\n", line.c_str());
  return paraphe::ExitCodeOf(status);
}

// What Qt says is for nobody here, but why it cannot go on.
void OnQtMessage(QtMsgType type, const QMessageLogContext&, const QString& message) {
  if (type != QtFatalMsg) return;
  std::_Exit(Report(paraphe::MakeError(
      paraphe::v1::USAGE, "no window can be opened: " + message.simplified().toStdString() +
                              "; start it in a graphical session, or use paraphe-agent")));
}

absl::Status CheckDisplay() {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
    if (!qEnvironmentVariableIsEmpty(name)) return absl::OkStatus();
  }
  return paraphe::MakeError(
      paraphe::v1::USAGE,
      "there is no display (DISPLAY is not set); start it in a graphical session, or use "
      "paraphe-agent in a terminal");
}

// Signals, as closing the window without a question. REQ: CONS-4
int g_signals[2] = {-1, -1};

void OnSignal(int) {
  const char byte = 's';
  static_cast<void>(!write(g_signals[1], &byte, 1));
}

void HearSignals(DeskApp& app) {
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, g_signals) != 0) return;
  auto notifier =
      std::make_unique<QSocketNotifier>(g_signals[0], QSocketNotifier::Read, &app).release();
  QObject::connect(notifier, &QSocketNotifier::activated, &app, [&app] {
    char byte = 0;
    while (read(g_signals[0], &byte, 1) == 1) app.window().StopAndClose();
  });
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

// REQ: CONS-4
int RunWindow(const Arguments& arguments, SingleInstance* instance) {
  const ConfigPlaces places = paraphe::desk::DefaultPlaces();
  std::string file = arguments.config_file.empty() ? FindConfig(places) : arguments.config_file;
  if (file.empty()) {
    file = RunFirstStart(nullptr, places, paraphe::desk::StartLanguage({})).config;
    if (file.empty()) return 0;
  }
  const absl::StatusOr<AgentPlace> place = paraphe::agent::LoadAgentPlace(file);
  if (!place.ok()) return Report(place.status());
  const Language language = paraphe::desk::StartLanguage(place->settings.config);
  paraphe::desk::SetFontSize(paraphe::desk::ZoomOf(place->settings.config));
  DeskApp app(std::make_shared<AgentPlace>(*place), places, language);
  if (instance != nullptr) {
    QObject::connect(instance, &SingleInstance::LinkGiven, &app, &DeskApp::OpenLink);
  }
  HearSignals(app);
  QObject::connect(&app, &DeskApp::Finished, qApp, &QApplication::quit);
  app.window().show();
  app.OpenLink(QByteArray::fromStdString(arguments.link));
  QApplication::exec();
  return app.exit_code();
}

int Run(int argc, char** argv, const Arguments& arguments) {
  qInstallMessageHandler(OnQtMessage);
  QApplication application(argc, argv);
  QApplication::setApplicationName("paraphe-desk");
  QApplication::setStyle(std::make_unique<paraphe::desk::ContrastStyle>().release());  // Qt owns it
  QApplication::setQuitOnLastWindowClosed(false);
  const std::string socket = paraphe::desk::InstanceSocket();
  if (socket.empty()) return RunWindow(arguments, nullptr);
  const absl::StatusOr<bool> taken =
      SingleInstance::HandOver(socket, QByteArray::fromStdString(arguments.link));
  if (!taken.ok()) return Report(taken.status());
  if (*taken) return 0;
  const absl::StatusOr<std::unique_ptr<SingleInstance>> instance = SingleInstance::Listen(socket);
  if (!instance.ok()) return Report(instance.status());
  return RunWindow(arguments, instance->get());
}

}  // namespace

int main(int argc, char** argv) {
  paraphe::agent::PrepareProcess();
  CLI::App app("The signer's window: shows a document, asks, and has the card sign it.",
               "paraphe-desk");
  Arguments arguments;
  app.add_option("link", arguments.link,
                 "Link from the application, paraphe://HOST:PORT/TICKET; may be given later");
  app.add_option("--config", arguments.config_file,
                 "Configuration (AgentConfig, protobuf text); else the user's, else the "
                 "administrator's");
  paraphe::AddVersionFlags(app, "paraphe-desk");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    return Report(
        paraphe::MakeError(paraphe::v1::USAGE, std::string(error.what()) + "; see --help"));
  }
  if (const absl::Status display = CheckDisplay(); !display.ok()) return Report(display);
  return Run(argc, argv, arguments);
}
