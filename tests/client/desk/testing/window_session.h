// The window with a session between doubles: a server and a device in memory, and the session's thread.
#ifndef PARAPHE_TESTS_CLIENT_DESK_TESTING_WINDOW_SESSION_H_
#define PARAPHE_TESTS_CLIENT_DESK_TESTING_WINDOW_SESSION_H_

#include <optional>
#include <string>
#include <thread>

#include "absl/status/status.h"

#include "client/agent/agent_session.h"
#include "client/desk/main_window.h"
#include "client/desk/window_desk.h"
#include "tests/client/testing/fake_device.h"
#include "tests/client/testing/truthful_server.h"
#include "tests/testing/fake_clock.h"

namespace paraphe::test {

// Public fields are for tests to set before Begin, and to read after it. What a signer does is done with
// the mouse and the keys on the window's own widgets. Every wait is bounded.
class WindowSession {
 public:
  explicit WindowSession(Language language);
  ~WindowSession();

  // The session begins in a thread of its own, as SessionRunner does it.
  void Begin();
  // Waits until the window is at `stage`; whether it got there.
  bool WaitFor(desk::DeskStage stage);
  // Waits for the end of the session; its outcome.
  absl::Status Finish();

  // To the consent, the PIN, or past it.
  void ReadAndChoose();
  void Consent();
  void EnterPin(const std::string& digits);

  TruthfulServer server;
  FakeDevice device;
  agent::DeskRules rules;
  FakeClock clock;
  agent::Stop stop;
  desk::MainWindow window;
  desk::WindowDesk desk;

 private:
  std::thread thread_;
  std::optional<absl::Status> outcome_;
};

// A visible and enabled widget of this object name, waited for; null, and the test fails, where there is
// none within a minute.
QWidget* FindReady(QWidget& window, const char* name);
// A click with the left button on its middle.
void Click(QWidget& window, const char* name);
// Keeps what the window looks like (KeepScreenshot) once all of it is where it will be.
void KeepStep(desk::MainWindow& window, const std::string& name);
// Scrolls the document to its end, with keys.
void ReadDocument(desk::MainWindow& window);
// The document, and what is signed with it.
void ReadAll(desk::MainWindow& window);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_DESK_TESTING_WINDOW_SESSION_H_
