// Signatures as other producers make them: a template that xmlsec1 fills in and signs.
#ifndef PARAPHE_TESTS_XADES_FOREIGN_H_
#define PARAPHE_TESTS_XADES_FOREIGN_H_

#include <string>
#include <vector>

#include "tests/testing/cert_builder.h"

namespace paraphe::xades::test {

// What a template is made of. It starts as a good one of inclusive canonicalization throughout, with
// an XML declaration, a comment, and a namespace that only inclusive canonicalization keeps.
struct Foreign {
  explicit Foreign(const ::paraphe::test::TestCert& signer_certificate);

  ::paraphe::test::TestCert signer;
  std::string document;  // "@" stands for the signature
  std::string canonicalization = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
  std::string canonicalization_parameters;
  std::string method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  std::string uri;                    // of the reference to the document
  std::string document_transforms;    // the element, or nothing
  std::string properties_transforms;  // the element, or nothing
  std::string digest_method = "http://www.w3.org/2001/04/xmlenc#sha256";
  std::string type = "http://uri.etsi.org/01903#SignedProperties";
  std::string more_references;
  std::string key_info;
  std::string signing_certificate;  // the element
  std::string data_properties;      // the element, or nothing
  // The ds:SignatureMethod in the place of `method`, for an RSA-PSS signature with SHA-256 (RFC 8017,
  // a salt of 32 bytes), which `openssl dgst` makes: xmlsec1 has none. Asks for exclusive
  // canonicalization. Empty: xmlsec1 signs by `method`.
  std::string pss_method;
};

inline constexpr char kPssMethod[] =
    "<ds:SignatureMethod "
    "Algorithm=\"http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1\"/>";

// ds:Transforms of one ds:Transform for each algorithm.
std::string TransformsOf(const std::vector<std::string>& algorithms);
// ds:X509Data with one ds:X509Certificate for each certificate.
std::string X509DataOf(const std::vector<::paraphe::test::TestCert>& certificates);
// xades:Cert of the form that TS 101 903 has, with that name of the issuer, and of the baseline form.
std::string CertOf(const ::paraphe::test::TestCert& certificate, const std::string& issuer);
std::string CertV2Of(const ::paraphe::test::TestCert& certificate);

// The document, signed by xmlsec1, or by OpenSSL. Dies where they cannot; where xmlsec1 does not
// verify what it made.
std::string SignByOthers(const Foreign& foreign);

}  // namespace paraphe::xades::test

#endif  // PARAPHE_TESTS_XADES_FOREIGN_H_
