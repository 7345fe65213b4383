#include "tests/client/desk/testing/qt_world.h"

#include <QAccessible>
#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QPixmap>
#include <cstdlib>
#include <memory>

#include "gtest/gtest.h"

#include "client/desk/contrast_style.h"

namespace paraphe::test {
namespace {

QPalette WithColours(const QColor& ground, const QColor& ink) {
  QPalette palette(ground);
  for (const auto role : {QPalette::Window, QPalette::Base, QPalette::AlternateBase,
                          QPalette::Button, QPalette::ToolTipBase}) {
    palette.setColor(role, ground);
  }
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                          QPalette::ToolTipText, QPalette::PlaceholderText, QPalette::BrightText}) {
    palette.setColor(role, ink);
  }
  return palette;
}

// Ends Qt after the last test: what it has of its own is gone once the process ends.
class QtEnvironment final : public ::testing::Environment {
 public:
  void TearDown() override { application.reset(); }

  inline static std::unique_ptr<QApplication> application;
};

// GoogleTest owns it.
[[maybe_unused]] const ::testing::Environment* const g_environment =
    ::testing::AddGlobalTestEnvironment(std::make_unique<QtEnvironment>().release());

}  // namespace

void StartQt() {
  if (QApplication::instance() != nullptr) return;
  setenv("QT_QPA_PLATFORM", "offscreen", 0);
  static int count = 1;
  static char name[] = "paraphe-test";
  static char* arguments[] = {name, nullptr};
  QtEnvironment::application = std::make_unique<QApplication>(count, arguments);
  QApplication::setStyle(std::make_unique<desk::ContrastStyle>("Fusion").release());  // Qt owns it
}

bool WaitUntil(const std::function<bool()>& done) {
  QDeadlineTimer deadline(30000);
  while (!done() && !deadline.hasExpired()) {
    QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
  }
  return done();
}

void KeepScreenshot(QWidget& widget, const std::string& name) {
  for (int i = 0; i < 3; ++i) QApplication::processEvents();  // layouts settle one after the other
  const char* const programs = std::getenv("PARAPHE_BIN");
  QDir folder(programs == nullptr ? "build" : programs);
  if (programs != nullptr) folder.cdUp();
  folder.mkpath("screenshots");
  widget.grab().save(folder.filePath("screenshots/" + QString::fromStdString(name) + ".png"));
}

QPalette HighContrast() {
  QPalette palette = WithColours(Qt::black, Qt::white);
  palette.setColor(QPalette::Link, Qt::yellow);
  palette.setColor(QPalette::Highlight, Qt::yellow);
  palette.setColor(QPalette::HighlightedText, Qt::black);
  return palette;
}

QString FirstNameless(const QWidget& widget) {
  for (QWidget* const child : widget.findChildren<QWidget*>()) {
    if (!child->isVisibleTo(&widget) || child->focusPolicy() == Qt::NoFocus) continue;
    QAccessibleInterface* const interface = QAccessible::queryAccessibleInterface(child);
    if (interface != nullptr && !interface->text(QAccessible::Name).isEmpty()) continue;
    return child->metaObject()->className();
  }
  return "";
}

}  // namespace paraphe::test
