// A token of SoftHSM behind a module that hangs, crashes or lies (hostile_module.cc).
//
//   Hostility hostility("PARAPHE_HANGS_IN", "C_Sign");
//   ... open hostility.config() ...
//   hostility.WaitForSign();   // it hangs now
#ifndef PARAPHE_TESTS_CLIENT_TESTING_HOSTILITY_H_
#define PARAPHE_TESTS_CLIENT_TESTING_HOSTILITY_H_

#include <string>

#include "paraphe/v1/config.pb.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// The PIN of HostileToken().
inline constexpr char kHostilePin[] = "1234";

// The token with TestPki's signer, made once for the process, and the hostile module that shows it.
v1::DeviceConfig HostileToken();

// Sets this process's environment for modules that are loaded afterwards; takes it back at its end.
// One at a time.
class Hostility {
 public:
  // How the module behaves and in which function, by the names that hostile_module.cc explains.
  Hostility(std::string how, const std::string& function);
  ~Hostility();
  Hostility(const Hostility&) = delete;
  Hostility& operator=(const Hostility&) = delete;

  // Until Arm() the function is the real one. Called again, it lets what hangs return, with an error.
  void Disarm();
  void Arm();

  // Waits until the function was called; false where it was not in a minute.
  bool WaitForSign() const;

 private:
  const std::string how_;
  TempDir dir_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_HOSTILITY_H_
