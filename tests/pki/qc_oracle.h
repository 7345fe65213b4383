// The qcStatements extension as OpenSSL's decoder reads it from the ASN.1 of RFC 3739: the judge of
// ParseQcStatements.
#ifndef PARAPHE_TESTS_PKI_QC_ORACLE_H_
#define PARAPHE_TESTS_PKI_QC_ORACLE_H_

#include "absl/strings/string_view.h"

namespace paraphe::test {

// Ends the program where what ParseQcStatements reads of `der` is not what OpenSSL reads.
void JudgeQcStatements(absl::string_view der);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_PKI_QC_ORACLE_H_
