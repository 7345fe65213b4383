#include "client/agent/certificate_choice.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "pki/certificate_defect.h"
#include "pki/signer_faults.h"

namespace paraphe::agent {
namespace {

// The server's own words only where its fault is one that this program does not know.
Bilingual RefusalOf(v1::CertificateFault fault, BilingualView words_of_server = {}) {
  return CopyOf(SentenceOf(fault).value_or(words_of_server));
}

// "The certificate is malformed ... with certainty: a boolean is neither 00 nor FF."
Bilingual RefusalOfMalformed(const absl::Status& status) {
  const Bilingual defect = DefectOf(status);
  const Bilingual sentence = RefusalOf(v1::FAULT_MALFORMED);
  const auto join = [](absl::string_view text, absl::string_view colon, absl::string_view what) {
    return absl::StrCat(absl::StripSuffix(text, "."), colon, what, ".");
  };
  return {join(sentence.fr, " : ", defect.fr), join(sentence.en, ": ", defect.en)};
}

CertificateChoice MakeChoice(device::DeviceCertificate certificate) {
  CertificateChoice choice;
  if (absl::StatusOr<Certificate> parsed = Certificate::Parse(certificate.der); parsed.ok()) {
    choice.parsed = *std::move(parsed);
  } else {
    choice.refusals.push_back(RefusalOfMalformed(parsed.status()));
  }
  if (certificate.key == device::KeyPresence::kAbsent) {
    choice.refusals.push_back(RefusalOf(v1::FAULT_NO_PRIVATE_KEY));
  }
  choice.certificate = std::move(certificate);
  return choice;
}

absl::Status Mismatch(absl::string_view why) {
  return MakeError(v1::PRESENTATION_MISMATCH,
                   absl::StrCat("the server's judgement of the certificates ", why,
                                "; tell your administrator"));
}

absl::Status CheckJudgement(const CertificateChoice& choice,
                            const v1::CertificateJudgement& judgement, const std::string& imposed) {
  const Certificate& certificate = *choice.parsed;
  if (!SecretEquals(judgement.sha256(), certificate.sha256())) {
    return Mismatch("is about other certificates");
  }
  if (judgement.subject_cn() != certificate.subject_cn() ||
      judgement.issuer_cn() != certificate.issuer_cn()) {
    return Mismatch("names another holder or issuer");
  }
  if (judgement.acceptable() != judgement.refusals().empty()) {
    return Mismatch("contradicts itself");
  }
  if (judgement.acceptable() && !imposed.empty() && imposed != choice.certificate.der) {
    return Mismatch("accepts another certificate than the one that the application demands");
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<CertificateChoice> MakeChoices(std::vector<device::DeviceCertificate> certificates) {
  std::vector<CertificateChoice> choices;
  size_t offered = 0;
  for (device::DeviceCertificate& certificate : certificates) {
    choices.push_back(MakeChoice(std::move(certificate)));
    CertificateChoice& choice = choices.back();
    if (!choice.acceptable()) continue;
    if (++offered > kMaxCertificates) {
      choice.refusals.push_back(
          {"La carte porte trop de certificats : celui-ci n'a pas été examiné.",
           "The card holds too many certificates: this one was not examined."});
    }
  }
  return choices;
}

std::vector<std::string> OfferedBy(const std::vector<CertificateChoice>& choices) {
  std::vector<std::string> offered;
  for (const CertificateChoice& choice : choices) {
    if (choice.acceptable()) offered.push_back(choice.certificate.der);
  }
  return offered;
}

absl::StatusOr<std::optional<Certificate>> ImposedBy(const v1::PresentResponse& response) {
  if (response.imposed_certificate().empty()) return std::nullopt;
  absl::StatusOr<Certificate> imposed = Certificate::Parse(response.imposed_certificate());
  if (imposed.ok()) return *std::move(imposed);
  return MakeError(v1::PRESENTATION_MISMATCH,
                   "the server demands a certificate that cannot be read; tell your administrator");
}

void RefuseAsNotImposed(std::vector<CertificateChoice>& choices) {
  for (CertificateChoice& choice : choices) {
    if (choice.acceptable()) choice.refusals.push_back(RefusalOf(v1::FAULT_NOT_IMPOSED));
  }
}

absl::StatusOr<std::vector<CertificateChoice>> Judge(std::vector<CertificateChoice> choices,
                                                     const v1::PresentResponse& response) {
  auto judgement = response.judgements().begin();
  for (CertificateChoice& choice : choices) {
    if (!choice.acceptable()) continue;
    if (judgement == response.judgements().end()) return Mismatch("is missing for one");
    RETURN_IF_ERROR(CheckJudgement(choice, *judgement, response.imposed_certificate()));
    for (const auto& refusal : judgement->refusals()) {
      choice.refusals.push_back(
          RefusalOf(refusal.fault(), {refusal.words_fr(), refusal.words_en()}));
    }
    ++judgement;
  }
  if (judgement != response.judgements().end()) return Mismatch("speaks of more than were offered");
  return choices;
}

}  // namespace paraphe::agent
