#include "pki/certificate_defect.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/errors.h"

namespace paraphe {
namespace {

constexpr char kPayload[] = "paraphe/certificate-defect";  // French LF English

}  // namespace

absl::Status MalformedCertificate(BilingualView defect) {
  absl::Status status =
      MakeError(v1::CERTIFICATE_MALFORMED, absl::StrCat("certificate: ", defect.en));
  status.SetPayload(kPayload, absl::Cord(absl::StrCat(defect.fr, "\n", defect.en)));
  return status;
}

Bilingual DefectOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayload);
  if (!payload.has_value()) return {};
  const std::pair<std::string, std::string> words =
      absl::StrSplit(std::string(*payload), absl::MaxSplits('\n', 1));
  return {words.first, words.second};
}

}  // namespace paraphe
