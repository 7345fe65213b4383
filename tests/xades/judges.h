// Other people's programs that judge what Paraphe writes: xmlsec1, xmllint with the official
// schemas, and xmllint's exclusive canonicalization.
#ifndef PARAPHE_TESTS_XADES_JUDGES_H_
#define PARAPHE_TESTS_XADES_JUDGES_H_

#include <string>

#include "absl/strings/string_view.h"

#include "paraphe/v1/attributes.pb.h"
#include "tests/testing/cert_builder.h"

namespace paraphe::xades::test {

// What xmlsec1 says against the signature of a document, whose signer `ca` issued, or
// `intermediate` where there is one, which `ca` issued; empty where it verifies.
std::string XmlsecFault(absl::string_view signed_document, v1::SignatureForm form,
                        const ::paraphe::test::TestCert& ca,
                        const ::paraphe::test::TestCert* intermediate = nullptr);

// Whether the official schemas are at hand: PARAPHE_CORPUS is set. Where not, schema tests say so
// and skip.
bool HasSchemas();

// What the official schema of the form says against a ds:Signature element; empty where it is
// valid.
std::string SchemaFault(absl::string_view signature, v1::SignatureForm form);

// libxml2's exclusive canonical form without comments.
std::string LibxmlCanonical(absl::string_view document);

}  // namespace paraphe::xades::test

#endif  // PARAPHE_TESTS_XADES_JUDGES_H_
