#include "pki/qc_statements.h"

#include <algorithm>
#include <string>

#include "common/errors.h"
#include "common/openssl.h"
#include "common/status_macros.h"
#include "pki/der.h"

namespace paraphe {
namespace {

void FreeSequence(ASN1_SEQUENCE_ANY* sequence) { sk_ASN1_TYPE_pop_free(sequence, ASN1_TYPE_free); }
using UniqueSequence = UniqueHandle<ASN1_SEQUENCE_ANY, FreeSequence>;

absl::Status Malformed(absl::string_view words) {
  return MakeError(v1::CERTIFICATE_MALFORMED, words);
}

absl::StatusOr<UniqueSequence> ParseSequence(const unsigned char* bytes, long size) {
  ClearOpensslErrors();
  const unsigned char* in = bytes;
  UniqueSequence sequence(d2i_ASN1_SEQUENCE_ANY(nullptr, &in, size));
  if (sequence == nullptr || in != bytes + size) {
    ClearOpensslErrors();
    return Malformed("qcStatements: a SEQUENCE is expected and does not parse");
  }
  return sequence;
}

absl::StatusOr<UniqueSequence> ParseInner(const ASN1_TYPE* value) {
  if (value->type != V_ASN1_SEQUENCE) return Malformed("qcStatements: not a SEQUENCE inside");
  const ASN1_STRING* string = value->value.sequence;
  return ParseSequence(ASN1_STRING_get0_data(string), ASN1_STRING_length(string));
}

absl::StatusOr<std::string> ReadOid(const ASN1_TYPE* value) {
  if (value->type != V_ASN1_OBJECT) return Malformed("qcStatements: not an OID where one must be");
  std::string dotted = DottedOid(value->value.object);
  if (dotted.empty()) return Malformed("qcStatements: an OID that cannot be read");
  return dotted;
}

// Readers of a statement's info; `info` is null where the statement has none.
using InfoReader = absl::Status (*)(const ASN1_TYPE* info, QcStatements& result);

absl::Status ReadCompliance(const ASN1_TYPE* info, QcStatements& result) {
  if (info != nullptr) return Malformed("qcStatements: QcCompliance has no info, but one is there");
  result.compliance = true;
  return absl::OkStatus();
}

absl::Status ReadSscd(const ASN1_TYPE* info, QcStatements& result) {
  if (info != nullptr) return Malformed("qcStatements: QcSSCD has no info, but one is there");
  result.sscd = true;
  return absl::OkStatus();
}

// REQ: ETSI EN 319 412-5 §4.2.3
absl::Status ReadTypes(const ASN1_TYPE* info, QcStatements& result) {
  if (info == nullptr) return Malformed("qcStatements: QcType without its list");
  ASSIGN_OR_RETURN(const UniqueSequence types, ParseInner(info));
  if (sk_ASN1_TYPE_num(types.get()) == 0)
    return Malformed("qcStatements: QcType with an empty list");
  for (int i = 0; i < sk_ASN1_TYPE_num(types.get()); ++i) {
    ASSIGN_OR_RETURN(std::string type, ReadOid(sk_ASN1_TYPE_value(types.get(), i)));
    result.types.push_back(std::move(type));
  }
  return absl::OkStatus();
}

absl::Status Ignore(const ASN1_TYPE*, QcStatements&) { return absl::OkStatus(); }

struct StatementRow {
  absl::string_view oid;
  InfoReader read;
};

// The statements of RFC 3739 §3.2.6.1 and ETSI EN 319 412-5 §4. Those that Paraphe decides nothing
// by are known but not read.
constexpr StatementRow kStatements[] = {
    {"0.4.0.1862.1.1", ReadCompliance},  // QcCompliance
    {"0.4.0.1862.1.2", Ignore},          // QcLimitValue
    {"0.4.0.1862.1.3", Ignore},          // QcRetentionPeriod
    {"0.4.0.1862.1.4", ReadSscd},        // QcSSCD
    {"0.4.0.1862.1.5", Ignore},          // QcPDS
    {"0.4.0.1862.1.6", ReadTypes},       // QcType
    {"0.4.0.1862.1.7", Ignore},          // QcCClegislation
    {"1.3.6.1.5.5.7.11.1", Ignore},      // id-qcs-pkixQCSyntax-v1
    {"1.3.6.1.5.5.7.11.2", Ignore},      // id-qcs-pkixQCSyntax-v2
};

// QCStatement ::= SEQUENCE { statementId OBJECT IDENTIFIER, statementInfo ANY DEFINED BY
// statementId OPTIONAL }
absl::Status ReadStatement(const ASN1_TYPE* value, QcStatements& result) {
  ASSIGN_OR_RETURN(const UniqueSequence statement, ParseInner(value));
  const int size = sk_ASN1_TYPE_num(statement.get());
  if (size < 1 || size > 2)
    return Malformed("qcStatements: a statement with too few or many parts");
  ASSIGN_OR_RETURN(const std::string oid, ReadOid(sk_ASN1_TYPE_value(statement.get(), 0)));
  result.identifiers.push_back(oid);
  const ASN1_TYPE* info = size == 2 ? sk_ASN1_TYPE_value(statement.get(), 1) : nullptr;
  const auto* row = std::find_if(std::begin(kStatements), std::end(kStatements),
                                 [&oid](const StatementRow& known) { return known.oid == oid; });
  if (row != std::end(kStatements)) return row->read(info, result);
  result.all_known = false;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<QcStatements> ParseQcStatements(absl::string_view der) {
  if (!IsDer(der)) return Malformed("qcStatements: not DER");
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  ASSIGN_OR_RETURN(const UniqueSequence statements,
                   ParseSequence(bytes, static_cast<long>(der.size())));
  QcStatements result;
  for (int i = 0; i < sk_ASN1_TYPE_num(statements.get()); ++i) {
    RETURN_IF_ERROR(ReadStatement(sk_ASN1_TYPE_value(statements.get(), i), result));
  }
  return result;
}

}  // namespace paraphe
