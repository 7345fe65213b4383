// A card of our own in a virtual reader, with what most tests of devices on it need.
#ifndef PARAPHE_TESTS_CLIENT_DEVICE_CARD_EMULATED_CARD_H_
#define PARAPHE_TESTS_CLIENT_DEVICE_CARD_EMULATED_CARD_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"

#include "client/device/open_device.h"
#include "common/secret_buffer.h"
#include "tests/testing/card_reader.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe::test {

inline constexpr char kGuid[] = "PARAPHE-CARD-001";

// The PKCS#1 DigestInfo of SHA-256 over nothing in particular (RFC 8017 §9.2, note 1).
inline std::string SomeDigestInfo() {
  return std::string("\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
                     19) +
         std::string(32, '\x5A');
}

inline SecretBuffer PinOf(const std::string& digits) {
  SecretBuffer secret(digits.size());
  for (const char digit : digits) static_cast<void>(secret.Append(digit));
  return secret;
}

class EmulatedCardTest : public ::testing::Test {
 protected:
  ~EmulatedCardTest() override { readers_.Empty(); }

  // The signer's key, which wants its PIN at each signature, and another one that does not.
  static PivKeys Keys() {
    return {
        {kAuthenticationKey,
         TestPki::Get().Signer("Anne Dupont (authentification)").Key(TestKey::OtherRsa()).Build()},
        {kSignatureKey, TestPki::Get().signer()}};
  }
  static std::shared_ptr<PivCard> NewCard(const std::string& guid = kGuid) {
    return std::make_shared<PivCard>(guid, Keys());
  }
  // A call is waited for as long as `patience`; none of these needs it where all is well.
  static absl::StatusOr<std::unique_ptr<device::SignatureDevice>> Open(
      const std::string& serial = "", absl::Duration patience = absl::Seconds(30)) {
    device::Waiting waiting;
    waiting.patience = patience;
    return device::OpenDevice(CardReaders::Config(serial), "agent.textproto", waiting);
  }
  // What the device made of `wanted`, which must be among `certificates`.
  static device::DeviceCertificate Listed(
      const std::vector<device::DeviceCertificate>& certificates, const TestCert& wanted) {
    for (const device::DeviceCertificate& certificate : certificates) {
      if (certificate.der == wanted.der) return certificate;
    }
    ADD_FAILURE() << "the certificate is not listed";
    return {};
  }
  // That of the signer's key.
  static device::DeviceCertificate SignersOf(
      const std::vector<device::DeviceCertificate>& certificates) {
    return Listed(certificates, TestPki::Get().signer());
  }

  // The reader to begin with: another one than that of the test before, whose card pcscd may not
  // have missed yet.
  static size_t NextReader() {
    static size_t tests = 0;
    return tests++ % CardReaders::kCount;
  }

  CardReaders& readers_ = CardReaders::Get();
  const size_t reader_ = NextReader();
  const size_t other_ = 1 - reader_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_DEVICE_CARD_EMULATED_CARD_H_
