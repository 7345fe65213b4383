#include "server/identity/client_identities.h"

#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/hash.h"
#include "common/status_macros.h"
#include "pki/pem.h"
#include "pki/public_key.h"

namespace paraphe::server {
namespace {

// As for TLS (OpenSSL's level 2).
constexpr int kLeastSecurityBits = 112;

// Certificates that are remembered; a stranger may show any number.
constexpr size_t kMaxJudged = 4096;

// How long a path that fails is not looked for again.
constexpr absl::Duration kPathFailsFor = absl::Seconds(60);

struct WordRow {
  Standing standing;
  absl::string_view word;
};
constexpr WordRow kWords[] = {
    {Standing::kKnown, "known"},
    {Standing::kNone, "no_certificate"},
    {Standing::kMalformed, "malformed_certificate"},
    {Standing::kUnknown, "unknown_certificate"},
    {Standing::kWrongCa, "wrong_ca"},
    {Standing::kWeak, "weak_certificate"},
    {Standing::kExpired, "expired"},
    {Standing::kNotYetValid, "not_yet_valid"},
    {Standing::kRevoked, "revoked"},
    {Standing::kAmbiguous, "ambiguous_certificate"},
};

Standing StandingOf(PathVerdict verdict) {
  switch (verdict) {
    case PathVerdict::kHolds:
      return Standing::kUnknown;
    case PathVerdict::kNone:
      return Standing::kWrongCa;
    case PathVerdict::kWeak:
      return Standing::kWeak;
    case PathVerdict::kExpired:
      return Standing::kExpired;
    case PathVerdict::kNotYetValid:
      return Standing::kNotYetValid;
  }
  return Standing::kWrongCa;
}

std::string ClaimOf(const Certificate& certificate) {
  std::string name = certificate.subject_cn();
  if (name.empty()) {
    const std::vector<std::string> names = AlternativeNamesOf(certificate);
    if (!names.empty()) name = names.front();
  }
  return absl::StrCat("sha256:", absl::BytesToHexString(certificate.sha256()), "/", name);
}

// An identity is a pin or a name; an empty one of the other kind matches nothing.
template <typename Matches>
std::vector<const IdentitySetting*> Find(const std::vector<IdentitySetting>& identities,
                                         Matches matches) {
  std::vector<const IdentitySetting*> found;
  for (const IdentitySetting& identity : identities) {
    if (matches(identity)) found.push_back(&identity);
  }
  return found;
}

// REQ: ROLE-1
void TakeOwners(const std::vector<const IdentitySetting*>& found, ClientJudgement& judgement) {
  std::set<std::string> applications;
  std::set<std::string> administrators;
  for (const IdentitySetting* identity : found) {
    if (!identity->application.empty()) applications.insert(identity->application);
    if (!identity->administrator.empty()) administrators.insert(identity->administrator);
  }
  const bool one_party =
      administrators.empty() || (administrators.size() == 1 && applications.empty());
  if (!one_party) {
    judgement.standing = Standing::kAmbiguous;
    return;
  }
  judgement.standing = Standing::kKnown;
  judgement.applications.assign(applications.begin(), applications.end());
  if (!administrators.empty()) judgement.administrator = *administrators.begin();
}

bool IsWeak(const Certificate& certificate) {
  return certificate.key() == nullptr ||
         EVP_PKEY_get_security_bits(certificate.key()) < kLeastSecurityBits;
}

// Of a pinned certificate, which needs no path.
void JudgeTime(const Certificate& certificate, absl::Time now, ClientJudgement& judgement) {
  if (now < certificate.not_before()) {
    judgement.standing = Standing::kNotYetValid;
    judgement.until = certificate.not_before() - absl::Nanoseconds(1);
  } else if (now > certificate.not_after()) {
    judgement.standing = Standing::kExpired;
    judgement.from = certificate.not_after() + absl::Nanoseconds(1);
  } else {
    judgement.from = certificate.not_before();
    judgement.until = certificate.not_after();
  }
}

}  // namespace

absl::string_view WordOf(Standing standing) {
  for (const WordRow& row : kWords) {
    if (row.standing == standing) return row.word;
  }
  return "";
}

ClientIdentities::ClientIdentities(Passkey, const ServerSettings& settings, ClientPath path)
    : identities_(settings.identities), revoked_(settings.revoked_sha256), path_(std::move(path)) {}

absl::StatusOr<std::shared_ptr<const ClientIdentities>> ClientIdentities::Load(
    const ServerSettings& settings) {
  ASSIGN_OR_RETURN(ClientPath path, ClientPath::Load(settings.client_ca_files));
  return std::make_shared<const ClientIdentities>(Passkey{}, settings, std::move(path));
}

std::shared_ptr<const ClientJudgement> ClientIdentities::Judge(absl::string_view pem,
                                                               absl::Time now) const {
  const std::string key = Sha256(pem);
  {
    absl::MutexLock lock(&mutex_);
    const auto found = judged_.find(key);
    if (found != judged_.end() && found->second->from <= now && now <= found->second->until) {
      return found->second;
    }
  }
  auto judgement = std::make_shared<const ClientJudgement>(JudgeAnew(pem, now));
  absl::MutexLock lock(&mutex_);
  if (judged_.size() >= kMaxJudged) judged_.clear();
  judged_[key] = judgement;
  return judgement;
}

ClientJudgement ClientIdentities::JudgeAnew(absl::string_view pem, absl::Time now) const {
  ClientJudgement judgement;
  if (pem.empty()) return judgement;
  const auto shown = ParsePemCertificates(pem);
  if (!shown.ok() || shown->empty()) {
    judgement.standing = Standing::kMalformed;
    judgement.claimed = absl::StrCat("sha256-of-pem:", absl::BytesToHexString(Sha256(pem)));
    return judgement;
  }
  judgement.claimed = ClaimOf(shown->front());
  const bool revoked = absl::c_linear_search(revoked_, shown->front().sha256()) ||
                       absl::c_linear_search(revoked_, PublicKeySha256(shown->front()));
  if (revoked) {
    judgement.standing = Standing::kRevoked;
  } else {
    JudgeKnown(*shown, now, judgement);
  }
  return judgement;
}

void ClientIdentities::JudgeKnown(const std::vector<Certificate>& shown, absl::Time now,
                                  ClientJudgement& judgement) const {
  const std::string digest = PublicKeySha256(shown.front());
  const auto pinned =
      Find(identities_, [&](const IdentitySetting& one) { return one.spki_sha256 == digest; });
  if (pinned.empty()) return JudgeByPath(shown, now, judgement);
  if (IsWeak(shown.front())) {
    judgement.standing = Standing::kWeak;
    return;
  }
  TakeOwners(pinned, judgement);
  JudgeTime(shown.front(), now, judgement);
}

void ClientIdentities::JudgeByPath(const std::vector<Certificate>& shown, absl::Time now,
                                   ClientJudgement& judgement) const {
  judgement.standing = Standing::kUnknown;
  if (!path_.has_cas()) return;
  const PathJudgement path = path_.Judge(shown, now);
  judgement.from = now;
  judgement.until = path.until;
  if (path.verdict != PathVerdict::kHolds) {
    judgement.standing = StandingOf(path.verdict);
    judgement.until = now + kPathFailsFor;
    return;
  }
  const std::vector<std::string> names = AlternativeNamesOf(shown.front());
  const auto named = Find(identities_, [&](const IdentitySetting& one) {
    return !one.alternative_name.empty() && absl::c_linear_search(names, one.alternative_name);
  });
  if (!named.empty()) TakeOwners(named, judgement);
}

}  // namespace paraphe::server
