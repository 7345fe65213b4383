#include "pki/issuer_search.h"

#include <algorithm>

namespace paraphe {
namespace {

// A self-signed certificate is asked about once more, when it stands at the path's end.
bool MayStandTwice(X509* subject, X509* candidate) { return X509_cmp(subject, candidate) == 0; }

bool HasSigned(X509* candidate, X509* subject) {
  EVP_PKEY* key = X509_get0_pubkey(candidate);
  return key != nullptr && X509_verify(subject, key) == 1;
}

}  // namespace

// 0 where the name or the key identifier does not fit.
int IssuerSearch::RankOf(X509_STORE_CTX* context, X509* subject,
                         const Certificate& candidate) const {
  X509* issuer = candidate.x509();
  if (X509_STORE_CTX_get_check_issued(context)(context, subject, issuer) != 1) return 0;
  const bool taken = std::find(taken_.begin(), taken_.end(), issuer) != taken_.end();
  if (taken && !MayStandTwice(subject, issuer)) return 0;
  return 1 + (HasSigned(issuer, subject) ? 4 : 0) + (candidate.IsValidAt(now_) ? 2 : 0) +
         (X509_self_signed(issuer, 0) == 1 ? 1 : 0);
}

X509* IssuerSearch::Find(X509_STORE_CTX* context, X509* subject) {
  X509* best = nullptr;
  int best_rank = 0;
  for (const Certificate& anchor : anchors_.certificates()) {
    const int rank = RankOf(context, subject, anchor);
    if (rank <= best_rank) continue;
    best = anchor.x509();
    best_rank = rank;
  }
  if (best != nullptr) taken_.push_back(best);
  return best;
}

}  // namespace paraphe
