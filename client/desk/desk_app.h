// The window and its sessions: opens the links that come in, one after the other.
#ifndef PARAPHE_CLIENT_DESK_DESK_APP_H_
#define PARAPHE_CLIENT_DESK_DESK_APP_H_

#include <QByteArray>
#include <QObject>
#include <memory>
#include <string>

#include "client/agent/agent_config.h"
#include "client/desk/desk_config.h"
#include "client/desk/main_window.h"
#include "client/desk/session_runner.h"

namespace paraphe::desk {

// Belongs to the thread of the window.
class DeskApp : public QObject {
  Q_OBJECT

 public:
  // `place` is the configuration, `places` where another can be. The window is shown by the caller.
  DeskApp(std::shared_ptr<const agent::AgentPlace> place, ConfigPlaces places, Language language);

  MainWindow& window() { return window_; }

  // Opens the request of `link`, which may be anything. Where another one is open, it waits until that
  // is over, and only the last one that waits is kept. Empty: the window only comes to the front.
  void OpenLink(const QByteArray& link);

  // What the program ends with: of the last session.
  int exit_code() const { return exit_code_; }

 Q_SIGNALS:
  // The window is closed and no session runs.
  void Finished();

 private:
  void Connect();
  void Start(const QByteArray& link);
  void OpenNext();
  void Retry();
  void ChangeSettings();
  void SessionEnded(const absl::Status& outcome);
  void WindowClosed();

  std::shared_ptr<const agent::AgentPlace> place_;
  ConfigPlaces places_;
  MainWindow window_;
  SessionRunner runner_;  // ends before the window does
  QByteArray link_;       // of the last session, as long as it was not spent
  QByteArray next_;
  bool closed_ = false;  // and the session that was signed not ended
  int exit_code_ = 0;
};

// The language of `config`, where it names one; else the desktop's: French or, for all others, English.
Language StartLanguage(const v1::AgentConfig& config);
// How large `config` wants writing to be, in hundredths.
int ZoomOf(const v1::AgentConfig& config);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DESK_APP_H_
