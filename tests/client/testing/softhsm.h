// Real tokens for tests: SoftHSM with a folder and a configuration of its own.
//
//   SoftHsm hsm;                                       // before anything loads the module
//   hsm.AddTokenOrDie("carte", "1234");
//   hsm.ImportOrDie("carte", "1234", {"\x01", "Anne", signer.der, signer.key});
//   ... config.device = hsm.Config("carte") ...
#ifndef PARAPHE_TESTS_CLIENT_TESTING_SOFTHSM_H_
#define PARAPHE_TESTS_CLIENT_TESTING_SOFTHSM_H_

#include <string>

#include "absl/strings/string_view.h"

#include "paraphe/v1/config.pb.h"
#include "tests/client/testing/soft_objects.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// Sets SOFTHSM2_CONF in this process's environment, for modules initialised and programs started
// afterwards. One at a time. Every ...OrDie ends the program with a sentence where SoftHSM is
// absent or refuses.
class SoftHsm {
 public:
  SoftHsm();
  ~SoftHsm();
  SoftHsm(const SoftHsm&) = delete;
  SoftHsm& operator=(const SoftHsm&) = delete;

  // The module of the softhsm2 package; $PARAPHE_SOFTHSM_MODULE where it is elsewhere.
  static std::string ModulePath();

  // What SOFTHSM2_CONF names; for the environment of other programs.
  const std::string& config_file() const { return config_file_; }

  // A new, initialised token; returns its serial.
  std::string AddTokenOrDie(absl::string_view label, absl::string_view pin);
  void ImportOrDie(absl::string_view token_label, absl::string_view pin,
                   const SoftObjects& objects);

  // The configuration that names a token by its label.
  static v1::DeviceConfig Config(const std::string& token_label);

 private:
  TempDir dir_;
  std::string config_file_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_SOFTHSM_H_
