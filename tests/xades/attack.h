// Attacks on the structure of a signature, as rows of tables.
#ifndef PARAPHE_TESTS_XADES_ATTACK_H_
#define PARAPHE_TESTS_XADES_ATTACK_H_

#include <functional>
#include <ostream>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/error_detail.pb.h"
#include "tests/xades/forgery.h"
#include "xades/verification_report.h"

namespace paraphe::xades::test {

using Change = std::function<void(Forgery&)>;

// A change, and how it must be refused. Everything is signed again after it, so that only the
// structure can be at fault.
struct Attack {
  const char* name;
  v1::ErrorReason reason;
  const char* words;  // part of the message
  Change change;
};
void PrintTo(const Attack& attack, std::ostream* out);

inline constexpr v1::ErrorReason kMalformed = v1::SIGNATURE_MALFORMED;
inline constexpr v1::ErrorReason kUnsupported = v1::SIGNATURE_UNSUPPORTED;

// What the verifier says of a good signature with that change, signed again.
absl::StatusOr<VerificationReport> VerifyChanged(const Change& change);

// A name of XAdES v1.3.2.
ElementName Xades(absl::string_view local);

// Takes all Ids out of an element, so that doubling it is the only fault.
void WithoutIds(Element& element);

// Puts a copy, Ids and all, before the element.
void Double(Forgery& forgery, const char* local);
// Puts a copy without Ids behind all its siblings.
void DoubleWithoutIds(Forgery& forgery, const char* local);

}  // namespace paraphe::xades::test

#endif  // PARAPHE_TESTS_XADES_ATTACK_H_
