// The qcStatements extension: what a CA states about a qualified certificate.
#ifndef PARAPHE_PKI_QC_STATEMENTS_H_
#define PARAPHE_PKI_QC_STATEMENTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe {

struct QcStatements {
  bool compliance = false;         // QcCompliance 0.4.0.1862.1.1: the certificate is qualified
  bool sscd = false;               // QcSSCD 0.4.0.1862.1.4: the key resides in a QSCD
  std::vector<std::string> types;  // QcType 0.4.0.1862.1.6: dotted OIDs, 0.4.0.1862.1.6.1 for esign
  std::vector<std::string> identifiers;  // of all statements, dotted, in their order
  bool all_known = true;                 // no statement but those of RFC 3739 and ETSI EN 319 412-5
};

// Reads the extension's value: DER, by its ASN.1 structure, to the last byte. A statement that
// Paraphe does not know is kept in `identifiers` and otherwise ignored. Thread-safe.
// Errors:
//   CERTIFICATE_MALFORMED  not DER; a statement without OID or with more than one info; an info where
//                          the statement has none (QcCompliance, QcSSCD); a QcType that is not a
//                          sequence of OIDs
//
// REQ: RFC 3739 §3.2.6; ETSI EN 319 412-5 §4.2, §4.3
absl::StatusOr<QcStatements> ParseQcStatements(absl::string_view der);

}  // namespace paraphe

#endif  // PARAPHE_PKI_QC_STATEMENTS_H_
