#include "tests/client/testing/hostility.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include <poll.h>

#include "tests/client/testing/softhsm.h"
#include "tests/testing/pki.h"

namespace paraphe::test {

v1::DeviceConfig HostileToken() {
  static SoftHsm* const hsm = [] {
    static SoftHsm softhsm;
    softhsm.AddTokenOrDie("carte", kHostilePin);
    const TestCert& signer = TestPki::Get().signer();
    softhsm.ImportOrDie("carte", kHostilePin, {"\x01", "Anne", signer.der, signer.key});
    return &softhsm;
  }();
  setenv("SOFTHSM2_CONF", hsm->config_file().c_str(), /*overwrite=*/1);
  setenv("PARAPHE_REAL_MODULE", SoftHsm::ModulePath().c_str(), /*overwrite=*/1);
  v1::DeviceConfig config = SoftHsm::Config("carte");
  config.set_module(PARAPHE_HOSTILE_MODULE);
  return config;
}

Hostility::Hostility(std::string how, const std::string& function) : how_(std::move(how)) {
  setenv(how_.c_str(), function.c_str(), /*overwrite=*/1);
  setenv("PARAPHE_HOSTILE_SIGN", dir_.Join("sign").c_str(), /*overwrite=*/1);
}

Hostility::~Hostility() {
  for (const char* name : {how_.c_str(), "PARAPHE_HOSTILE_SIGN", "PARAPHE_HOSTILE_WHEN"}) {
    unsetenv(name);
  }
}

void Hostility::Disarm() {
  std::filesystem::remove(dir_.Join("when"));
  setenv("PARAPHE_HOSTILE_WHEN", dir_.Join("when").c_str(), /*overwrite=*/1);
}

void Hostility::Arm() { dir_.WriteFileOrDie("when", ""); }

bool Hostility::WaitForSign() const {
  const absl::Time latest = absl::Now() + absl::Minutes(1);
  while (!std::filesystem::exists(dir_.Join("sign"))) {
    if (absl::Now() > latest) return false;
    poll(nullptr, 0, 10);
  }
  return true;
}

}  // namespace paraphe::test
