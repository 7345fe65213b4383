#include "client/agent/signing_checks.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/session_code.h"
#include "common/status_macros.h"
#include "policy/attribute_text.h"

namespace paraphe::agent {
namespace {

absl::Status Mismatch(absl::string_view what) {
  return MakeError(v1::PRESENTATION_MISMATCH,
                   absl::StrCat("the server's ", what, "; tell your administrator"));
}

// REQ: SIG-3, PRES-9
absl::Status CheckAlgorithm(v1::HashAlgorithm algorithm, const DeskRules& rules) {
  if (FindHash(algorithm) == nullptr) {
    return MakeError(v1::ALGORITHM_NOT_ALLOWED,
                     "the server wants a hash algorithm that this agent does not know; update it");
  }
  if (algorithm == v1::SHA1 && !rules.sha1_allowed) {
    return MakeError(v1::ALGORITHM_NOT_ALLOWED,
                     "the policy of this session wants SHA-1, which this desk does not allow "
                     "(sha1_allowed in the agent's configuration); ask the application for "
                     "another policy");
  }
  return absl::OkStatus();
}

// A policy may forbid the attribute. REQ: PRES-9
absl::Status CheckSigningTime(const v1::SignedAttributes& attributes, const DeskRules& rules,
                              absl::Time now) {
  if (!attributes.has_signing_time()) return absl::OkStatus();
  const google::protobuf::Timestamp& given = attributes.signing_time();
  const absl::Time time = absl::FromUnixSeconds(given.seconds()) + absl::Nanoseconds(given.nanos());
  if (absl::AbsDuration(time - now) <= rules.clock_tolerance) return absl::OkStatus();
  return MakeError(
      v1::SIGNING_TIME_OFF,
      absl::StrCat("the server's signing time is ", absl::FormatTime(time), ", and ",
                   absl::FormatTime(now), " by this desk's clock, which may differ by ",
                   absl::FormatDuration(rules.clock_tolerance),
                   " (clock_tolerance in the agent's configuration); nothing was "
                   "signed; set the clock, or tell your administrator"));
}

absl::Status CheckSessionCode(const v1::PresentResponse& response,
                              const PresentedDocument& document) {
  const v1::SignedAttributes& attributes = response.attributes();
  v1::AttributeValues values;
  values.set_claimed_role(attributes.claimed_role());
  values.set_commitment_type(attributes.commitment_type());
  *values.mutable_place() = attributes.place();
  if (SessionCode(document.document_sha256(), values) == response.session_code()) {
    return absl::OkStatus();
  }
  return Mismatch("session_code is not that of its document and attributes");
}

absl::Status CheckLines(const v1::PresentResponse& response,
                        const std::vector<v1::AttributeLine>& own) {
  if (static_cast<size_t>(response.attribute_lines_size()) != own.size()) {
    return Mismatch("attribute_lines are not those of its attributes");
  }
  for (size_t i = 0; i < own.size(); ++i) {
    const v1::AttributeLine& given = response.attribute_lines(static_cast<int>(i));
    if (given.key() != own[i].key() || given.value() != own[i].value()) {
      return Mismatch(absl::StrCat("attribute_lines hold another value for ", own[i].key()));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::AttributeLine>> CheckCommon(const v1::PresentResponse& response,
                                                           const PresentedDocument& document,
                                                           const Certificate* certificate,
                                                           const DeskRules& rules) {
  RETURN_IF_ERROR(CheckAlgorithm(response.attributes().hash_algorithm(), rules));
  RETURN_IF_ERROR(CheckSessionCode(response, document));
  std::vector<v1::AttributeLine> lines =
      DescribeAttributes(response.attributes(), certificate, response.policy_description());
  RETURN_IF_ERROR(CheckLines(response, lines));
  return lines;
}

// The document was hashed when it came, almost always by the algorithm that signs it.
absl::StatusOr<xades::SignaturePlan> PlanOf(const PresentedDocument& document,
                                            const v1::SignedAttributes& attributes,
                                            const Certificate& certificate) {
  if (attributes.hash_algorithm() != v1::SHA256) {
    return xades::SignaturePlan::Create(document.document(), document.facts(), attributes,
                                        certificate);
  }
  return xades::SignaturePlan::CreateFromDigest(document.document_sha256(), document.facts(),
                                                attributes, certificate);
}

absl::Status CheckDerived(const v1::Digest& given, const xades::SignaturePlan& plan) {
  ASSIGN_OR_RETURN(const v1::Digest own,
                   ToDigest(plan.hash_algorithm(), plan.signed_properties_digest()));
  if (SecretEquals(given.SerializeAsString(), own.SerializeAsString())) return absl::OkStatus();
  return Mismatch("signed_properties_digest is not that of the attributes it shows");
}

}  // namespace

absl::StatusOr<std::vector<v1::AttributeLine>> CheckAttributesBeforeChoice(
    const v1::PresentResponse& response, const PresentedDocument& document,
    const DeskRules& rules) {
  const v1::SignedAttributes& attributes = response.attributes();
  if (!attributes.certificate().empty() || attributes.has_signing_time()) {
    return Mismatch("attributes name a certificate or a time before one was chosen");
  }
  return CheckCommon(response, document, nullptr, rules);
}

absl::StatusOr<AttributesToSign> CheckAttributesToSign(const v1::PresentResponse& response,
                                                       const PresentedDocument& document,
                                                       const Certificate& certificate,
                                                       const DeskRules& rules, absl::Time now) {
  const v1::SignedAttributes& attributes = response.attributes();
  if (attributes.certificate() != certificate.der()) {
    return Mismatch("attributes hold another certificate than the chosen one");
  }
  RETURN_IF_ERROR(CheckSigningTime(attributes, rules, now));
  ASSIGN_OR_RETURN(std::vector<v1::AttributeLine> lines,
                   CheckCommon(response, document, &certificate, rules));
  ASSIGN_OR_RETURN(xades::SignaturePlan plan, PlanOf(document, attributes, certificate));
  RETURN_IF_ERROR(CheckDerived(response.signed_properties_digest(), plan));
  return AttributesToSign{attributes, std::move(lines), std::move(plan)};
}

absl::Status CheckRelease(const v1::SignResponse& response, const xades::SignaturePlan& plan,
                          const Certificate& certificate) {
  const struct {
    const char* name;
    const std::string& given;
    const std::string& own;
  } parts[] = {
      {"certificate", response.certificate_sha256(), certificate.sha256()},
      {"SignedInfo", response.signed_info(), plan.signed_info()},
      {"DigestInfo", response.digest_info(), plan.digest_info()},
  };
  for (const auto& part : parts) {
    if (SecretEquals(part.given, part.own)) continue;
    return MakeError(v1::SERVER_ANSWER_MISMATCH,
                     absl::StrCat("the server asks to sign another ", part.name,
                                  " than follows from what was shown; tell your administrator"));
  }
  return absl::OkStatus();
}

}  // namespace paraphe::agent
