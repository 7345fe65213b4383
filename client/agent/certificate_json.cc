#include "client/agent/certificate_json.h"

#include "absl/strings/escaping.h"
#include "absl/time/time.h"

namespace paraphe::agent {

nlohmann::ordered_json CertificateAsJson(const Certificate& certificate) {
  const auto time = [](absl::Time when) {
    return absl::FormatTime(absl::RFC3339_sec, when, absl::UTCTimeZone());
  };
  return {{"sha256", absl::BytesToHexString(certificate.sha256())},
          {"subject", certificate.subject()},
          {"issuer", certificate.issuer()},
          {"serial", certificate.serial_hex()},
          {"not_before", time(certificate.not_before())},
          {"not_after", time(certificate.not_after())}};
}

}  // namespace paraphe::agent
