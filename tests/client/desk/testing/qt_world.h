// Qt in a test program: one application, screenshots, and waiting without sleeping.
#ifndef PARAPHE_TESTS_CLIENT_DESK_TESTING_QT_WORLD_H_
#define PARAPHE_TESTS_CLIENT_DESK_TESTING_QT_WORLD_H_

#include <QPalette>
#include <QString>
#include <QWidget>
#include <functional>
#include <string>

namespace paraphe::test {

// Makes the program's one QApplication, on the platform QT_QPA_PLATFORM or else on "offscreen", with
// the style and the palette that tests expect. To be called first in each test; a second call does
// nothing.
void StartQt();

// Handles events until `done`, or until 30 s have passed; whether it became true.
bool WaitUntil(const std::function<bool()>& done);

// Keeps what `widget` looks like as build/screenshots/NAME.png, beside the folder of PARAPHE_BIN.
void KeepScreenshot(QWidget& widget, const std::string& name);

// White on black, without a colour between.
QPalette HighContrast();

// Whether each widget inside `widget` that takes the focus has a name for those who do not see it; the
// first that has none, by its class, else empty.
QString FirstNameless(const QWidget& widget);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_DESK_TESTING_QT_WORLD_H_
