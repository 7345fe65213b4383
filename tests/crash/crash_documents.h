// What is signed while the server is killed, and the check of what comes back.
#ifndef PARAPHE_TESTS_CRASH_CRASH_DOCUMENTS_H_
#define PARAPHE_TESTS_CRASH_CRASH_DOCUMENTS_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

inline constexpr char kCrashApplication[] = "crash";
inline constexpr char kCrashTable[] = "acte";

// A canonical document that no other session has: its `edition`-th, at least `bytes` long.
std::string CrashDocument(int session, int edition, size_t bytes);

// Whether the test PKI's signer validly signed `original` in `signed_document`, as our verifier says.
bool IsSigned(absl::string_view signed_document, absl::string_view original);

// What xmlsec1 says against it; empty where it verifies.
std::string XmlsecFaultOf(absl::string_view signed_document);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_CRASH_DOCUMENTS_H_
