// Finds the CA that issued a certificate, where several have the issuer's name: CAs that changed
// their key, renewed their certificate, or certify each other. OpenSSL's own search takes the first
// CA whose name and key identifier fit, and follows such certificates in a circle.
//
// REQ: CERT-2; RFC 4158 §2.4.2, §3.5
#ifndef PARAPHE_PKI_ISSUER_SEARCH_H_
#define PARAPHE_PKI_ISSUER_SEARCH_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/time/time.h"

#include "common/bounds.h"
#include "common/openssl.h"
#include "pki/certificate.h"
#include "pki/trust_anchors.h"

namespace paraphe {

// How many signatures of certificates the search may check, for all paths of one call: among many
// CAs of one name it tries one after the other. Not thread-safe.
//
// REQ: SES-7
class SearchWork {
 public:
  explicit SearchWork(size_t most = kMaxIssuerSignatures) : most_(most) {}

  // Counts one more; false where none is left.
  bool Take() { return used_ < most_ && ++used_ > 0; }
  // Counts `count` more, which must be left.
  void Charge(size_t count) { used_ += count; }
  size_t used() const { return used_; }
  size_t left() const { return most_ - used_; }

 private:
  const size_t most_;
  size_t used_ = 0;
};

// For one path. Refers to the work, which must outlive it.
class IssuerSearch {
 public:
  // Issuers are the anchors, and those of `others` that a path to an anchor leads from: each was
  // signed by an anchor, or by another such one. Certificates that came with a signature are such
  // `others`: they are trusted in nothing, and their number should be small (each pair of one name
  // may cost the check of a signature).
  IssuerSearch(const TrustAnchors& anchors, absl::Time now, const std::vector<Certificate>& others,
               SearchWork& work);

  // The best issuer of `subject` that the path does not hold yet; null for none. The best is the CA
  // whose key verifies the signature; among several, the likeliest: one that the key identifier
  // names; then one that is valid now; then an anchor, or one that is nearer to an anchor; then one
  // that is self-signed, which ends the path. Of those that fit, the kMaxIssuersTried likeliest are
  // tried, while the work lasts; where none of them signed, or only one fits, it is the likeliest, and
  // whoever checks the path finds out. Called from the signer's certificate upwards. Above an anchor
  // only anchors are taken.
  X509* Find(X509_STORE_CTX* context, X509* subject);

  // The issuer that stands for OpenSSL's object; null where it is none.
  const Certificate* CertificateOf(const X509* object) const;

  // What is missing on a path that ends with `last`, where Find found nothing: the name of the CA
  // that would be next, for people (ShowDistinguishedName), as far up as `others` lead.
  std::string MissingAbove(const Certificate& last) const;

 private:
  struct Candidate {
    Certificate certificate;
    int level;  // certificates between it and an anchor; 0: an anchor
  };

  void Promote(std::vector<Certificate> others);
  int LevelOf(const X509* object) const;
  bool MayFollow(const X509* subject, const Candidate& candidate) const;
  // Those that fit, the likeliest first.
  std::vector<const Candidate*> Fitting(X509_STORE_CTX* context, X509* subject) const;

  const absl::Time now_;
  SearchWork& work_;
  std::vector<Candidate> candidates_;
  std::vector<Certificate> unconnected_;  // others that no path to an anchor leads from
  std::vector<const X509*> taken_;
};

}  // namespace paraphe

#endif  // PARAPHE_PKI_ISSUER_SEARCH_H_
