#include "pki/issuer_search.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "pki/distinguished_name.h"

namespace paraphe {
namespace {

constexpr int kNoLevel = std::numeric_limits<int>::max();

// A self-signed certificate is asked about once more, when it stands at the path's end.
bool MayStandTwice(const X509* subject, const X509* candidate) {
  return X509_cmp(subject, candidate) == 0;
}

bool HasSigned(X509* candidate, X509* subject) {
  EVP_PKEY* key = X509_get0_pubkey(candidate);
  return key != nullptr && X509_verify(subject, key) == 1;
}

// Whether the subject names the issuer's key; that it names no other one is known.
bool NamesKey(X509* subject, X509* issuer) {
  return X509_get0_authority_key_id(subject) != nullptr &&
         X509_get0_subject_key_id(issuer) != nullptr;
}

bool HasIssued(const Certificate& issuer, const Certificate& subject) {
  return X509_check_issued(issuer.x509(), subject.x509()) == X509_V_OK &&
         HasSigned(issuer.x509(), subject.x509());
}

bool IsSelfIssued(const Certificate& certificate) {
  return X509_NAME_cmp(certificate.subject_name(), certificate.issuer_name()) == 0;
}

}  // namespace

IssuerSearch::IssuerSearch(const TrustAnchors& anchors, absl::Time now,
                           const std::vector<Certificate>& others, SearchWork& work)
    : now_(now), work_(work) {
  for (const Certificate& anchor : anchors.certificates()) candidates_.push_back({anchor, 0});
  Promote(others);
  ClearOpensslErrors();
}

// Level by level, so that each one's issuer is nearer to an anchor: no path made of them leads
// astray or in a circle.
void IssuerSearch::Promote(std::vector<Certificate> others) {
  size_t reached = 0;
  for (int level = 1; reached < candidates_.size(); ++level) {
    const size_t before = candidates_.size();
    const auto connected = [&](const Certificate& other) {
      const bool issued = std::any_of(
          candidates_.begin() + static_cast<std::ptrdiff_t>(reached),
          candidates_.begin() + static_cast<std::ptrdiff_t>(before),
          [&other](const Candidate& above) { return HasIssued(above.certificate, other); });
      return other.MayIssue() && issued;
    };
    const auto rest = std::stable_partition(
        others.begin(), others.end(), [&](const Certificate& other) { return !connected(other); });
    for (auto it = rest; it != others.end(); ++it) candidates_.push_back({*it, level});
    others.erase(rest, others.end());
    reached = before;
  }
  unconnected_ = std::move(others);
}

int IssuerSearch::LevelOf(const X509* object) const {
  for (const Candidate& candidate : candidates_) {
    if (candidate.certificate.x509() == object) return candidate.level;
  }
  return kNoLevel;
}

bool IssuerSearch::MayFollow(const X509* subject, const Candidate& candidate) const {
  const X509* issuer = candidate.certificate.x509();
  const bool taken = std::find(taken_.begin(), taken_.end(), issuer) != taken_.end();
  if (taken && !MayStandTwice(subject, issuer)) return false;
  return candidate.level == 0 || candidate.level < LevelOf(subject);
}

std::vector<const IssuerSearch::Candidate*> IssuerSearch::Fitting(X509_STORE_CTX* context,
                                                                  X509* subject) const {
  using Likelihood = std::tuple<bool, bool, int, bool>;
  std::vector<std::pair<Likelihood, const Candidate*>> fitting;
  for (const Candidate& candidate : candidates_) {
    X509* issuer = candidate.certificate.x509();
    // Name and key identifier, where there are both.
    if (X509_STORE_CTX_get_check_issued(context)(context, subject, issuer) != 1) continue;
    if (!MayFollow(subject, candidate)) continue;
    fitting.push_back({{NamesKey(subject, issuer), candidate.certificate.IsValidAt(now_),
                        -candidate.level, X509_self_signed(issuer, 0) == 1},
                       &candidate});
  }
  std::stable_sort(fitting.begin(), fitting.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Candidate*> sorted;
  for (const auto& [likelihood, candidate] : fitting) sorted.push_back(candidate);
  return sorted;
}

// REQ: SES-7
X509* IssuerSearch::Find(X509_STORE_CTX* context, X509* subject) {
  const std::vector<const Candidate*> fitting = Fitting(context, subject);
  if (fitting.empty()) return nullptr;
  const Candidate* best = fitting.front();
  const size_t tried = fitting.size() == 1 ? 0 : std::min(fitting.size(), kMaxIssuersTried);
  for (size_t i = 0; i < tried && work_.Take(); ++i) {
    if (!HasSigned(fitting[i]->certificate.x509(), subject)) continue;
    best = fitting[i];
    break;
  }
  taken_.push_back(best->certificate.x509());
  return best->certificate.x509();
}

const Certificate* IssuerSearch::CertificateOf(const X509* object) const {
  for (const Candidate& candidate : candidates_) {
    if (candidate.certificate.x509() == object) return &candidate.certificate;
  }
  return nullptr;
}

std::string IssuerSearch::MissingAbove(const Certificate& last) const {
  std::vector<Certificate> left = unconnected_;
  Certificate top = last;
  while (!IsSelfIssued(top)) {
    const auto next = std::find_if(left.begin(), left.end(), [&top](const Certificate& issuer) {
      return HasIssued(issuer, top);
    });
    if (next == left.end()) break;
    top = *next;
    left.erase(next);
  }
  ClearOpensslErrors();
  return ShowDistinguishedName(top.issuer_name());
}

}  // namespace paraphe
