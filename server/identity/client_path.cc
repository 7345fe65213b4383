#include "server/identity/client_path.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "pki/trust_anchors.h"
#include "server/config_identities.h"

namespace paraphe::server {
namespace {

// OpenSSL's level of 112 bits, as for the TLS of the handshake itself.
constexpr int kSecurityLevel = 2;

using UniqueChain =
    UniqueHandle<STACK_OF(X509), [](STACK_OF(X509) * chain) { sk_X509_free(chain); }>;

PathVerdict VerdictOf(int error) {
  switch (error) {
    case X509_V_OK:
      return PathVerdict::kHolds;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return PathVerdict::kExpired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return PathVerdict::kNotYetValid;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return PathVerdict::kWeak;
    default:
      return PathVerdict::kNone;
  }
}

absl::Time EndOf(const X509& certificate) {
  tm parts = {};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(&certificate), &parts) != 1) return absl::InfinitePast();
  return absl::FromTM(parts, absl::UTCTimeZone());
}

absl::Time EndOfPath(const X509_STORE_CTX* context) {
  absl::Time end = absl::InfiniteFuture();
  STACK_OF(X509)* const chain = X509_STORE_CTX_get0_chain(context);
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    end = std::min(end, EndOf(*sk_X509_value(chain, i)));
  }
  return end;
}

std::string TextOf(const ASN1_IA5STRING& text) {
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(&text)),
                     static_cast<size_t>(ASN1_STRING_length(&text)));
}

std::string NameOf(const GENERAL_NAME& name) {
  switch (name.type) {
    case GEN_DNS:
      return NormalAlternativeName(absl::StrCat("DNS:", TextOf(*name.d.dNSName)));
    case GEN_URI:
      return absl::StrCat("URI:", TextOf(*name.d.uniformResourceIdentifier));
    case GEN_EMAIL:
      return absl::StrCat("email:", TextOf(*name.d.rfc822Name));
    default:
      return "";
  }
}

}  // namespace

absl::StatusOr<ClientPath> ClientPath::Load(const std::vector<std::string>& ca_files) {
  ClientPath path;
  if (ca_files.empty()) return path;
  path.store_.reset(X509_STORE_new());
  for (const std::string& file : ca_files) {
    ASSIGN_OR_RETURN(const std::string pem, ReadFile(file, kMaxPemBytes));
    const auto cas = ParseCas(pem);
    if (!cas.ok()) {
      return MakeError(v1::MALFORMED_FILE, absl::StrCat(file, ": ", cas.status().message()));
    }
    for (const Certificate& ca : *cas) X509_STORE_add_cert(path.store_.get(), ca.x509());
  }
  return path;
}

PathJudgement ClientPath::Judge(const std::vector<Certificate>& shown, absl::Time now) const {
  PathJudgement judgement;
  if (store_ == nullptr || shown.empty()) return judgement;
  const UniqueX509StoreCtx context(X509_STORE_CTX_new());
  const UniqueChain others(sk_X509_new_null());
  for (size_t i = 1; i < shown.size(); ++i) sk_X509_push(others.get(), shown[i].x509());
  ClearOpensslErrors();
  if (X509_STORE_CTX_init(context.get(), store_.get(), shown.front().x509(), others.get()) != 1) {
    ClearOpensslErrors();
    return judgement;
  }
  X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_CLIENT);
  X509_VERIFY_PARAM_set_auth_level(rules, kSecurityLevel);
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(rules, absl::ToTimeT(now));
  const bool holds = X509_verify_cert(context.get()) == 1;
  judgement.verdict = VerdictOf(X509_STORE_CTX_get_error(context.get()));
  if (holds) judgement.until = EndOfPath(context.get());
  if (!holds && judgement.verdict == PathVerdict::kHolds) judgement.verdict = PathVerdict::kNone;
  ClearOpensslErrors();
  return judgement;
}

std::vector<std::string> AlternativeNamesOf(const Certificate& certificate) {
  std::vector<std::string> names;
  const UniqueGeneralNames all(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate.x509(), NID_subject_alt_name, nullptr, nullptr)));
  ClearOpensslErrors();
  for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
    const std::string name = NameOf(*sk_GENERAL_NAME_value(all.get(), i));
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

}  // namespace paraphe::server
