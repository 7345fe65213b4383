#include "tests/client/desk/testing/window_session.h"

#include <QAbstractScrollArea>
#include <QScrollArea>
#include <QtTest>
#include <functional>
#include <utility>

#include "gtest/gtest.h"

#include "client/desk/attributes_view.h"
#include "client/desk/document_view.h"
#include "client/desk/signing_page.h"
#include "common/errors.h"
#include "tests/client/desk/testing/qt_world.h"

namespace paraphe::test {

using desk::DeskStage;

WindowSession::WindowSession(Language language)
    : device({TestPki::Get().signer()}),
      window(language),
      desk(
          window,
          [this](std::function<void()> task) {
            QMetaObject::invokeMethod(&window, std::move(task), Qt::QueuedConnection);
          },
          stop, language) {
  rules.language = language;
  server.application = "actes";
  QObject::connect(&window, &desk::MainWindow::StopWanted, &window,
                   [this](const std::string& reason) {
                     desk.SetReason(reason);
                     stop.Ask(MakeError(v1::ABORTED_BY_SIGNER, "stopped at the window"));
                   });
  QObject::connect(&window, &desk::MainWindow::SessionEnded, &window,
                   [this](const absl::Status& outcome) { outcome_ = outcome; });
  window.show();
}

WindowSession::~WindowSession() {
  if (!thread_.joinable()) return;
  stop.Ask(MakeError(v1::ABORTED_BY_SIGNER, "the test is over"));
  static_cast<void>(Finish());
}

void WindowSession::Begin() {
  window.BeginSession();
  window.ShowConnecting("paraphe.example:8443");
  thread_ = std::thread([this] {
    agent::AgentSession session(server, device, desk, rules, {clock, stop, [](absl::Duration) {}});
    const absl::Status outcome = session.Run(kTestTicket);
    QMetaObject::invokeMethod(
        &window, [this, outcome] { window.EndSession(outcome); }, Qt::QueuedConnection);
  });
}

bool WindowSession::WaitFor(DeskStage stage) {
  return WaitUntil([&] { return window.stage() == stage; });
}

absl::Status WindowSession::Finish() {
  WaitUntil([this] { return outcome_.has_value(); });
  thread_.join();
  return outcome_.value_or(absl::DeadlineExceededError("the session did not end"));
}

void WindowSession::ReadAndChoose() {
  EXPECT_TRUE(WaitFor(DeskStage::kChoosing));
  ReadDocument(window);
  Click(window, "use_certificate");
  EXPECT_TRUE(WaitFor(DeskStage::kConsenting));
  ReadAll(window);
}

void WindowSession::Consent() {
  Click(window, "consent_box");
  Click(window, "sign");
}

void WindowSession::EnterPin(const std::string& digits) {
  QTest::keyClicks(FindReady(window, "pin"), QString::fromStdString(digits));
  Click(window, "enter_pin");
}

QWidget* FindReady(QWidget& window, const char* name) {
  QWidget* found = nullptr;
  const bool ready = WaitUntil([&] {
    for (QWidget* widget : window.findChildren<QWidget*>(name)) {
      if (widget->isVisible() && widget->isEnabled()) found = widget;
    }
    return found != nullptr;
  });
  EXPECT_TRUE(ready) << "no widget " << name;
  return found;
}

void Click(QWidget& window, const char* name) {
  QWidget* const widget = FindReady(window, name);
  if (widget == nullptr) return;
  // A person brings it into sight first.
  for (QWidget* above = widget->parentWidget(); above != nullptr; above = above->parentWidget()) {
    if (auto* area = qobject_cast<QScrollArea*>(above)) area->ensureWidgetVisible(widget);
  }
  QTest::mouseClick(widget, Qt::LeftButton, {}, QPoint(widget->height() / 2, widget->height() / 2));
}

void KeepStep(desk::MainWindow& window, const std::string& name) {
  auto* const page = window.findChild<desk::SigningPage*>();
  WaitUntil([&] { return page->IsSettled(); });
  for (int i = 0; i < 2; ++i) QApplication::processEvents();
  KeepScreenshot(window, name);
}

void ReadDocument(desk::MainWindow& window) {
  auto* const document = window.findChild<desk::DocumentView*>();
  auto* const page = window.findChild<desk::SigningPage*>();
  WaitUntil([&] {
    page->ensureWidgetVisible(document);
    for (auto* area : document->findChildren<QAbstractScrollArea*>()) {
      if (area->isVisible()) QTest::keyClick(area, Qt::Key_End, Qt::ControlModifier);
    }
    return document->IsShownWhole();
  });
}

void ReadAll(desk::MainWindow& window) {
  ReadDocument(window);
  auto* const attributes = window.findChild<desk::AttributesView*>();
  auto* const page = window.findChild<desk::SigningPage*>();
  WaitUntil([&] {
    page->ensureWidgetVisible(attributes);
    for (auto* area : attributes->findChildren<QAbstractScrollArea*>()) {
      if (area->isVisible()) QTest::keyClick(area, Qt::Key_End, Qt::ControlModifier);
    }
    return attributes->IsShownWhole();
  });
}

}  // namespace paraphe::test
