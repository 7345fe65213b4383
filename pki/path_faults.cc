#include "pki/path_faults.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "common/openssl.h"
#include "pki/issuer_search.h"

namespace paraphe {
namespace {

using Faults = std::set<v1::CertificateFault>;

// What OpenSSL's callbacks work on.
struct Search {
  IssuerSearch issuers;
  Faults faults;
};

Search& SearchOf(X509_STORE_CTX* context) {
  return *static_cast<Search*>(X509_STORE_CTX_get_app_data(context));
}

// OpenSSL's security level 2: 112 bits, which SHA-1, MD5 and RSA below 2048 bits do not reach.
constexpr int kSecurityLevel = 2;

struct VerifyErrorRow {
  int error;
  std::optional<v1::CertificateFault> fault;  // nullopt: judged elsewhere
};

// What each error of X509_verify_cert means; any other is FAULT_PATH_INVALID. Validity is judged by
// CollectIssuerFaults and JudgeSigner, because OpenSSL counts notAfter itself as expired.
constexpr VerifyErrorRow kVerifyErrors[] = {
    {X509_V_ERR_CERT_NOT_YET_VALID, std::nullopt},
    {X509_V_ERR_CERT_HAS_EXPIRED, std::nullopt},
    {X509_V_ERR_EE_KEY_TOO_SMALL, std::nullopt},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, v1::FAULT_UNTRUSTED_ISSUER},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, v1::FAULT_UNTRUSTED_ISSUER},
    {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, v1::FAULT_UNTRUSTED_ISSUER},
    {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, v1::FAULT_UNTRUSTED_ISSUER},
    {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, v1::FAULT_UNTRUSTED_ISSUER},
    {X509_V_ERR_CERT_UNTRUSTED, v1::FAULT_UNTRUSTED_ISSUER},
    {X509_V_ERR_CERT_SIGNATURE_FAILURE, v1::FAULT_BAD_PATH_SIGNATURE},
    {X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE, v1::FAULT_BAD_PATH_SIGNATURE},
    {X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, v1::FAULT_BAD_PATH_SIGNATURE},
    {X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH, v1::FAULT_BAD_PATH_SIGNATURE},
    {X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM, v1::FAULT_BAD_PATH_SIGNATURE},
    {X509_V_ERR_INVALID_CA, v1::FAULT_ISSUER_NOT_CA},
    {X509_V_ERR_KEYUSAGE_NO_CERTSIGN, v1::FAULT_ISSUER_NOT_CA},
    {X509_V_ERR_CA_MD_TOO_WEAK, v1::FAULT_WEAK_PATH_ALGORITHM},
    {X509_V_ERR_CA_KEY_TOO_SMALL, v1::FAULT_WEAK_PATH_ALGORITHM},
};

std::optional<v1::CertificateFault> FaultOf(int error) {
  for (const VerifyErrorRow& row : kVerifyErrors) {
    if (row.error == error) return row.fault;
  }
  return v1::FAULT_PATH_INVALID;
}

// Critical extensions are judged by what Certificate read, which knows qcStatements: the signer's by
// JudgeSigner, those of CAs by CollectIssuerFaults. And whoever is last above the signer's
// certificate is listed, and so trusted: the path may end there.
bool IsNoFault(int error, int depth) {
  const bool no_issuer = error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
                         error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
  return error == X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION || (no_issuer && depth > 0);
}

// Called for every certificate that is fine and for every error; goes on, so that all errors are
// found.
int CollectError(int ok, X509_STORE_CTX* context) {
  if (ok == 1) return 1;
  const int error = X509_STORE_CTX_get_error(context);
  if (IsNoFault(error, X509_STORE_CTX_get_error_depth(context))) return 1;
  if (const auto fault = FaultOf(error); fault.has_value()) {
    SearchOf(context).faults.insert(*fault);
  }
  return 1;
}

// A self-signed certificate of version 1 has no extensions that could say that it is a CA's.
bool IsVersion1Root(const Certificate& certificate) {
  return certificate.version() == 1 && X509_self_signed(certificate.x509(), 0) == 1;
}

void CollectIssuerFaults(const Certificate& issuer, bool at_end, absl::Time now, Faults& faults) {
  if (!issuer.MayIssue() && !(at_end && IsVersion1Root(issuer))) {
    faults.insert(v1::FAULT_ISSUER_NOT_CA);
  }
  if (!issuer.IsValidAt(now)) faults.insert(v1::FAULT_ISSUER_EXPIRED);
  if (!issuer.unknown_critical_extensions().empty()) {
    faults.insert(v1::FAULT_UNKNOWN_CRITICAL_EXTENSION);
  }
}

// Takes over the path that OpenSSL built, and finds what holds for each issuer on it.
void CollectPath(const STACK_OF(X509) * chain, const IssuerSearch& issuers, absl::Time now,
                 PathJudgement& judgement) {
  const int size = chain == nullptr ? 0 : sk_X509_num(chain);
  for (int i = 1; i < size; ++i) {
    const Certificate* issuer = issuers.CertificateOf(sk_X509_value(chain, i));
    if (issuer == nullptr) break;
    CollectIssuerFaults(*issuer, i == size - 1, now, judgement.faults);
    judgement.path.push_back(*issuer);
  }
  if (judgement.path.size() > 1) return;
  judgement.faults.insert(v1::FAULT_UNTRUSTED_ISSUER);
  judgement.missing_issuer = issuers.MissingAbove(judgement.path.back());
}

// OpenSSL asks for the issuer of `subject`, to own.
int FindIssuer(X509** issuer, X509_STORE_CTX* context, X509* subject) {
  *issuer = SearchOf(context).issuers.Find(context, subject);
  if (*issuer == nullptr) return 0;
  X509_up_ref(*issuer);
  return 1;
}

// It holds nothing: FindIssuer alone says who issued a certificate.
UniqueX509Store MakeStore() {
  UniqueX509Store store(X509_STORE_new());
  if (store != nullptr) X509_STORE_set_get_issuer(store.get(), FindIssuer);
  return store;
}

void SetParameters(X509_STORE_CTX* context, absl::Time now, Search& search) {
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_time(parameters, absl::ToTimeT(now));
  X509_VERIFY_PARAM_set_auth_level(parameters, kSecurityLevel);
  X509_VERIFY_PARAM_set_depth(parameters, static_cast<int>(kMaxPathCas));
  X509_STORE_CTX_set_app_data(context, &search);
  X509_STORE_CTX_set_verify_cb(context, CollectError);
}

PathJudgement BuildPath(const Certificate& certificate, const TrustAnchors& anchors, absl::Time now,
                        const std::vector<Certificate>& others, SearchWork& work) {
  ClearOpensslErrors();
  const UniqueX509Store store = MakeStore();
  const UniqueX509StoreCtx context(X509_STORE_CTX_new());
  if (store == nullptr || context == nullptr ||
      X509_STORE_CTX_init(context.get(), store.get(), certificate.x509(), nullptr) != 1) {
    return {{v1::FAULT_PATH_INVALID}, {certificate}, ""};
  }
  Search search{IssuerSearch(anchors, now, others, work), {}};
  SetParameters(context.get(), now, search);
  if (X509_verify_cert(context.get()) != 1) search.faults.insert(v1::FAULT_PATH_INVALID);
  PathJudgement judgement{std::move(search.faults), {certificate}, ""};
  CollectPath(X509_STORE_CTX_get0_chain(context.get()), search.issuers, now, judgement);
  ClearOpensslErrors();
  return judgement;
}

// A path that is known, where as much work is left as finding it took: what a call is answered does
// not depend on what others asked before it.
std::optional<PathJudgement> Recall(const Certificate& certificate, const TrustAnchors& anchors,
                                    absl::Time now, SearchWork& work) {
  const std::optional<KnownPath> known = anchors.paths().Find(certificate, now);
  if (!known.has_value() || known->work > work.left()) return std::nullopt;
  work.Charge(known->work);
  PathJudgement judgement{{}, {certificate}, ""};
  judgement.path.insert(judgement.path.end(), known->issuers.begin(), known->issuers.end());
  return judgement;
}

}  // namespace

// Only what holds is remembered, and only where the search was not cut short: nothing else but the
// validity of the list's certificates depends on the time.
//
// REQ: CERT-2
PathJudgement JudgePath(const Certificate& certificate, const TrustAnchors& anchors, absl::Time now,
                        const std::vector<Certificate>& others, SearchWork* work) {
  SearchWork own;
  SearchWork& counted = work == nullptr ? own : *work;
  if (!others.empty()) return BuildPath(certificate, anchors, now, others, counted);
  if (std::optional<PathJudgement> known = Recall(certificate, anchors, now, counted)) {
    return *std::move(known);
  }
  const size_t before = counted.used();
  PathJudgement judgement = BuildPath(certificate, anchors, now, others, counted);
  if (judgement.faults.empty() && counted.left() > 0) {
    anchors.paths().Keep(certificate, {{judgement.path.begin() + 1, judgement.path.end()},
                                       counted.used() - before,
                                       SteadySpan(now, anchors.certificates())});
  }
  return judgement;
}

}  // namespace paraphe
