// Fuzz target: certificates as others issue them. Names come out without control characters, so
// that they can stand in XML; the DER of issuer and serial number can be made of every certificate
// that is read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "xades/signer_certificate.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view der(reinterpret_cast<const char*>(data), size);
  const auto certificate = paraphe::xades::SignerCertificate::Parse(der);
  if (!certificate.ok()) {
    if (paraphe::ReasonOf(certificate.status()) == paraphe::v1::INTERNAL) std::abort();
    return 0;
  }
  for (const absl::string_view name :
       {absl::string_view(certificate->subject()), absl::string_view(certificate->issuer())}) {
    // C1 controls are XML text; only what XML forbids must be gone.
    if (name.find_first_of(absl::string_view("\0\x01\x1F\x7F\r\n\t", 7)) !=
        absl::string_view::npos) {
      std::abort();
    }
  }
  return 0;
}
