#include "xades/signature_builder.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/base64.h"
#include "common/hash.h"
#include "tests/testing/matchers.h"
#include "tests/xades/signing.h"
#include "xades/signature_ids.h"
#include "xades/verifier.h"

namespace paraphe::xades {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

SignaturePlan Plan(const v1::SignedAttributes& attributes) {
  return test::PlanOrDie(test::kDocument, attributes);
}

Certificate Signer() { return test::ParsedOrDie(test::SignerOf()); }

SignaturePlan FullPlan() { return Plan(test::FullAttributes(test::SignerOf())); }

// Proves: SIG-1, SIG-3
TEST(SignatureBuilderTest, DigestsTheDocumentsBytes) {
  EXPECT_EQ(FullPlan().document_digest(), Sha256(test::kDocument));
}

// Proves: SIG-1, SIG-4
TEST(SignatureBuilderTest, DigestsFollowFromTheBytes) {
  for (const auto hash : {v1::SHA1, v1::SHA256, v1::SHA384, v1::SHA512}) {
    const SignaturePlan plan =
        Plan(test::FullAttributes(test::SignerOf(), v1::XADES_BASELINE_B, hash));
    EXPECT_EQ(plan.hash_algorithm(), hash);
    EXPECT_EQ(plan.signed_properties_digest(), *ComputeHash(hash, plan.signed_properties()));
    EXPECT_EQ(plan.signed_info_digest(), *ComputeHash(hash, plan.signed_info()));
    EXPECT_THAT(plan.digest_info(), EndsWith(plan.signed_info_digest()));
    EXPECT_THAT(plan.signed_info(), HasSubstr(EncodeBase64(plan.document_digest())));
    EXPECT_THAT(plan.signed_info(), HasSubstr(EncodeBase64(plan.signed_properties_digest())));
  }
}

// Proves: SIG-4 (RFC 8017 §9.2 note 1)
TEST(SignatureBuilderTest, DigestInfoIsDer) {
  const SignaturePlan plan = FullPlan();
  const std::string prefix(
      "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20", 19);
  EXPECT_EQ(plan.digest_info(), prefix + plan.signed_info_digest());
}

// Proves: PRES-8
TEST(SignatureBuilderTest, SameInputsGiveSameBytes) {
  const std::string value(256, 'x');
  EXPECT_EQ(FullPlan().signed_info(), FullPlan().signed_info());
  EXPECT_EQ(*FullPlan().Assemble(test::kDocument, value),
            *FullPlan().Assemble(test::kDocument, value));
}

// Every change of an attribute that the form writes.
std::vector<std::function<void(v1::SignedAttributes&)>> Changes() {
  return {
      [](auto& a) {
        a.set_form(v1::XADES_1_3_2);
        a.mutable_place()->clear_street_address();
      },
      [](auto& a) { a.set_hash_algorithm(v1::SHA512); },
      [](auto& a) { a.mutable_signing_time()->set_seconds(1795339801); },
      [](auto& a) { a.clear_signing_time(); },
      [](auto& a) { a.set_certificate(test::SignerOf(3072).der); },
      [](auto& a) { a.mutable_policy()->set_identifier("urn:oid:1.2.3"); },
      [](auto& a) { a.mutable_policy()->set_description("x"); },
      [](auto& a) { a.mutable_policy()->set_url("http://x/"); },
      [](auto& a) { a.mutable_policy()->mutable_digest()->set_sha256(Sha256("other")); },
      [](auto& a) { a.clear_policy(); },
      [](auto& a) { a.mutable_place()->set_city("x"); },
      [](auto& a) { a.mutable_place()->set_street_address("x"); },
      [](auto& a) { a.mutable_place()->set_state_or_province("x"); },
      [](auto& a) { a.mutable_place()->set_postal_code("x"); },
      [](auto& a) { a.mutable_place()->set_country_name("x"); },
      [](auto& a) { a.set_claimed_role("x"); },
      [](auto& a) { a.set_commitment_type("http://x/"); },
      [](auto& a) { a.set_mime_type("text/xml"); },
  };
}

// Proves: ATT-2, PRES-8, SES-5
TEST(SignatureBuilderTest, EveryAttributeChangesWhatIsSigned) {
  std::set<std::string> digests = {FullPlan().digest_info()};
  for (const auto& change : Changes()) {
    v1::SignedAttributes attributes = test::FullAttributes(test::SignerOf());
    change(attributes);
    digests.insert(Plan(attributes).digest_info());
  }
  EXPECT_EQ(digests.size(), Changes().size() + 1);
}

// Proves: CONS-3
TEST(SignatureBuilderTest, OneByteOfTheDocumentChangesWhatIsSigned) {
  const std::string other = test::Replaced(test::kDocument, "pour=\"12\"", "pour=\"13\"");
  EXPECT_NE(test::PlanOrDie(other, test::FullAttributes(test::SignerOf())).digest_info(),
            FullPlan().digest_info());
}

// Proves: SIG-5 (ids that clash)
TEST(SignatureBuilderTest, AvoidsIdsOfTheDocument) {
  const v1::SignedAttributes attributes = test::FullAttributes(test::SignerOf());
  xml::DocumentFacts facts = test::FactsOrDie(test::kDocument);
  for (int round = 0; round < 5; ++round) {
    const auto plan = SignaturePlan::Create(test::kDocument, facts, attributes, Signer());
    ASSERT_THAT(plan, IsOk());
    for (const std::string& id : facts.ids) {
      EXPECT_THAT(plan->signed_properties(), Not(HasSubstr(absl::StrCat("\"", id, "\""))));
    }
    facts.ids.push_back(test::Between(plan->signed_properties(), " Id=\"", "\""));
    std::sort(facts.ids.begin(), facts.ids.end());
  }
}

// Proves: SIG-2
TEST(SignatureBuilderTest, RefusesBadAttributesAndCertificates) {
  v1::SignedAttributes attributes = test::FullAttributes(test::SignerOf());
  const xml::DocumentFacts facts = test::FactsOrDie(test::kDocument);
  attributes.set_claimed_role("a\nb");
  EXPECT_THAT(SignaturePlan::Create(test::kDocument, facts, attributes, Signer()),
              HasReason(v1::ATTRIBUTE_INVALID));
  attributes.set_claimed_role("a b");
  EXPECT_THAT(SignaturePlan::Create(test::kDocument, facts, attributes,
                                    test::ParsedOrDie(test::SignerOf(3072))),
              HasReason(v1::INTERNAL));
  const auto ec = paraphe::test::CertBuilder::Signer("x")
                      .Key(paraphe::test::TestKey::NewEcP256())
                      .IssuedBy(test::Ca())
                      .Build();
  attributes.set_certificate(ec.der);
  EXPECT_THAT(SignaturePlan::Create(test::kDocument, facts, attributes, test::ParsedOrDie(ec)),
              HasReason(v1::CERTIFICATE_REFUSED));
}

// Proves: SIG-1
TEST(SignatureBuilderTest, RefusesFactsOfAnotherDocument) {
  xml::DocumentFacts facts = test::FactsOrDie(test::kDocument);
  facts.insertion_offset -= 1;
  EXPECT_THAT(SignaturePlan::Create(test::kDocument, facts, test::FullAttributes(test::SignerOf()),
                                    Signer()),
              HasReason(v1::INTERNAL));
  facts.insertion_offset = 100000;
  EXPECT_THAT(SignaturePlan::Create(test::kDocument, facts, test::FullAttributes(test::SignerOf()),
                                    Signer()),
              HasReason(v1::INTERNAL));
}

// What a server keeps of a document is enough. Proves: SIG-1
TEST(SignatureBuilderTest, DigestAndTheIdsThatMatterStandForTheDocument) {
  const v1::SignedAttributes attributes = test::FullAttributes(test::SignerOf());
  xml::DocumentFacts facts = test::FactsOrDie(test::kDocument);
  facts.ids.push_back(test::Between(FullPlan().signed_properties(), " Id=\"", "\""));
  std::sort(facts.ids.begin(), facts.ids.end());
  const auto whole = SignaturePlan::Create(test::kDocument, facts, attributes, Signer());
  facts.ids = IdsOfThisForm(facts.ids);
  EXPECT_THAT(facts.ids, testing::SizeIs(1)) << "o1 can never be one of a signature's";
  const auto kept =
      SignaturePlan::CreateFromDigest(Sha256(test::kDocument), facts, attributes, Signer());
  ASSERT_THAT(whole, IsOk());
  ASSERT_THAT(kept, IsOk());
  EXPECT_NE(whole->signed_info(), FullPlan().signed_info()) << "the id was taken";
  EXPECT_EQ(kept->signed_info(), whole->signed_info());
  EXPECT_THAT(SignaturePlan::CreateFromDigest("short", facts, attributes, Signer()),
              HasReason(v1::INTERNAL));
}

// Proves: SIG-2
TEST(SignatureBuilderTest, AttributesAreCheckedWithoutTheDocumentToo) {
  v1::SignedAttributes attributes = test::FullAttributes(test::SignerOf());
  attributes.mutable_policy()->clear_identifier();
  EXPECT_THAT(SignaturePlan::CreateFromDigest(
                  Sha256(test::kDocument), test::FactsOrDie(test::kDocument), attributes, Signer()),
              HasReason(v1::ATTRIBUTE_INVALID));
}

// Another document whose end tag stands at the same place is found out by whoever verifies the result.
// Proves: SIG-1
TEST(SignatureBuilderTest, AssemblesOnlyWhereTheDocumentEnds) {
  const SignaturePlan plan = FullPlan();
  const std::string signature(256, 'x');
  EXPECT_THAT(plan.Assemble("<a></a>", signature), HasReason(v1::INTERNAL));
  const std::string other = test::Replaced(test::kDocument, "pour=\"12\"", "pour=\"13\"");
  const std::string value = test::SignerOf().key->SignDigestInfo(plan.digest_info());
  EXPECT_NE(Verify(*plan.Assemble(test::kDocument, value), {})->verdict(), Verdict::kInvalid);
  EXPECT_EQ(Verify(*plan.Assemble(other, value), {})->verdict(), Verdict::kInvalid);
  xml::DocumentFacts facts = test::FactsOrDie(test::kDocument);
  facts.insertion_offset = 3;
  const auto misplaced = SignaturePlan::CreateFromDigest(
      Sha256(test::kDocument), facts, test::FullAttributes(test::SignerOf()), Signer());
  ASSERT_THAT(misplaced, IsOk());
  EXPECT_THAT(misplaced->Assemble(test::kDocument, signature), HasReason(v1::INTERNAL));
}

// Proves: DEV-4
TEST(SignatureBuilderTest, AssemblesOnlyASignatureOfTheKeysLength) {
  const SignaturePlan plan = FullPlan();
  EXPECT_THAT(plan.Assemble(test::kDocument, std::string(256, 'x')), IsOk());
  for (const size_t size : {0U, 255U, 257U}) {
    EXPECT_THAT(plan.Assemble(test::kDocument, std::string(size, 'x')),
                HasReason(v1::DEVICE_SIGNATURE_INVALID));
  }
}

}  // namespace
}  // namespace paraphe::xades
