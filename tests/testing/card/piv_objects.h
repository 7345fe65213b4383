// The data objects of a PIV card (NIST SP 800-73-4 part 1, §3 and appendix A).
#ifndef PARAPHE_TESTS_TESTING_CARD_PIV_OBJECTS_H_
#define PARAPHE_TESTS_TESTING_CARD_PIV_OBJECTS_H_

#include <cstdint>
#include <map>
#include <string>

#include "tests/testing/pki.h"

namespace paraphe::test {

// The PIV application. SELECT takes its beginning too.
inline constexpr char kPivAid[] = "\xA0\x00\x00\x03\x08\x00\x00\x10\x00\x01\x00";
inline constexpr size_t kPivAidSize = 11;

// Keys of the card, by their reference (part 1, table 4b).
enum PivKey : uint8_t {
  kAuthenticationKey = 0x9A,  // the PIN once
  kSignatureKey = 0x9C,       // the PIN right before each signature
};

// Key pairs with their certificates.
using PivKeys = std::map<PivKey, TestCert>;

// Every object by its tag, each as GET DATA gives it: the card's identifiers, of which `guid` (16
// bytes) is the one that tells cards apart, the discovery object (the PIN is the card's own), a key
// history without a retired key, and the certificates of `keys`.
std::map<std::string, std::string> PivObjects(const std::string& guid, const PivKeys& keys);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_CARD_PIV_OBJECTS_H_
