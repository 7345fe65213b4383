#include "client/agent/unattended_desk.h"

#include <filesystem>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/client/agent/flow_fixture.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TempDir;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::ElementsAre;

class UnattendedDeskTest : public FlowFixture {
 protected:
  UnattendedDeskTest() {
    rules_.unattended = true;
    WritePin("1234");
  }
  ~UnattendedDeskTest() override { close(out_); }

  void WritePin(const std::string& pin) {
    pin_file_ = dir_.WriteFileOrDie("pin", pin + "\n");
    chmod(pin_file_.c_str(), 0600);
  }
  absl::Status RunUnattended(test::FakeDevice& device, const std::string& certificate = "") {
    Terminal terminal(-1, out_, -1);
    UnattendedDesk desk(terminal, Language::kFrench, certificate, pin_file_, save_);
    AgentSession session(server_, device, desk, rules_, host());
    return session.Run(test::kTestTicket);
  }

  TempDir dir_;
  std::string pin_file_;
  std::vector<std::string> save_;
  int out_ = open("/dev/null", O_WRONLY);
};

// Proves: CONS-1, PRES-9
TEST_F(UnattendedDeskTest, SignsAndSaysThatNobodyWasAskedNorDidAnything) {
  EXPECT_THAT(RunUnattended(device_), IsOk());
  const v1::ConsentRequest& request = server_.consent_requests.at(0);
  EXPECT_TRUE(request.unattended());
  EXPECT_FALSE(request.document_presented() || request.box_ticked() ||
               request.signature_requested());
}

// Proves: CONS-1
TEST_F(UnattendedDeskTest, PolicyThatWantsAPersonEndsIt) {
  server_.present_failures = {{MakeError(v1::UNATTENDED_NOT_ALLOWED, "a person")}};
  EXPECT_THAT(RunUnattended(device_), HasReason(v1::UNATTENDED_NOT_ALLOWED));
  EXPECT_TRUE(device_.reached.empty());
}

// Proves: DEV-3
TEST_F(UnattendedDeskTest, WrongPinIsTriedOnceOnly) {
  WritePin("0000");
  EXPECT_THAT(RunUnattended(device_), HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(device_.activations, 1);
  EXPECT_THAT(server_.abort_reasons, ElementsAre("DEVICE_PIN_WRONG"));
}

// Proves: EXP-5, DEV-3
TEST_F(UnattendedDeskTest, EachOutcomeOfThePinHasItsOwnName) {
  for (const v1::ErrorReason reason :
       {v1::DEVICE_PIN_WRONG, v1::DEVICE_PIN_UNUSABLE, v1::DEVICE_PIN_LOCKED}) {
    test::FakeDevice device({TestPki::Get().signer()});
    device.activate_failures = {MakeError(reason, "device")};
    server_.state = v1::PREPARED;
    EXPECT_THAT(RunUnattended(device), HasReason(reason));
    EXPECT_EQ(device.activations, 1);
  }
  WritePin("");
  server_.state = v1::PREPARED;
  EXPECT_THAT(RunUnattended(device_), HasReason(v1::MALFORMED_FILE));
  pin_file_ = dir_.Join("absent");
  server_.state = v1::PREPARED;
  EXPECT_THAT(RunUnattended(device_), HasReason(v1::FILE_UNREADABLE));
}

// Proves: EXP-4
TEST_F(UnattendedDeskTest, ResultIsSavedWhereItIsToBeAndReplacesNothing) {
  save_ = {dir_.path()};
  for (const char* name : {"", "-2"}) {
    server_.state = v1::PREPARED;
    ASSERT_THAT(RunUnattended(device_), IsOk());
    size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(dir_.path())) {
      files += absl::StartsWith(file.path().filename().string(), "paraphe-") ? 1 : 0;
    }
    EXPECT_EQ(files, *name == '\0' ? 3u : 6u);
  }
}

// Proves: EXP-4
TEST_F(UnattendedDeskTest, ResultThatCannotBeSavedChangesNothingOfTheSignature) {
  save_ = {dir_.Join("absent"), dir_.Join("absent/receipt.json")};
  EXPECT_THAT(RunUnattended(device_), IsOk());
  EXPECT_EQ(server_.state, v1::SIGNED);
}

// Proves: EXP-4
TEST_F(UnattendedDeskTest, ReceiptForProgramsIsSavedBesideTheFolder) {
  save_ = {dir_.Join("absent"), dir_.Join("receipt.json")};
  EXPECT_THAT(RunUnattended(device_), IsOk());
  EXPECT_TRUE(std::filesystem::exists(dir_.Join("receipt.json")));
}

// Proves: CERT-4
TEST_F(UnattendedDeskTest, CardWithoutTheDemandedCertificateEndsItAtOnce) {
  server_.imposed = TestPki::Get().Signer("Someone Else").Build().der;
  EXPECT_THAT(RunUnattended(device_), HasReason(v1::CERTIFICATE_IMPOSED_MISSING));
  EXPECT_THAT(server_.abort_reasons, ElementsAre("CERTIFICATE_IMPOSED_MISSING"));
  EXPECT_EQ(server_.presents, 2) << "the ticket, and the one that was refused";
  // A card without any certificate: the server was not asked about one.
  test::FakeDevice empty({});
  empty.state.pin_entry = device::PinEntry::kNotNeeded;
  server_.state = v1::PREPARED;
  EXPECT_THAT(RunUnattended(empty), HasReason(v1::CERTIFICATE_IMPOSED_MISSING));
}

// Proves: DEV-3
TEST_F(UnattendedDeskTest, LastTryOfACardIsNotUsedUp) {
  device_.state.tries_left = 1;
  EXPECT_THAT(RunUnattended(device_), HasReason(v1::UNATTENDED_NOT_ALLOWED));
  EXPECT_EQ(device_.activations, 0);
}

// Proves: DEV-1
TEST_F(UnattendedDeskTest, ReaderWithKeypadNeedsAPerson) {
  device_.state.pin_entry = device::PinEntry::kAtReader;
  EXPECT_THAT(RunUnattended(device_), HasReason(v1::UNATTENDED_NOT_ALLOWED));
}

// Proves: CERT-3
TEST_F(UnattendedDeskTest, OfSeveralCertificatesOneMustBeNamed) {
  const TestCert second = TestPki::Get().Signer("Second").Build();
  test::FakeDevice device({TestPki::Get().signer(), second});
  EXPECT_THAT(RunUnattended(device), HasReason(v1::CERTIFICATE_REFUSED));
}

// Proves: CERT-3
TEST_F(UnattendedDeskTest, NamedCertificateIsTaken) {
  const TestCert second = TestPki::Get().Signer("Second").Build();
  test::FakeDevice device({TestPki::Get().signer(), second});
  EXPECT_THAT(RunUnattended(device, absl::BytesToHexString(second.Sha256())), IsOk());
  EXPECT_EQ(server_.present_requests.back().chosen_certificate_sha256(), second.Sha256());
}

// Proves: CERT-3
TEST_F(UnattendedDeskTest, NamedCertificateThatIsAbsentOrRefusedEndsIt) {
  EXPECT_THAT(RunUnattended(device_, std::string(64, '0')), HasReason(v1::CERTIFICATE_REFUSED));
}

// Proves: ATT-3
TEST_F(UnattendedDeskTest, SessionThatKeepsChangingEnds) {
  for (int i = 0; i < 100; ++i) {
    server_.consent_failures.push_back({MakeError(v1::CONSENT_MISMATCH, "changed")});
  }
  EXPECT_THAT(RunUnattended(device_), HasReason(v1::CONSENT_MISMATCH));
  EXPECT_EQ(server_.consents, 3);
}

}  // namespace
}  // namespace paraphe::agent
