// The devices that the contract of SignatureDevice is tested on. Each holds the signer of TestPki.
#ifndef PARAPHE_TESTS_CLIENT_DEVICE_DEVICE_IMPLEMENTATIONS_H_
#define PARAPHE_TESTS_CLIENT_DEVICE_DEVICE_IMPLEMENTATIONS_H_

#include <functional>
#include <string>
#include <vector>

#include "paraphe/v1/config.pb.h"

namespace paraphe::test {

struct Implementation {
  std::string name;  // letters and digits
  std::string pin;
  std::string wrong_pin;       // as long as the right one
  bool hides_certificates;     // until a login
  v1::DeviceConfig (*make)();  // made at the first call, once for the process
};

// SoftHSM; the same with a key that wants its PIN at every use; a PKCS#12 file; OpenSC with the
// emulated PIV card in a virtual reader; NSS's software token.
//
// Not there: NSS without a module of ours before it, as it refuses C_Initialize without parameters. Not tried, as each
// wants a daemon: opencryptoki's software token (and a group in the system), tpm2-pkcs11 over swtpm.
const std::vector<Implementation>& Implementations();

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_DEVICE_DEVICE_IMPLEMENTATIONS_H_
