#include "tests/client/device/device_implementations.h"

#include <memory>

#include "tests/client/testing/nss_token.h"
#include "tests/client/testing/pkcs12_files.h"
#include "tests/client/testing/softhsm.h"
#include "tests/testing/card_reader.h"
#include "tests/testing/pki.h"

namespace paraphe::test {
namespace {

constexpr char kDigits[] = "123456";
constexpr char kWrongDigits[] = "654321";

// One module of SoftHSM for both tokens: a process loads it once.
SoftHsm& Hsm() {
  static SoftHsm hsm;
  return hsm;
}

v1::DeviceConfig NewSoftHsmToken(const std::string& label, bool always_authenticate) {
  const TestCert& signer = TestPki::Get().signer();
  Hsm().AddTokenOrDie(label, kDigits);
  Hsm().ImportOrDie(label, kDigits,
                    {.id = "\x01",
                     .label = "Anne",
                     .certificate_der = signer.der,
                     .key = signer.key,
                     .always_authenticate = always_authenticate});
  return SoftHsm::Config(label);
}

v1::DeviceConfig SoftHsmToken() {
  static const v1::DeviceConfig config = NewSoftHsmToken("carte", false);
  return config;
}

v1::DeviceConfig AskingToken() {
  static const v1::DeviceConfig config = NewSoftHsmToken("exigeante", true);
  return config;
}

v1::DeviceConfig Pkcs12File() {
  static const Pkcs12Files files;
  static const std::string path = files.WriteOrDie(TestPki::Get().signer(), kDigits);
  v1::DeviceConfig config;
  config.set_pkcs12(path);
  return config;
}

// In its reader to the end of the process: to insert one takes a second.
v1::DeviceConfig PivCardInReader() {
  static const bool inserted = [] {
    const PivKeys keys = {{kSignatureKey, TestPki::Get().signer()}};
    CardReaders::Get().Insert(0, std::make_shared<PivCard>("CONTRAT-DE-CARTE", keys));
    return true;
  }();
  static_cast<void>(inserted);
  return CardReaders::Config();
}

v1::DeviceConfig NssDatabase() {
  static const NssToken token(TestPki::Get().signer(), kDigits);
  return NssToken::Config();
}

}  // namespace

const std::vector<Implementation>& Implementations() {
  static const std::vector<Implementation> all = {
      {"SoftHsm", kDigits, kWrongDigits, false, SoftHsmToken},
      {"PinAtEveryUse", kDigits, kWrongDigits, false, AskingToken},
      {"Pkcs12", kDigits, kWrongDigits, true, Pkcs12File},
      {"OpenScPiv", kCardPin, kWrongDigits, false, PivCardInReader},
      {"Nss", kDigits, kWrongDigits, false, NssDatabase},
  };
  return all;
}

}  // namespace paraphe::test
