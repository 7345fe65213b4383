#include "pki/certificate_extensions.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/status_macros.h"
#include "pki/certificate_defect.h"
#include "pki/der.h"

namespace paraphe {
namespace {

constexpr char kQcStatements[] = "1.3.6.1.5.5.7.1.3";

absl::Status MalformedExtension(const std::string& oid, BilingualView defect) {
  return MalformedCertificate({absl::StrCat("l'extension ", oid, " : ", defect.fr),
                               absl::StrCat("the extension ", oid, ": ", defect.en)});
}

absl::string_view ValueOf(X509_EXTENSION* extension) {
  const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(extension);
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
          static_cast<size_t>(ASN1_STRING_length(value))};
}

constexpr BilingualView kTwice = {"elle y est deux fois", "it is there twice"};
constexpr BilingualView kContradiction = {"ses extensions se contredisent",
                                          "its extensions contradict themselves"};
constexpr BilingualView kUnreadable = {"elle ne peut être lue", "it does not parse"};

// What is wrong with the value, where OpenSSL knows how to decode it.
std::optional<BilingualView> FindFault(X509_EXTENSION* extension) {
  const X509V3_EXT_METHOD* method = X509V3_EXT_get(extension);
  if (method == nullptr) return std::nullopt;
  ClearOpensslErrors();
  void* decoded = X509V3_EXT_d2i(extension);
  ClearOpensslErrors();
  if (decoded == nullptr) return kUnreadable;
  if (method->it != nullptr) {
    ASN1_item_free(static_cast<ASN1_VALUE*>(decoded), ASN1_ITEM_ptr(method->it));
  } else {
    method->ext_free(decoded);
  }
  return FindDerFault(ValueOf(extension));
}

// REQ: RFC 3739 §3.2.6 (critical: every statement has to be understood)
bool IsUnderstood(X509_EXTENSION* extension, const std::string& oid,
                  const CertificateExtensions& read) {
  if (oid == kQcStatements) return read.qc_statements->all_known;
  return X509_supported_extension(extension) == 1;
}

absl::Status MalformedQcStatements(const absl::Status& status) {
  const std::string words(status.message());
  return MalformedCertificate(
      {"ses déclarations de certificat qualifié (qcStatements) sont mal formées", words});
}

absl::Status ReadExtension(X509_EXTENSION* extension, CertificateExtensions& result) {
  const std::string oid = DottedOid(X509_EXTENSION_get_object(extension));
  if (const auto fault = FindFault(extension); fault.has_value()) {
    return MalformedExtension(oid, *fault);
  }
  if (oid == kQcStatements) {
    absl::StatusOr<QcStatements> statements = ParseQcStatements(ValueOf(extension));
    if (!statements.ok()) return MalformedQcStatements(statements.status());
    result.qc_statements = *std::move(statements);
  }
  if (X509_EXTENSION_get_critical(extension) == 1 && !IsUnderstood(extension, oid, result)) {
    result.unknown_critical.push_back(oid);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CertificateExtensions> ReadExtensions(X509* certificate) {
  CertificateExtensions result;
  std::set<std::string> seen;
  for (int i = 0; i < X509_get_ext_count(certificate); ++i) {
    X509_EXTENSION* extension = X509_get_ext(certificate, i);
    const std::string oid = DottedOid(X509_EXTENSION_get_object(extension));
    if (!seen.insert(oid).second) return MalformedExtension(oid, kTwice);
    RETURN_IF_ERROR(ReadExtension(extension, result));
  }
  const uint32_t flags = X509_get_extension_flags(certificate);
  if ((flags & EXFLAG_INVALID) != 0) return MalformedCertificate(kContradiction);
  result.is_ca = (flags & EXFLAG_CA) != 0;
  if ((flags & EXFLAG_KUSAGE) != 0) result.key_usage = X509_get_key_usage(certificate);
  return result;
}

}  // namespace paraphe
