// The canonical form by libxml2, which scanner and canonicalizer are compared with.
#ifndef PARAPHE_TESTS_DOCUMENT_C14N_ORACLE_H_
#define PARAPHE_TESTS_DOCUMENT_C14N_ORACLE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// The exclusive canonical form without comments that libxml2 makes of `document`; nullopt where it
// reports an error. Errors of validity do not count: nothing here has a schema. Thread-safe.
//
// libxml2 takes NUL for the end of a document, and lets the declared encoding contradict a byte
// order mark: of such documents its answer proves nothing. Whoever compares
// leaves them out.
std::optional<std::string> CanonicalFormByLibxml2(absl::string_view document);

// The offset of the first byte that differs, also where one text ends; the size where they are
// equal.
size_t FirstDifference(absl::string_view a, absl::string_view b);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_DOCUMENT_C14N_ORACLE_H_
