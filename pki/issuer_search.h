// Finds the trusted CA that issued a certificate, where several have the issuer's name: CAs that
// changed their key, renewed their certificate, or certify each other. OpenSSL's own search takes
// the first CA whose name and key identifier fit, and follows such certificates in a circle.
//
// REQ: CERT-2; RFC 4158 §2.4.2, §3.5
#ifndef PARAPHE_PKI_ISSUER_SEARCH_H_
#define PARAPHE_PKI_ISSUER_SEARCH_H_

#include <vector>

#include "absl/time/time.h"

#include "common/openssl.h"
#include "pki/trust_anchors.h"

namespace paraphe {

// For one path. Refers to the anchors, which must outlive it.
class IssuerSearch {
 public:
  IssuerSearch(const TrustAnchors& anchors, absl::Time now) : anchors_(anchors), now_(now) {}

  // The best issuer of `subject` among the anchors that the path does not hold yet; null for none.
  // The best is the CA whose key verifies the signature; among several, one that is valid now; then
  // one that is self-signed, which ends the path. Called from the signer's certificate upwards.
  X509* Find(X509_STORE_CTX* context, X509* subject);

 private:
  int RankOf(X509_STORE_CTX* context, X509* subject, const Certificate& candidate) const;

  const TrustAnchors& anchors_;
  const absl::Time now_;
  std::vector<const X509*> taken_;
};

}  // namespace paraphe

#endif  // PARAPHE_PKI_ISSUER_SEARCH_H_
