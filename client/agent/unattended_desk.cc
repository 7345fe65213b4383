#include "client/agent/unattended_desk.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "client/agent/certificate_list.h"
#include "client/agent/pin_file.h"
#include "common/errors.h"
#include "render/visible.h"

namespace paraphe::agent {

UnattendedDesk::UnattendedDesk(Terminal& terminal, Language language,
                               std::string certificate_sha256, std::string pin_file,
                               std::vector<std::string> save)
    : terminal_(terminal),
      language_(language),
      certificate_sha256_(std::move(certificate_sha256)),
      pin_file_(std::move(pin_file)),
      save_(std::move(save)) {}

absl::StatusOr<std::string> UnattendedDesk::AskLink() {
  return terminal_.ReadLine(TextOf(Phrase::kAskTicket, language_));
}

absl::Status UnattendedDesk::ShowDocument(const SigningView& view) {
  Tell(Phrase::kSession, view.session_code);
  if (view.refused_openings > 0) {
    Tell(Phrase::kRefusedOpenings, absl::StrCat(view.refused_openings));
  }
  Tell(Phrase::kUnattended, "");
  return absl::OkStatus();
}

absl::StatusOr<std::variant<size_t, Change>> UnattendedDesk::ChooseCertificate(
    const SigningView& view, const std::vector<CertificateChoice>& choices) {
  const CertificateList list(choices);
  if (list.acceptable_count() == 0) return list.NoneError(view.imposed);
  if (certificate_sha256_.empty()) {
    if (list.acceptable_count() == 1) return *list.PositionOf("");
    return MakeError(v1::CERTIFICATE_REFUSED,
                     "several certificates can be used; name one by certificate_sha256 in the "
                     "configuration");
  }
  for (size_t i = 0; i < choices.size(); ++i) {
    if (choices[i].acceptable() &&
        absl::EqualsIgnoreCase(absl::BytesToHexString(choices[i].parsed->sha256()),
                               certificate_sha256_)) {
      return i;
    }
  }
  return MakeError(v1::CERTIFICATE_REFUSED,
                   "the certificate that certificate_sha256 of the configuration names is not on "
                   "the device, or not acceptable");
}

// Nobody did anything, and the request says so (unattended). REQ: CONS-1, PRES-9
absl::StatusOr<std::variant<ConsentActs, Change>> UnattendedDesk::AskConsent(const SigningView&) {
  return ConsentActs{};
}

absl::StatusOr<SecretBuffer> UnattendedDesk::AskPin(const PinRequest& request) {
  // REQ: EXP-5
  if (!request.refused.ok()) {
    return Annotate(request.refused, "the PIN of pin_file was tried once; correct the file");
  }
  if (request.device.tries_left == 1u) {
    return MakeError(
        v1::UNATTENDED_NOT_ALLOWED,
        "the device has one PIN try left, which a person must use; log in once by hand");
  }
  if (request.device.pin_entry == device::PinEntry::kAtReader) {
    return MakeError(
        v1::UNATTENDED_NOT_ALLOWED,
        "the PIN is entered at the reader, which needs a person; do not use --unattended");
  }
  return ReadPinFile(pin_file_);
}

// REQ: EXP-4
void UnattendedDesk::OfferResult(const SignedResult& result) {
  for (const std::string& path : save_) {
    const absl::StatusOr<std::string> saved = SaveResult(result, path);
    const bool whole = !NamesReceipt(path);
    if (saved.ok()) {
      Tell(whole ? Phrase::kSaved : Phrase::kReceiptSaved, *saved);
    } else {
      Tell(whole ? Phrase::kNotSaved : Phrase::kReceiptNotSaved,
           std::string(saved.status().message()));
    }
  }
}

void UnattendedDesk::Tell(Phrase phrase, absl::string_view detail) {
  terminal_.WriteLine(absl::StrCat(TextOf(phrase, language_), VisibleLine(detail, language_)));
}

// The program writes the error to standard error, where a harness reads it.
void UnattendedDesk::TellError(const absl::Status&) {}

}  // namespace paraphe::agent
