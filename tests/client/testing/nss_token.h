// The software token of NSS, as browsers have it, with a signer on it.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_NSS_TOKEN_H_
#define PARAPHE_TESTS_CLIENT_TESTING_NSS_TOKEN_H_

#include <string>

#include "paraphe/v1/config.pb.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// A database of its own. Sets PARAPHE_NSS_PARAMETERS in this process's environment, for modules that are
// loaded afterwards. One at a time. Needs the packages libnss3 and libnss3-tools; ends the program where they are
// missing.
class NssToken {
 public:
  // With the key and certificate of `signer` on it.
  NssToken(const TestCert& signer, const std::string& password);

  // The module (nss_module.cc), and the token in it that holds keys.
  static v1::DeviceConfig Config();

 private:
  TempDir dir_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_NSS_TOKEN_H_
