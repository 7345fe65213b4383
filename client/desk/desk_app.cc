#include "client/desk/desk_app.h"

#include <QLocale>
#include <QTimer>
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <utility>

#include "client/desk/document_view.h"
#include "client/desk/settings_dialog.h"
#include "common/errors.h"

namespace paraphe::desk {
namespace {

constexpr int kUsualZoom = 100;

}  // namespace

Language StartLanguage(const v1::AgentConfig& config) {
  if (!config.language().empty()) return LanguageOf(config.language());
  return QLocale::system().language() == QLocale::French ? Language::kFrench : Language::kEnglish;
}

int ZoomOf(const v1::AgentConfig& config) {
  const auto zoom = static_cast<int>(config.zoom_percent());
  return zoom == 0 ? kUsualZoom : std::clamp(zoom, kMinZoom, kMaxZoom);
}

DeskApp::DeskApp(std::shared_ptr<const agent::AgentPlace> place, ConfigPlaces places,
                 Language language)
    : place_(std::move(place)),
      places_(std::move(places)),
      window_(language),
      runner_(window_, [this](std::function<void()> task) {
        QMetaObject::invokeMethod(&window_, std::move(task), Qt::QueuedConnection);
      }) {
  Connect();
}

void DeskApp::Connect() {
  connect(&window_, &MainWindow::LinkEntered, this, &DeskApp::OpenLink);
  connect(&window_, &MainWindow::NextWanted, this, [this] { OpenNext(); });
  connect(&window_, &MainWindow::RetryWanted, this, [this] { Retry(); });
  connect(&window_, &MainWindow::StopWanted, this,
          [this](const std::string& reason) { runner_.AskStop(reason); });
  connect(&window_, &MainWindow::SettingsWanted, this, [this] { ChangeSettings(); });
  connect(&window_, &MainWindow::SessionEnded, this,
          [this](const absl::Status& outcome) { SessionEnded(outcome); });
  connect(&window_, &MainWindow::Closed, this, [this] { WindowClosed(); });
}

void DeskApp::OpenLink(const QByteArray& link) {
  window_.raise();
  window_.activateWindow();
  if (link.isEmpty()) return;
  if (!runner_.IsRunning()) return Start(link);
  next_ = link;
  window_.SayLinkWaits(true);
}

void DeskApp::Start(const QByteArray& link) {
  link_ = link;
  window_.BeginSession();
  runner_.Start(place_, link.toStdString(), window_.language());
}

void DeskApp::OpenNext() {
  window_.SayLinkWaits(false);
  if (!next_.isEmpty() && !runner_.IsRunning()) Start(std::exchange(next_, QByteArray()));
}

void DeskApp::Retry() {
  if (!link_.isEmpty() && !runner_.IsRunning()) Start(link_);
}

void DeskApp::ChangeSettings() {
  if (!EditSettings(&window_, places_, place_->config_file, window_.language())) return;
  const bool administrators = place_->config_file == places_.administrator;
  const std::string file = administrators ? FindConfig(places_) : place_->config_file;
  absl::StatusOr<agent::AgentPlace> place = agent::LoadAgentPlace(file);
  if (!place.ok()) return window_.ShowFailure(place.status());
  place_ = std::make_shared<agent::AgentPlace>(*std::move(place));
  window_.Speak(StartLanguage(place_->settings.config));
}

void DeskApp::SessionEnded(const absl::Status& outcome) {
  exit_code_ = ExitCodeOf(outcome);
  if (outcome.ok()) link_.fill('\0');
  if (closed_) return Q_EMIT Finished();
  window_.SayLinkWaits(!next_.isEmpty());
}

void DeskApp::WindowClosed() {
  if (!runner_.IsRunning()) return Q_EMIT Finished();
  // A session that does not end has had its time: a thread of it may be anywhere.
  if (window_.stage() != DeskStage::kDone) {
    std::_Exit(ExitCodeOf(MakeError(v1::ABORTED_BY_SIGNER, "the window was closed")));
  }
  // What was signed stays signed: its copy is still made, and the device closed.
  closed_ = true;
  QTimer::singleShot(kGrace, this, [] { std::_Exit(0); });
}

}  // namespace paraphe::desk
