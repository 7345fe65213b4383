// What the verifier reports, and that each finding fails by itself. Attacks on the structure are in
// signature_reader_test.cc, properties_reader_test.cc and verifier_wrapping_test.cc.
#include "xades/verifier.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base64.h"
#include "common/bounds.h"
#include "common/hash.h"
#include "tests/testing/matchers.h"
#include "tests/xades/attack.h"
#include "tests/xades/forgery.h"
#include "tests/xades/signing.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Signed(v1::SignatureForm form = v1::XADES_BASELINE_B,
                   v1::HashAlgorithm hash = v1::SHA256) {
  return SignOrDie(kDocument, FullAttributes(SignerOf(), form, hash), SignerOf());
}

VerificationReport ReportOn(absl::string_view signed_document, const VerifyOptions& options = {}) {
  const auto report = Verify(signed_document, options);
  EXPECT_THAT(report, IsOk());
  return report.ok() ? *report : VerificationReport();
}

// The names of the findings that are invalid.
std::vector<std::string> Faults(const VerificationReport& report) {
  std::vector<std::string> names;
  for (const NamedFinding& named : FindingsOf(report)) {
    if (named.finding->invalid()) names.emplace_back(named.name);
  }
  return names;
}

// Proves: EXP-2, SIG-2
TEST(VerifierTest, ReportsWhoSignedWhat) {
  const VerificationReport report = ReportOn(Signed());
  EXPECT_TRUE(report.valid());
  EXPECT_THAT(report.fault(), IsEmpty());
  EXPECT_THAT(RequireValid(report), IsOk());
  EXPECT_EQ(report.form, v1::XADES_BASELINE_B);
  EXPECT_EQ(report.hash_algorithm, v1::SHA256);
  EXPECT_EQ(report.signer->subject_cn(), "Élise Martin");
  EXPECT_EQ(report.signer->issuer(), "CN=CA d'essai,O=Paraphe Test,C=FR");
  EXPECT_EQ(report.signer->der(), SignerOf().der);
}

// Proves: EXP-2, SIG-2
TEST(VerifierTest, ReportsTheClaims) {
  for (const auto form : {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    const v1::SignedAttributes attributes = FullAttributes(SignerOf(), form);
    const SignedClaims claims = ReportOn(Signed(form)).claims;
    EXPECT_EQ(claims.signing_time, absl::FromUnixSeconds(attributes.signing_time().seconds()));
    ASSERT_TRUE(claims.place.has_value() && claims.policy.has_value());
    EXPECT_EQ(claims.place->SerializeAsString(), attributes.place().SerializeAsString());
    EXPECT_EQ(claims.policy->SerializeAsString(), attributes.policy().SerializeAsString());
    EXPECT_THAT(claims.roles, ElementsAre(attributes.claimed_role()));
    ASSERT_EQ(claims.commitments.size(), 1);
    EXPECT_EQ(claims.commitments[0].identifier, attributes.commitment_type());
    EXPECT_EQ(claims.mime_type, "application/xml");
    EXPECT_FALSE(claims.policy_implied);
  }
}

// Proves: EXP-2
TEST(VerifierTest, ReportsNoClaimWhereThereIsNone) {
  const VerificationReport report =
      ReportOn(SignOrDie(kDocument, LeastAttributes(SignerOf()), SignerOf()));
  EXPECT_TRUE(report.valid());
  EXPECT_FALSE(report.claims.signing_time.has_value());
  EXPECT_FALSE(report.claims.place.has_value());
  EXPECT_FALSE(report.claims.policy.has_value());
  EXPECT_THAT(report.claims.roles, IsEmpty());
  EXPECT_THAT(report.claims.commitments, IsEmpty());
}

// Proves: EXP-2
TEST(VerifierTest, AChangedDocumentIsInvalidByItself) {
  EXPECT_THAT(Faults(ReportOn(Replaced(Signed(), "pour=\"12\"", "pour=\"13\""))),
              ElementsAre("document_reference"));
}

// Proves: EXP-2
TEST(VerifierTest, AChangedPropertyIsInvalidByItself) {
  EXPECT_THAT(Faults(ReportOn(Replaced(Signed(), ">Maire<", ">Mairie<"))),
              ElementsAre("signed_properties_reference"));
}

// Proves: EXP-2
TEST(VerifierTest, AChangedDigestIsInvalidInItsReferenceAndInTheSignature) {
  Forgery forgery;
  Forgery::SetText(forgery.At("DigestValue"), EncodeBase64(Sha256("other")));
  EXPECT_THAT(Faults(ReportOn(forgery.Write())),
              ElementsAre("document_reference", "signature_value"));
  EXPECT_THAT(RequireValid(ReportOn(forgery.Write())),
              HasReason(v1::SIGNATURE_INVALID, HasSubstr("was signed: its digest differs; ")));
  EXPECT_THAT(Faults(ReportOn(forgery.Resign().Write())), ElementsAre("document_reference"));
}

// Proves: EXP-2, DEV-4
TEST(VerifierTest, AnotherSignatureValueIsInvalidByItself) {
  for (const size_t size : {255U, 256U, 257U}) {
    Forgery forgery;
    Forgery::SetText(forgery.At("SignatureValue"), EncodeBase64(std::string(size, 'x')));
    EXPECT_THAT(Faults(ReportOn(forgery.Write())), ElementsAre("signature_value"));
  }
}

// Proves: EXP-2 (a certificate swapped for another with the same key)
TEST(VerifierTest, AnotherCertificateOfTheSameKeyIsInvalidByItself) {
  const TestCert other = CertBuilder::Signer("Un autre").Key(SignerOf().key).IssuedBy(Ca()).Build();
  for (const auto form : {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    Forgery forgery(form);
    Forgery::SetText(forgery.At("X509Certificate"), EncodeBase64(other.der));
    EXPECT_THAT(Faults(ReportOn(forgery.Write())), ElementsAre("signing_certificate_reference"));
  }
}

// Proves: EXP-2
TEST(VerifierTest, ACertificateOfAnotherKeyIsInvalid) {
  Forgery forgery;
  Forgery::SetText(forgery.At("X509Certificate"), EncodeBase64(SignerOf(3072).der));
  EXPECT_THAT(Faults(ReportOn(forgery.Write())),
              ElementsAre("signature_value", "signing_certificate_reference"));
}

// Proves: EXP-2
TEST(VerifierTest, AnotherIssuerOrSerialIsInvalidEvenWhereSigned) {
  Forgery v2;
  Forgery::SetText(v2.At("IssuerSerialV2"), EncodeBase64("other"));
  EXPECT_THAT(Faults(ReportOn(v2.Resign().Write())), ElementsAre("signing_certificate_reference"));
  for (const char* name : {"X509IssuerName", "X509SerialNumber"}) {
    Forgery v1(v1::XADES_1_3_2);
    Forgery::SetText(v1.At(name), "1");
    EXPECT_THAT(Faults(ReportOn(v1.Resign().Write())),
                ElementsAre("signing_certificate_reference"));
  }
}

// Proves: EXP-2
TEST(VerifierTest, IssuerAndSerialMayBeWrittenOtherwise) {
  Forgery forgery(v1::XADES_1_3_2);
  Forgery::SetText(forgery.At("X509IssuerName"), "cn=CA d'essai, O=\"Paraphe Test\", C=FR");
  Element& serial = forgery.At("X509SerialNumber");
  Forgery::SetText(serial, "\n +00" + Forgery::TextOf(serial) + " ");
  const VerificationReport report = ReportOn(forgery.Resign().Write());
  EXPECT_TRUE(report.valid()) << report.fault();
  Forgery::SetText(serial, "-" + ParsedOrDie(SignerOf()).serial_decimal());
  EXPECT_THAT(Faults(ReportOn(forgery.Resign().Write())),
              ElementsAre("signing_certificate_reference"));
}

// Proves: EXP-2
TEST(VerifierTest, ADescriptionOfTheCommitmentIsReported) {
  Forgery forgery;
  forgery.At("CommitmentTypeId").Append(Xades("Description"), "j'approuve");
  const VerificationReport report = ReportOn(forgery.Resign().Write());
  ASSERT_EQ(report.claims.commitments.size(), 1);
  EXPECT_EQ(report.claims.commitments[0].description, "j'approuve");
}

// Proves: EXP-2
TEST(VerifierTest, IssuerSerialV2MayBeAbsent) {
  Forgery forgery;
  forgery.Remove("IssuerSerialV2");
  EXPECT_TRUE(ReportOn(forgery.Resign().Write()).valid());
}

// Proves: SIG-3, EXP-2
TEST(VerifierTest, Sha1IsInvalidUnlessAllowed) {
  const std::string weak = Signed(v1::XADES_BASELINE_B, v1::SHA1);
  EXPECT_THAT(Faults(ReportOn(weak)), ElementsAre("algorithms"));
  VerifyOptions options;
  options.allow_sha1 = true;
  const VerificationReport report = ReportOn(weak, options);
  EXPECT_TRUE(report.valid());
  EXPECT_THAT(report.algorithms.words, HasSubstr("weak"));
}

// Proves: SIG-3, EXP-2
TEST(VerifierTest, Sha1OfTheCertificateAloneIsInvalidUnlessAllowed) {
  Forgery forgery;
  Forgery::SetAttribute(forgery.At("DigestMethod", 2), kAlgorithm, FindHash(v1::SHA1)->digest_uri);
  Forgery::SetText(forgery.At("DigestValue", 2),
                   EncodeBase64(*ComputeHash(v1::SHA1, SignerOf().der)));
  EXPECT_THAT(Faults(ReportOn(forgery.Resign().Write())), ElementsAre("algorithms"));
}

// Proves: SIG-3, EXP-2
TEST(VerifierTest, Sha1OfTheSignatureAloneIsInvalidUnlessAllowed) {
  Forgery forgery(v1::XADES_BASELINE_B, v1::SHA1);
  Forgery::SetAttribute(forgery.At("DigestMethod", 2), kAlgorithm,
                        FindHash(v1::SHA256)->digest_uri);
  Forgery::SetText(forgery.At("DigestValue", 2), EncodeBase64(Sha256(SignerOf().der)));
  EXPECT_THAT(Faults(ReportOn(forgery.Resign().Write())), ElementsAre("algorithms"));
}

// Proves: EXP-2, CERT-2
TEST(VerifierTest, ChecksTheCertificatePathWhereCasAreGiven) {
  const TrustAnchors anchors({ParsedOrDie(Ca())});
  const TrustAnchors others({ParsedOrDie(CertBuilder::Ca("Other").Build())});
  VerifyOptions options;
  EXPECT_EQ(ReportOn(Signed(), options).certificate_path.verdict, Verdict::kNotChecked);
  options.trust_anchors = &anchors;
  EXPECT_TRUE(ReportOn(Signed(), options).certificate_path.valid());
  options.trust_anchors = &others;
  const VerificationReport report = ReportOn(Signed(), options);
  EXPECT_TRUE(report.certificate_path.indeterminate());
  EXPECT_EQ(report.verdict(), Verdict::kIndeterminate);
  EXPECT_FALSE(report.valid());
}

// Proves: EXP-2, CERT-2
TEST(VerifierTest, SaysEveryReasonAgainstTheCertificate) {
  const TrustAnchors nobody;
  VerifyOptions options;
  options.trust_anchors = &nobody;
  options.validation_time = absl::FromUnixSeconds(0);
  const VerificationReport report = ReportOn(Signed(), options);
  EXPECT_THAT(report.certificate_faults,
              ElementsAre(v1::FAULT_NOT_YET_VALID, v1::FAULT_UNTRUSTED_ISSUER));
  EXPECT_EQ(report.fault(),
            "The certificate is valid only from 2020-01-01T00:00:00Z, before the claimed signing "
            "time (2026-11-22T09:30:00Z). No path to a trusted CA was found: the certificate of "
            "\"CN=CA d'essai,O=Paraphe Test,C=FR\" is missing.");
  EXPECT_EQ(report.verdict(), Verdict::kIndeterminate);
}

// What a document that was indented after it was signed needs to be told first.
// Proves: EXP-2
TEST(VerifierTest, AChangedDocumentIsTheFirstReason) {
  const std::string indented =
      Replaced(Replaced(Signed(), "<ds:SignedInfo>", "<ds:SignedInfo>\n  "), "<vote", "\n<vote");
  const VerificationReport report = ReportOn(indented);
  EXPECT_THAT(Faults(report), ElementsAre("document_reference", "signature_value"));
  EXPECT_THAT(report.fault(), HasSubstr("the document was changed after it was signed"));
}

// A chain in KeyInfo serves the path, and is trusted in nothing.
// Proves: EXP-2, CERT-2
TEST(VerifierTest, CertificatesOfKeyInfoServeThePathButAreNoAnchors) {
  const TestCert root = CertBuilder::Ca("Racine").Build();
  const TestCert middle = CertBuilder::Ca("Milieu").IssuedBy(root).Build();
  const TestCert signer = CertBuilder::Signer("x").Key(SignerOf().key).IssuedBy(middle).Build();
  const std::string signed_document = SignOrDie(kDocument, FullAttributes(signer), signer);
  const auto with = [&signed_document](const std::vector<TestCert>& more) {
    std::string certificates = "</ds:X509Certificate>";
    for (const TestCert& certificate : more) {
      certificates +=
          "<ds:X509Certificate>" + EncodeBase64(certificate.der) + "</ds:X509Certificate>";
    }
    return Replaced(signed_document, "</ds:X509Certificate>", certificates);
  };
  const TrustAnchors anchors({ParsedOrDie(root)});
  VerifyOptions options;
  options.trust_anchors = &anchors;
  EXPECT_TRUE(ReportOn(with({middle}), options).valid());
  EXPECT_TRUE(ReportOn(with({root, middle, middle}), options).valid());
  EXPECT_THAT(ReportOn(with({}), options).fault(), HasSubstr("\"CN=Milieu,"));
  const TrustAnchors others({ParsedOrDie(Ca())});
  options.trust_anchors = &others;
  EXPECT_THAT(ReportOn(with({middle}), options).fault(), HasSubstr("\"CN=Racine,"));
  EXPECT_EQ(ReportOn(with({middle, root}), options).verdict(), Verdict::kIndeterminate);
}

// Proves: DOC-6
TEST(VerifierTest, ACrowdOfCertificatesIsNotJudged) {
  Forgery forgery;
  for (size_t i = 1; i < kMaxSignatureCertificates; ++i) {
    forgery.At("X509Data").Append(forgery.At("X509Certificate"));
  }
  EXPECT_TRUE(ReportOn(forgery.Write()).valid());
  forgery.At("X509Data").Append(forgery.At("X509Certificate"));
  EXPECT_THAT(Verify(forgery.Write(), {}), HasReason(v1::SIGNATURE_UNSUPPORTED));
}

// Proves: EXP-2, SIG-3
TEST(VerifierTest, SchemesAreNotExchanged) {
  for (const char* method : {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                             "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"}) {
    Forgery forgery;
    Forgery::SetAttribute(forgery.At("SignatureMethod"), kAlgorithm, method);
    EXPECT_THAT(Faults(ReportOn(forgery.Resign().Write())), ElementsAre("signature_value"));
  }
}

// Proves: EXP-2, CONS-3
TEST(VerifierTest, ChecksExpectations) {
  const Certificate signer = ParsedOrDie(SignerOf());
  const Certificate other_signer = ParsedOrDie(SignerOf(3072));
  VerifyOptions options;
  options.expected_certificate = &signer;
  options.expected_original = kDocument;
  EXPECT_TRUE(ReportOn(Signed(), options).valid());
  options.expected_certificate = &other_signer;
  EXPECT_THAT(Faults(ReportOn(Signed(), options)), ElementsAre("expected_certificate"));
  options.expected_certificate = &signer;
  for (const std::string& other : {std::string(), std::string(kDocument) + "\n",
                                   Replaced(kDocument, "pour=\"12\"", "pour=\"13\""),
                                   Replaced(kDocument, "</acte>", "</ACTE>")}) {
    options.expected_original = other;
    EXPECT_THAT(Faults(ReportOn(Signed(), options)), ElementsAre("expected_original"));
  }
}

// Proves: EXP-2
TEST(VerifierTest, UnsignedPropertiesAreSaidToBeThere) {
  Forgery forgery;
  Element& qualifying = forgery.At("QualifyingProperties");
  const std::string uri = qualifying.namespace_uri;
  qualifying.Append({"UnsignedProperties", uri, "xades"}).Append({"Anything", "urn:x", "x"});
  const VerificationReport report = ReportOn(forgery.Write());
  EXPECT_TRUE(report.valid());
  EXPECT_TRUE(report.has_unsigned_properties);
  EXPECT_FALSE(ReportOn(Signed()).has_unsigned_properties);
}

// Proves: EXP-2 (every byte of a signed document is covered by something)
TEST(VerifierTest, NoByteCanBeFlippedDroppedOrDoubled) {
  const std::string good = Signed();
  VerifyOptions options;
  const auto valid = [&options](const std::string& document) {
    const auto report = Verify(document, options);
    return report.ok() && report->valid();
  };
  ASSERT_TRUE(valid(good));
  // Without a sanitizer each is tried.
  constexpr size_t kStep = PARAPHE_SANITIZED ? 5 : 1;
  for (size_t i = 0; i < good.size(); i += kStep) {
    std::string flipped = good;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    EXPECT_FALSE(valid(flipped)) << i;
    EXPECT_FALSE(valid(good.substr(0, i) + good.substr(i + 1))) << i;
    EXPECT_FALSE(valid(good.substr(0, i) + good[i] + good.substr(i))) << i;
  }
}

// Proves: SIG-6
TEST(RemoveSignatureTest, GivesTheOriginalBack) {
  EXPECT_THAT(RemoveSignature(Signed()), IsOkAndHolds(std::string(kDocument)));
  EXPECT_THAT(RemoveSignature(kDocument), HasReason(v1::SIGNATURE_ABSENT));
}

// Proves: DOC-6, EXP-2
TEST(VerifierTest, BoundsTheDocumentAndTheSignature) {
  const std::string good = Signed();
  VerifyOptions options;
  options.bounds.document_bytes = std::string(kDocument).size();
  options.signature_bytes = good.size() - options.bounds.document_bytes;
  EXPECT_TRUE(ReportOn(good, options).valid());
  options.signature_bytes -= 1;
  EXPECT_THAT(Verify(good, options), HasReason(v1::DOCUMENT_BEYOND_BOUND));
  options.bounds.document_bytes += 1;
  EXPECT_THAT(Verify(good, options), HasReason(v1::DOCUMENT_BEYOND_BOUND, HasSubstr("signature")));
}

// Proves: DOC-6
TEST(VerifierTest, ASignatureIsReadHoweverFlatTheDocumentMustBe) {
  VerifyOptions options;
  options.bounds.depth = 2;
  EXPECT_TRUE(ReportOn(Signed(), options).valid());
  const std::string deep =
      SignOrDie("<a><b><c></c></b></a>", LeastAttributes(SignerOf()), SignerOf());
  EXPECT_TRUE(ReportOn(deep).valid());
}

// Proves: EXP-2, DOC-2
TEST(VerifierTest, RefusesWhatIsNotCanonical) {
  EXPECT_THAT(Verify(Replaced(Signed(), "</acte>", "</acte >"), {}),
              HasReason(v1::DOCUMENT_NOT_CANONICAL));
  EXPECT_THAT(Verify("", {}), HasReason(v1::DOCUMENT_EMPTY));
}

}  // namespace
}  // namespace paraphe::xades::test
