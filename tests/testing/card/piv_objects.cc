#include "tests/testing/card/piv_objects.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "tests/testing/card/apdu.h"

namespace paraphe::test {
namespace {

// The FASC-N of cards that are not of a federal agency: their GUID is their number (§3.1.2).
constexpr char kNoAgency[] = "d4e739da739ced39ce739d836858210842108421c84210c3eb";

// What holds an object together, and the error detection code at its end, which is empty.
std::string Container(absl::string_view content) {
  return Tlv("\x53", absl::StrCat(content, Tlv("\xFE", "")));
}

std::string HolderIdentifier(const std::string& guid) {
  return Container(absl::StrCat(Tlv("\x30", absl::HexStringToBytes(kNoAgency)), Tlv("\x34", guid),
                                Tlv("\x35", "20491231"), Tlv("\x3E", "")));
}

std::string Capabilities(const std::string& guid) {
  const std::string identifier = absl::StrCat(absl::HexStringToBytes("a000000116"), guid);
  std::string content = absl::StrCat(Tlv("\xF0", identifier), Tlv("\xF1", "\x21"),
                                     Tlv("\xF2", "\x21"), Tlv("\xF3", ""));
  for (const char* empty : {"\xF4", "\xF5", "\xF6", "\xF7", "\xFA", "\xFB", "\xFC", "\xFD"}) {
    absl::StrAppend(&content, Tlv(empty, ""));
  }
  return Container(content);
}

std::string Discovery() {
  const absl::string_view own_pin("\x40\x00", 2);
  return Tlv("\x7E", absl::StrCat(Tlv("\x4F", absl::string_view(kPivAid, kPivAidSize)),
                                  Tlv("\x5F\x2F", own_pin)));
}

std::string KeyHistory() {
  const absl::string_view none("\0", 1);
  return Container(absl::StrCat(Tlv("\xC1", none), Tlv("\xC2", none), Tlv("\xF3", "")));
}

std::string CertificateObject(const TestCert& certificate) {
  const absl::string_view not_compressed("\0", 1);
  return Container(absl::StrCat(Tlv("\x70", certificate.der), Tlv("\x71", not_compressed)));
}

std::string CertificateTag(PivKey key) {
  return key == kAuthenticationKey ? "\x5F\xC1\x05" : "\x5F\xC1\x0A";
}

}  // namespace

std::map<std::string, std::string> PivObjects(const std::string& guid, const PivKeys& keys) {
  std::map<std::string, std::string> objects = {{"\x7E", Discovery()},
                                                {"\x5F\xC1\x02", HolderIdentifier(guid)},
                                                {"\x5F\xC1\x07", Capabilities(guid)},
                                                {"\x5F\xC1\x0C", KeyHistory()}};
  for (const auto& [key, certificate] : keys) {
    objects[CertificateTag(key)] = CertificateObject(certificate);
  }
  return objects;
}

}  // namespace paraphe::test
