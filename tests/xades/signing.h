// Signatures made in tests: a signer, attributes, a document signed as a device would sign it.
#ifndef PARAPHE_TESTS_XADES_SIGNING_H_
#define PARAPHE_TESTS_XADES_SIGNING_H_

#include <string>

#include "absl/strings/string_view.h"

#include "document/document_facts.h"
#include "paraphe/v1/attributes.pb.h"
#include "pki/certificate.h"
#include "tests/testing/cert_builder.h"
#include "xades/signature_builder.h"

namespace paraphe::xades::test {

using ::paraphe::test::TestCert;

// A small canonical document with accents, attributes and a namespace.
extern const char kDocument[];

// The CA of all signers here; made once per process.
const TestCert& Ca();
// A signer issued by it; one per process and key size in bits.
const TestCert& SignerOf(int bits = 2048);

// The certificate, parsed. Dies where it does not parse.
Certificate ParsedOrDie(const TestCert& certificate);

// Attributes with every value that `form` can hold, for that certificate.
v1::SignedAttributes FullAttributes(const TestCert& signer,
                                    v1::SignatureForm form = v1::XADES_BASELINE_B,
                                    v1::HashAlgorithm hash = v1::SHA256);
// Only what every signature must have.
v1::SignedAttributes LeastAttributes(const TestCert& signer,
                                     v1::SignatureForm form = v1::XADES_BASELINE_B,
                                     v1::HashAlgorithm hash = v1::SHA256);

// The facts of a canonical document. Dies where the scanner refuses it.
xml::DocumentFacts FactsOrDie(absl::string_view document);

// The plan for a document. Dies where it is refused.
SignaturePlan PlanOrDie(absl::string_view document, const v1::SignedAttributes& attributes);

// The signed document. Dies where anything is refused.
std::string SignOrDie(absl::string_view document, const v1::SignedAttributes& attributes,
                      const TestCert& signer);

// ds:Signature of a signed document, as it stands there.
std::string SignatureOf(absl::string_view signed_document);

// `text` with its one occurrence of `from` replaced. Dies where there is none, or several.
std::string Replaced(absl::string_view text, absl::string_view from, absl::string_view to);

// What stands between the one `begin` and the next `end`. Dies where there is none.
std::string Between(absl::string_view text, absl::string_view begin, absl::string_view end);

}  // namespace paraphe::xades::test

#endif  // PARAPHE_TESTS_XADES_SIGNING_H_
