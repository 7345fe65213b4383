#include "tests/xades/foreign.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/base64.h"
#include "common/hash.h"
#include "pki/certificate.h"
#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"
#include "tests/xades/judges.h"
#include "xades/names.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CheckOrDie;
using ::paraphe::test::CommandResult;
using ::paraphe::test::RunCommand;
using ::paraphe::test::TempDir;
using ::paraphe::test::TestCert;

constexpr char kEnvelope[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made elsewhere -->\n"
    "<f:facture xmlns:f=\"urn:example:facture\" xmlns:autre=\"urn:example:autre\" xml:lang=\"fr\" "
    "Id=\"racine\">\n  <f:total  devise='EUR'>12 &#8364; à payer</f:total><!-- fin -->\n  @\n"
    "</f:facture>\n";

// Each word behind a dollar is a part of Foreign.
constexpr char kTemplate[] =
    R"(<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="signature">
  <ds:SignedInfo>
    <ds:CanonicalizationMethod Algorithm="$C14N">$C14N_PARAMETERS</ds:CanonicalizationMethod>
    <ds:SignatureMethod Algorithm="$METHOD"/>
    <ds:Reference Id="reference" URI="$URI">$DOCUMENT_TRANSFORMS
      <ds:DigestMethod Algorithm="$DIGEST"/><ds:DigestValue/></ds:Reference>
    <ds:Reference Type="$TYPE" URI="#proprietes">$PROPERTIES_TRANSFORMS
      <ds:DigestMethod Algorithm="$DIGEST"/><ds:DigestValue/></ds:Reference>$MORE
  </ds:SignedInfo>
  <ds:SignatureValue/>
  <ds:KeyInfo Id="cle">$KEY_INFO</ds:KeyInfo>
  <ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#signature">
    <xades:SignedProperties Id="proprietes"><xades:SignedSignatureProperties>
      <xades:SigningTime>2026-11-22T10:30:00.123+01:00</xades:SigningTime>
      $SIGNING_CERTIFICATE
    </xades:SignedSignatureProperties>$DATA</xades:SignedProperties>
  </xades:QualifyingProperties></ds:Object>
</ds:Signature>)";

std::string Template(const Foreign& foreign) {
  return absl::StrReplaceAll(kTemplate, {{"$C14N_PARAMETERS", foreign.canonicalization_parameters},
                                         {"$C14N", foreign.canonicalization},
                                         {"$METHOD", foreign.method},
                                         {"$URI", foreign.uri},
                                         {"$DOCUMENT_TRANSFORMS", foreign.document_transforms},
                                         {"$PROPERTIES_TRANSFORMS", foreign.properties_transforms},
                                         {"$DIGEST", foreign.digest_method},
                                         {"$TYPE", foreign.type},
                                         {"$MORE", foreign.more_references},
                                         {"$KEY_INFO", foreign.key_info},
                                         {"$SIGNING_CERTIFICATE", foreign.signing_certificate},
                                         {"$DATA", foreign.data_properties}});
}

void RunOrDie(std::vector<std::string> arguments) {
  const std::vector<std::string> ids = {
      "--id-attr:Id", absl::StrCat(kXades132Namespace, ":SignedProperties"),
      "--id-attr:Id", absl::StrCat(kDsNamespace, ":KeyInfo"),
      "--id-attr:Id", "urn:example:facture:facture"};
  arguments.insert(arguments.begin() + 2, ids.begin(), ids.end());
  const absl::StatusOr<CommandResult> result = RunCommand(arguments);
  CheckOrDie(result.ok() && result->exit_code == 0, result.ok() ? result->err.c_str() : "xmlsec1");
}

std::string DigestOf(const TestCert& certificate) {
  return absl::StrCat("<xades:CertDigest><ds:DigestMethod Algorithm=\"",
                      FindHash(v1::SHA256)->digest_uri, "\"/><ds:DigestValue>",
                      EncodeBase64(Sha256(certificate.der)),
                      "</ds:DigestValue></xades:CertDigest>");
}

// Digests filled in, and signed by the method of the template.
std::string SignByXmlsec(const Foreign& foreign) {
  const TempDir dir;
  const std::string key = dir.WriteFileOrDie("key.pem", foreign.signer.key->Pkcs8Pem());
  const std::string certificate = dir.WriteFileOrDie("certificate.pem", foreign.signer.Pem());
  const std::string unsigned_file = dir.WriteFileOrDie(
      "template.xml", absl::StrReplaceAll(foreign.document, {{"@", Template(foreign)}}));
  const std::string out = dir.Join("signed.xml");
  RunOrDie({"xmlsec1", "--sign", "--privkey-pem", key, "--output", out, unsigned_file});
  RunOrDie({"xmlsec1", "--verify", "--pubkey-cert-pem", certificate, out});
  return dir.ReadFileOrDie("signed.xml");
}

// The bytes between the first `begin` and the next `end`, both included.
std::string Part(const std::string& text, const std::string& begin, const std::string& end) {
  const size_t from = text.find(begin);
  const size_t to = text.find(end, from);
  CheckOrDie(from != std::string::npos && to != std::string::npos, begin.c_str());
  return text.substr(from, to + end.size() - from);
}

// ds:SignedInfo with the other method, signed anew over its exclusive canonical form.
std::string SignByPss(std::string signed_document, const Foreign& foreign) {
  const TempDir dir;
  const std::string method = Part(signed_document, "<ds:SignatureMethod", "/>");
  signed_document = absl::StrReplaceAll(signed_document, {{method, foreign.pss_method}});
  const std::string info = Part(signed_document, "<ds:SignedInfo>", "</ds:SignedInfo>");
  const std::string declared = absl::StrReplaceAll(
      info, {{"<ds:SignedInfo>", absl::StrCat("<ds:SignedInfo xmlns:ds=\"", kDsNamespace, "\">")}});
  const std::string bytes = dir.WriteFileOrDie("signed-info.xml", LibxmlCanonical(declared));
  const std::string key = dir.WriteFileOrDie("key.pem", foreign.signer.key->Pkcs8Pem());
  const absl::StatusOr<CommandResult> result = RunCommand(
      {"openssl", "dgst", "-sha256", "-sign", key, "-sigopt", "rsa_padding_mode:pss", "-sigopt",
       "rsa_pss_saltlen:32", "-sigopt", "rsa_mgf1_md:sha256", "-out", dir.Join("value"), bytes});
  CheckOrDie(result.ok() && result->exit_code == 0, "openssl dgst");
  const std::string value = Part(signed_document, "<ds:SignatureValue>", "</ds:SignatureValue>");
  return absl::StrReplaceAll(
      signed_document,
      {{value, absl::StrCat("<ds:SignatureValue>", EncodeBase64(dir.ReadFileOrDie("value")),
                            "</ds:SignatureValue>")}});
}

}  // namespace

Foreign::Foreign(const TestCert& signer_certificate)
    : signer(signer_certificate),
      document(kEnvelope),
      document_transforms(TransformsOf({std::string(kEnvelopedSignature)})),
      key_info(X509DataOf({signer})),
      signing_certificate(absl::StrCat("<xades:SigningCertificateV2>", CertV2Of(signer),
                                       "</xades:SigningCertificateV2>")) {}

std::string TransformsOf(const std::vector<std::string>& algorithms) {
  std::string transforms;
  for (const std::string& algorithm : algorithms) {
    absl::StrAppend(&transforms, "<ds:Transform Algorithm=\"", algorithm, "\"/>");
  }
  return absl::StrCat("<ds:Transforms>", transforms, "</ds:Transforms>");
}

std::string X509DataOf(const std::vector<TestCert>& certificates) {
  std::string data;
  for (const TestCert& certificate : certificates) {
    absl::StrAppend(&data, "<ds:X509Certificate>", EncodeBase64(certificate.der),
                    "</ds:X509Certificate>");
  }
  return absl::StrCat("<ds:X509Data>", data, "</ds:X509Data>");
}

std::string CertOf(const TestCert& certificate, const std::string& issuer) {
  const absl::StatusOr<Certificate> parsed = Certificate::Parse(certificate.der);
  CheckOrDie(parsed.ok(), "Certificate::Parse");
  return absl::StrCat("<xades:Cert>", DigestOf(certificate),
                      "<xades:IssuerSerial><ds:X509IssuerName>", issuer,
                      "</ds:X509IssuerName><ds:X509SerialNumber>", parsed->serial_decimal(),
                      "</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert>");
}

std::string CertV2Of(const TestCert& certificate) {
  return absl::StrCat("<xades:Cert>", DigestOf(certificate), "</xades:Cert>");
}

std::string SignByOthers(const Foreign& foreign) {
  const std::string signed_document = SignByXmlsec(foreign);
  return foreign.pss_method.empty() ? signed_document : SignByPss(signed_document, foreign);
}

}  // namespace paraphe::xades::test
