// A screen for the windows of a test: Xvfb, on a display of its own.
#ifndef PARAPHE_TESTS_CLIENT_DESK_TESTING_X_DISPLAY_H_
#define PARAPHE_TESTS_CLIENT_DESK_TESTING_X_DISPLAY_H_

#include <string>

#include <sys/types.h>

namespace paraphe::test {

// Sets DISPLAY and QT_QPA_PLATFORM in this process's environment: to be made before Qt starts
// (StartQt in qt_world.h) and before programs with windows are. There is no window manager: a window
// has the place and the size that it asks for. Ended by its process id on destruction; the program
// dies with a sentence where Xvfb does not start within a minute.
class XDisplay {
 public:
  XDisplay(int width, int height);
  ~XDisplay();
  XDisplay(const XDisplay&) = delete;
  XDisplay& operator=(const XDisplay&) = delete;

  // One for the whole test program, 1280 x 1024, begun at the first call.
  static XDisplay& Get();

  // ":7", as in DISPLAY.
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  pid_t pid_ = -1;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_DESK_TESTING_X_DISPLAY_H_
