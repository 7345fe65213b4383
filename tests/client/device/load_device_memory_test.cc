// After use, the PIN is nowhere in the process: neither in our memory nor in the module's.
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <type_traits>

#include "gtest/gtest.h"
#include <sys/wait.h>
#include <unistd.h>

#include "client/device/load_device.h"
#include "client/device/open_device.h"
#include "common/random.h"
#include "tests/client/testing/softhsm.h"
#include "tests/testing/matchers.h"

namespace paraphe::device {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::SoftHsm;
using ::paraphe::test::TestPki;

// Proves: DEV-3
static_assert(!std::is_copy_constructible_v<SecretBuffer>);
static_assert(!std::is_copy_assignable_v<SecretBuffer>);
static_assert(!std::is_convertible_v<SecretBuffer, std::string>);
static_assert(!std::is_convertible_v<SecretBuffer, absl::string_view>);
template <typename T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};
static_assert(!Printable<SecretBuffer>);

constexpr size_t kPinBytes = 24;
constexpr char kMask = 0x5a;

// A random PIN that this process holds masked only.
class MaskedPin {
 public:
  MaskedPin() {
    const std::string random = *RandomBytes(kPinBytes);
    for (size_t i = 0; i < kPinBytes; ++i) {
      masked_[i] = static_cast<char>(('a' + (static_cast<uint8_t>(random[i]) % 26)) ^ kMask);
    }
  }
  SecretBuffer Unmasked() const {
    SecretBuffer pin(kPinBytes);
    for (const char byte : masked_) EXPECT_TRUE(pin.Append(static_cast<char>(byte ^ kMask)));
    return pin;
  }
  bool IsAt(const char* place) const {
    for (size_t i = 0; i < kPinBytes; ++i) {
      if ((place[i] ^ masked_[i]) != kMask) return false;
    }
    return true;
  }

 private:
  std::array<char, kPinBytes> masked_;
};

// How often the PIN stands in the writable memory of this process.
int CountInMemory(const MaskedPin& pin) {
  std::ifstream maps("/proc/self/maps");
  int count = 0;
  for (std::string line; std::getline(maps, line);) {
    uintptr_t begin = 0;
    uintptr_t end = 0;
    char access[8] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &begin, &end, access) != 3) continue;
    if (access[0] != 'r' || access[1] != 'w' || line.find("[v") != std::string::npos) continue;
    const auto* const bytes = reinterpret_cast<const char*>(begin);
    for (size_t i = 0; i + kPinBytes <= end - begin; ++i) count += pin.IsAt(bytes + i) ? 1 : 0;
  }
  return count;
}

// In a child process, so that what set the PIN up leaves nothing here.
void PrepareToken(SoftHsm& hsm, const MaskedPin& pin) {
  const TestPki& pki = TestPki::Get();
  const pid_t child = fork();
  if (child == 0) {
    const SecretBuffer text = pin.Unmasked();
    hsm.AddTokenOrDie("carte", text.RevealForDevice());
    hsm.ImportOrDie("carte", text.RevealForDevice(),
                    {"\x01", "Anne", pki.signer().der, pki.signer().key});
    _exit(0);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
}

class PinMemoryTest : public ::testing::Test {
 protected:
  void SetUp() override { PrepareToken(hsm_, pin_); }

  SoftHsm hsm_;
  MaskedPin pin_;
};

// Proves: DEV-3
TEST_F(PinMemoryTest, IsGoneAfterASignature) {
  auto device = LoadDevice(SoftHsm::Config("carte"), "f");
  ASSERT_THAT(device, IsOk());
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOk());
  {
    const SecretBuffer pin = pin_.Unmasked();
    EXPECT_EQ(CountInMemory(pin_), 1) << "the search finds nothing: it proves nothing";
    ASSERT_THAT((*device)->Activate(certificates->at(0), pin), IsOk());
  }
  EXPECT_EQ(CountInMemory(pin_), 0) << "after the login";
  ASSERT_THAT((*device)->Sign("abc"), IsOk());
  ASSERT_THAT((*device)->Close(), IsOk());
  EXPECT_EQ(CountInMemory(pin_), 0) << "after the end";
}

// The module is in another process; that one is the test above. Proves: DEV-3
TEST_F(PinMemoryTest, NothingOfItStaysWhereItWasSentFrom) {
  auto device = OpenDevice(SoftHsm::Config("carte"), "f");
  ASSERT_THAT(device, IsOk());
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOk());
  {
    const SecretBuffer pin = pin_.Unmasked();
    ASSERT_THAT((*device)->Activate(certificates->at(0), pin), IsOk());
    EXPECT_EQ(CountInMemory(pin_), 1);
  }
  EXPECT_EQ(CountInMemory(pin_), 0);
}

// Proves: DEV-3
TEST_F(PinMemoryTest, WrongOneIsGoneToo) {
  auto device = LoadDevice(SoftHsm::Config("carte"), "f");
  ASSERT_THAT(device, IsOk());
  const auto certificates = (*device)->ListCertificates();
  const MaskedPin wrong;
  {
    const SecretBuffer pin = wrong.Unmasked();
    EXPECT_THAT((*device)->Activate(certificates->at(0), pin), HasReason(v1::DEVICE_PIN_WRONG));
  }
  EXPECT_EQ(CountInMemory(wrong), 0);
}

}  // namespace
}  // namespace paraphe::device
