#include "tests/pki/qc_oracle.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"

#include "common/openssl.h"
#include "pki/qc_statements.h"
#include "tests/fuzz/property.h"

namespace paraphe::test {

struct QcStatement {
  ASN1_OBJECT* id;
  ASN1_TYPE* info;
};

// QCStatements ::= SEQUENCE OF QCStatement
// QCStatement ::= SEQUENCE { statementId OBJECT IDENTIFIER, statementInfo ANY OPTIONAL }
ASN1_SEQUENCE(QcStatement) =
    {
        ASN1_SIMPLE(QcStatement, id, ASN1_OBJECT),
        ASN1_OPT(QcStatement, info, ASN1_ANY),
} static_ASN1_SEQUENCE_END(QcStatement)

        ASN1_ITEM_TEMPLATE(QcStatementList) = ASN1_EX_TEMPLATE_TYPE(ASN1_TFLG_SEQUENCE_OF, 0,
                                                                    QcStatementList, QcStatement)
            static_ASN1_ITEM_TEMPLATE_END(QcStatementList)

                namespace {
  std::string Dotted(const ASN1_OBJECT* object) {
    char text[4096];
    const int size = OBJ_obj2txt(text, sizeof(text), object, 1);
    return size < 0 ? "" : std::string(text);
  }

  // The dotted identifiers; nullopt where OpenSSL cannot decode it to the last byte.
  std::optional<std::vector<std::string>> Identifiers(absl::string_view der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const unsigned char* end = at + der.size();
    ASN1_VALUE* list =
        ASN1_item_d2i(nullptr, &at, static_cast<long>(der.size()), ASN1_ITEM_rptr(QcStatementList));
    ClearOpensslErrors();
    if (list == nullptr) return std::nullopt;
    std::vector<std::string> identifiers;
    const auto* stack = reinterpret_cast<const OPENSSL_STACK*>(list);
    for (int i = 0; i < OPENSSL_sk_num(stack); ++i) {
      identifiers.push_back(Dotted(static_cast<QcStatement*>(OPENSSL_sk_value(stack, i))->id));
    }
    ASN1_item_free(list, ASN1_ITEM_rptr(QcStatementList));
    if (at != end) return std::nullopt;
    return identifiers;
  }

}  // namespace

void JudgeQcStatements(absl::string_view der) {
  const absl::StatusOr<QcStatements> ours = ParseQcStatements(der);
  RequireReason(ours.status(), {v1::CERTIFICATE_MALFORMED});
  if (!ours.ok()) return;
  const std::optional<std::vector<std::string>> theirs = Identifiers(der);
  Require(theirs.has_value(), "what we read OpenSSL can read");
  Require(ours->identifiers == *theirs, "the statements are OpenSSL's");
  Require(ours->compliance == absl::c_linear_search(*theirs, "0.4.0.1862.1.1") &&
              ours->sscd == absl::c_linear_search(*theirs, "0.4.0.1862.1.4"),
          "each statement stands for itself");
}

}  // namespace paraphe::test
