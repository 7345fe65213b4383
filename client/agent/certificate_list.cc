#include "client/agent/certificate_list.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "client/agent/phrases.h"
#include "common/errors.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

std::string NameOr(const std::string& name, Language language) {
  return name.empty() ? std::string(TextOf(Phrase::kNoName, language)) : name;
}

std::string Line(size_t number, const CertificateChoice& choice, Language language) {
  return absl::StrCat("  ", number, "  ",
                      VisibleLine(CertificateName(choice.parsed, language), language), "\n");
}

}  // namespace

std::string CertificateName(const std::optional<Certificate>& certificate, Language language) {
  if (!certificate.has_value()) return std::string(TextOf(Phrase::kNoName, language));
  return absl::StrCat(NameOr(certificate->subject_cn(), language), ", ",
                      TextOf(Phrase::kIssuedBy, language), " ",
                      NameOr(certificate->issuer_cn(), language));
}

CertificateList::CertificateList(const std::vector<CertificateChoice>& choices)
    : choices_(choices), order_(choices.size()) {
  std::iota(order_.begin(), order_.end(), size_t{0});
  const auto refused = std::stable_partition(order_.begin(), order_.end(), [&](size_t position) {
    return choices_[position].acceptable();
  });
  acceptable_count_ = static_cast<size_t>(refused - order_.begin());
}

std::string CertificateList::AsText(Language language) const {
  std::string text;
  if (acceptable_count_ == 0) {
    absl::StrAppend(&text, TextOf(Phrase::kNoCertificate, language), "\n");
  } else {
    absl::StrAppend(&text, TextOf(Phrase::kCertificatesHeading, language), "\n");
  }
  for (size_t i = 0; i < acceptable_count_; ++i) {
    absl::StrAppend(&text, Line(i + 1, choices_[order_[i]], language));
  }
  return absl::StrCat(text, RefusedAsText(language));
}

std::string CertificateList::RefusedAsText(Language language) const {
  if (acceptable_count_ == order_.size()) return "";
  std::string text = absl::StrCat(TextOf(Phrase::kRefusedHeading, language), "\n");
  for (size_t i = acceptable_count_; i < order_.size(); ++i) {
    const CertificateChoice& choice = choices_[order_[i]];
    absl::StrAppend(&text, Line(i + 1, choice, language));
    for (const Bilingual& refusal : choice.refusals) {
      absl::StrAppend(&text, "       ", VisibleLine(refusal.In(language), language), "\n");
    }
  }
  return text;
}

std::optional<size_t> CertificateList::PositionOf(absl::string_view number) const {
  if (number.empty()) {
    return acceptable_count_ == 1 ? std::optional<size_t>(order_.front()) : std::nullopt;
  }
  uint64_t value = 0;
  if (!absl::SimpleAtoi(number, &value) || value == 0 || value > order_.size()) {
    return std::nullopt;
  }
  return order_[value - 1];
}

absl::Status CertificateList::NoneError() const {
  std::string why = choices_.empty() ? "the device holds no certificate" : "";
  for (const CertificateChoice& choice : choices_) {
    for (const Bilingual& refusal : choice.refusals) {
      absl::StrAppend(&why, why.empty() ? "" : " ", refusal.en);
    }
    break;
  }
  return MakeError(v1::CERTIFICATE_REFUSED,
                   absl::StrCat("no certificate of the device can be used (", why,
                                "); use another card or ask the application"));
}

}  // namespace paraphe::agent
