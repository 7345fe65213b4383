// The device's certificates as a numbered list: those that can be used first, then those refused,
// with the reasons.
#ifndef PARAPHE_CLIENT_AGENT_CERTIFICATE_LIST_H_
#define PARAPHE_CLIENT_AGENT_CERTIFICATE_LIST_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/agent/certificate_choice.h"
#include "common/bilingual.h"

namespace paraphe::agent {

// "Anne Dupont, émis par AC Citoyens": subject CN and issuer CN as they stand; the whole name
// (pki/distinguished_name.h) where it has no CN.
std::string CertificateName(const std::optional<Certificate>& certificate, Language language);

// `choices` must outlive it.
class CertificateList {
 public:
  explicit CertificateList(const std::vector<CertificateChoice>& choices);

  size_t acceptable_count() const { return acceptable_count_; }

  // A line for each, numbered from 1, with everything visible (render/visible.h). Those that have
  // one name are told apart below it: title, organization, serial numbers of holder and certificate,
  // and the end of validity in `zone`.
  std::string AsText(Language language, absl::TimeZone zone) const;

  // The position among the choices of the number that a person typed. An empty one means the only
  // acceptable choice.
  std::optional<size_t> PositionOf(absl::string_view number) const;

  // The certificate that the application demands, for a list without an acceptable choice: its name,
  // what tells it from others of that name, and whether the list lacks it. REQ: CERT-4
  std::string DemandAsText(const Certificate& imposed, Language language,
                           absl::TimeZone zone) const;

  // The error for a list without an acceptable choice: CERTIFICATE_IMPOSED_MISSING where the
  // application demands a certificate that is not in it; else CERTIFICATE_REFUSED, whose message
  // names the faults of every certificate, each by its number in the list.
  absl::Status NoneError(const std::optional<Certificate>& imposed) const;

 private:
  bool Holds(const Certificate& certificate) const;
  std::string RefusedAsText(Language language, absl::TimeZone zone) const;
  std::string Entry(size_t number, Language language, absl::TimeZone zone) const;

  const std::vector<CertificateChoice>& choices_;
  std::vector<size_t> order_;  // positions, as numbered
  size_t acceptable_count_ = 0;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_CERTIFICATE_LIST_H_
