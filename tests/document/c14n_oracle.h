// What libxml2 says of a document: the judge of the scanner.
#ifndef PARAPHE_TESTS_DOCUMENT_C14N_ORACLE_H_
#define PARAPHE_TESTS_DOCUMENT_C14N_ORACLE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// The exclusive canonical form without comments that libxml2 makes of `document`; nullopt where it
// reports an error (of validity apart: nothing here has a schema). Thread-safe.
std::optional<std::string> CanonicalFormByLibxml2(absl::string_view document);

// The offset of the first byte that differs, also where one text ends; the size where they are
// equal.
size_t FirstDifference(absl::string_view a, absl::string_view b);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_DOCUMENT_C14N_ORACLE_H_
