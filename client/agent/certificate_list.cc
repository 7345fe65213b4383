#include "client/agent/certificate_list.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/agent/phrases.h"
#include "common/errors.h"
#include "pki/distinguished_name.h"
#include "pki/name_attributes.h"
#include "policy/lines.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

constexpr absl::string_view kBelow = "       ";

// The CN, the whole name where there is none, or words where that is empty too.
std::string NameOf(const std::string& cn, const X509_NAME* name, Language language) {
  if (!cn.empty()) return cn;
  const std::string whole = ShowDistinguishedName(name);
  return whole.empty() ? std::string(TextOf(Phrase::kNoName, language)) : whole;
}

// title, organizationName, organizationalUnitName, serialNumber. REQ: X.520 §6
constexpr absl::string_view kTelling[] = {"2.5.4.12", "2.5.4.10", "2.5.4.11", "2.5.4.5"};

// What tells a certificate from others of the same name.
std::string Particulars(const Certificate& certificate, Language language, absl::TimeZone zone) {
  const std::vector<NameAttribute> attributes = ReadNameAttributes(certificate.subject_name());
  std::vector<std::string> parts;
  for (const absl::string_view oid : kTelling) {
    for (const NameAttribute& attribute : attributes) {
      if (attribute.oid == oid && attribute.text.has_value()) parts.push_back(*attribute.text);
    }
  }
  parts.push_back(absl::StrCat(TextOf(Phrase::kSerialNumber, language), certificate.serial_hex()));
  parts.push_back(absl::StrCat(TextOf(Phrase::kValidUntil, language),
                               TimeInWords(certificate.not_after(), zone).In(language)));
  return absl::StrJoin(parts, " · ");
}

// Whether another of `choices` has the name of the one at `position`.
bool IsNameShared(const std::vector<CertificateChoice>& choices, size_t position,
                  Language language) {
  const std::string name = CertificateName(choices[position].parsed, language);
  return std::count_if(choices.begin(), choices.end(), [&](const CertificateChoice& choice) {
           return CertificateName(choice.parsed, language) == name;
         }) > 1;
}

}  // namespace

std::string CertificateName(const std::optional<Certificate>& certificate, Language language) {
  if (!certificate.has_value()) return std::string(TextOf(Phrase::kNoName, language));
  return absl::StrCat(NameOf(certificate->subject_cn(), certificate->subject_name(), language),
                      ", ", TextOf(Phrase::kIssuedBy, language), " ",
                      NameOf(certificate->issuer_cn(), certificate->issuer_name(), language));
}

CertificateList::CertificateList(const std::vector<CertificateChoice>& choices)
    : choices_(choices), order_(choices.size()) {
  std::iota(order_.begin(), order_.end(), size_t{0});
  const auto refused = std::stable_partition(order_.begin(), order_.end(), [&](size_t position) {
    return choices_[position].acceptable();
  });
  acceptable_count_ = static_cast<size_t>(refused - order_.begin());
}

std::string CertificateList::Entry(size_t number, Language language, absl::TimeZone zone) const {
  const size_t position = order_[number - 1];
  const std::optional<Certificate>& certificate = choices_[position].parsed;
  std::string entry = absl::StrCat(
      "  ", number, "  ", VisibleLine(CertificateName(certificate, language), language), "\n");
  if (certificate.has_value() && IsNameShared(choices_, position, language)) {
    absl::StrAppend(&entry, kBelow,
                    VisibleLine(Particulars(*certificate, language, zone), language), "\n");
  }
  return entry;
}

std::string CertificateList::AsText(Language language, absl::TimeZone zone) const {
  const Phrase heading =
      acceptable_count_ == 0 ? Phrase::kNoCertificate : Phrase::kCertificatesHeading;
  std::string text = absl::StrCat(TextOf(heading, language), "\n");
  for (size_t number = 1; number <= acceptable_count_; ++number) {
    absl::StrAppend(&text, Entry(number, language, zone));
  }
  return absl::StrCat(text, RefusedAsText(language, zone));
}

std::string CertificateList::RefusedAsText(Language language, absl::TimeZone zone) const {
  if (acceptable_count_ == order_.size()) return "";
  std::string text = absl::StrCat(TextOf(Phrase::kRefusedHeading, language), "\n");
  for (size_t number = acceptable_count_ + 1; number <= order_.size(); ++number) {
    absl::StrAppend(&text, Entry(number, language, zone));
    for (const Bilingual& refusal : choices_[order_[number - 1]].refusals) {
      absl::StrAppend(&text, kBelow, VisibleLine(refusal.In(language), language), "\n");
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

bool CertificateList::Holds(const Certificate& certificate) const {
  return std::any_of(choices_.begin(), choices_.end(), [&](const CertificateChoice& choice) {
    return choice.certificate.der == certificate.der();
  });
}

std::string CertificateList::DemandAsText(const Certificate& imposed, Language language,
                                          absl::TimeZone zone) const {
  return absl::StrCat(TextOf(Phrase::kDemandHeading, language), "\n  ",
                      VisibleLine(CertificateName(imposed, language), language), "\n", kBelow,
                      VisibleLine(Particulars(imposed, language, zone), language), "\n",
                      Holds(imposed) ? "" : TextOf(Phrase::kDemandMissing, language),
                      Holds(imposed) ? "" : "\n");
}

absl::Status CertificateList::NoneError(const std::optional<Certificate>& imposed) const {
  if (imposed.has_value() && !Holds(*imposed)) {
    return MakeError(
        v1::CERTIFICATE_IMPOSED_MISSING,
        "the application asks for a certificate that is not on this device; insert the "
        "card that holds it");
  }
  std::vector<std::string> faults;
  for (size_t number = 1; number <= order_.size(); ++number) {
    std::string fault = absl::StrCat(number, ":");
    for (const Bilingual& refusal : choices_[order_[number - 1]].refusals) {
      absl::StrAppend(&fault, " ", refusal.en);
    }
    faults.push_back(std::move(fault));
  }
  const std::string why =
      faults.empty() ? "the device holds no certificate" : absl::StrJoin(faults, " ");
  return MakeError(v1::CERTIFICATE_REFUSED,
                   absl::StrCat("no certificate of the device can be used (", why,
                                "); use another card or ask the application"));
}

}  // namespace paraphe::agent
