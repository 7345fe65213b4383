// A PIV card in one of Debian's virtual readers, to try a desk by hand: the program `virtual-card` of the tests. It is
// put in, pulled out and made to fail by words on standard input.
//
//   virtual-card KEY.pem CERTIFICATE.pem [PORT]
//
// PORT is where vpcd listens: 35963 and 35964 for the two readers of the package vsmartcard-vpcd.
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"

#include "common/file.h"
#include "common/openssl.h"
#include "tests/testing/card/card_slot.h"
#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

constexpr char kHelp[] =
    "insert, pull, tries N, or what the card does next: pull-at-pin, pull-at-signature,\n"
    "garbage-at-signature, hang-at-pin, hang-at-signature (until release). End of file ends it.\n";
constexpr size_t kLargestFile = size_t{1} << 20;
constexpr uint32_t kFirstReader = 35963;

std::string FileOrDie(const std::string& path) {
  absl::StatusOr<std::string> bytes = ReadFile(path, kLargestFile);
  if (!bytes.ok()) std::cerr << bytes.status().message() << std::endl;
  CheckOrDie(bytes.ok(), "reading a file");
  return *std::move(bytes);
}

UniqueBio Memory(const std::string& bytes) {
  return UniqueBio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

TestCert SignerOrDie(const std::string& key_file, const std::string& certificate_file) {
  const std::string certificate_pem = FileOrDie(certificate_file);
  const UniqueX509 certificate(
      PEM_read_bio_X509(Memory(certificate_pem).get(), nullptr, nullptr, nullptr));
  CheckOrDie(certificate != nullptr, "reading the certificate (PEM)");
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(certificate.get(), &bytes);
  TestCert signer;
  signer.der.assign(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  signer.key = TestKey::FromPem(FileOrDie(key_file));
  return signer;
}

// What `word` makes the card do; false where it is none of these.
bool Fail(CardSlot& slot, const std::string& word) {
  if (word == "pull-at-pin") {
    slot.FailAt(CardFault::kPulled, kVerify);
  } else if (word == "pull-at-signature") {
    slot.FailAt(CardFault::kPulled, kGeneralAuthenticate);
  } else if (word == "garbage-at-signature") {
    slot.FailAt(CardFault::kGarbage, kGeneralAuthenticate);
  } else if (word == "hang-at-pin") {
    slot.FailAt(CardFault::kHangs, kVerify);
  } else if (word == "hang-at-signature") {
    slot.FailAt(CardFault::kHangs, kGeneralAuthenticate);
  } else {
    return false;
  }
  return true;
}

void Obey(CardSlot& slot, const std::shared_ptr<PivCard>& card, const std::string& line) {
  int tries = 0;
  if (line == "insert") {
    slot.Insert(card);
  } else if (line == "pull") {
    slot.Pull();
  } else if (line == "release") {
    slot.Release();
  } else if (line.rfind("tries ", 0) == 0 && absl::SimpleAtoi(line.substr(6), &tries)) {
    card->SetTriesLeft(tries);
  } else if (!Fail(slot, line)) {
    std::cout << kHelp;
  }
  std::cout << (slot.occupied() ? "the card is in, " : "the card is out, ") << card->tries_left()
            << " tries left, " << card->signatures() << " signatures" << std::endl;
}

int Run(const std::string& key_file, const std::string& certificate_file, uint32_t port) {
  const auto card = std::make_shared<PivCard>(
      "PARAPHE-BY-HAND1", PivKeys{{kSignatureKey, SignerOrDie(key_file, certificate_file)}});
  CardSlot slot(static_cast<uint16_t>(port));
  std::cout << "PIN " << kCardPin << "\n" << kHelp;
  Obey(slot, card, "insert");
  for (std::string line; std::getline(std::cin, line);) Obey(slot, card, line);
  return 0;
}

}  // namespace
}  // namespace paraphe::test

int main(int argc, char** argv) {
  uint32_t port = paraphe::test::kFirstReader;
  const bool fits = argc == 3 || (argc == 4 && absl::SimpleAtoi(argv[3], &port) && port <= 0xFFFF);
  if (!fits) {
    std::cerr << "virtual-card KEY.pem CERTIFICATE.pem [PORT]\n" << paraphe::test::kHelp;
    return 2;
  }
  return paraphe::test::Run(argv[1], argv[2], port);
}
