#include "client/agent/certificate_choice.h"

#include "common/bounds.h"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using device::DeviceCertificate;
using device::KeyPresence;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestPki;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

DeviceCertificate Good() {
  return {TestPki::Get().signer().der, "\x01", "Anne", KeyPresence::kHiddenUntilLogin};
}

// Proves: CERT-3
TEST(CertificateChoiceTest, WithoutKeyIsRefusedHereAndNotOffered) {
  DeviceCertificate keyless = Good();
  keyless.key = KeyPresence::kAbsent;
  const auto choices = MakeChoices({Good(), keyless});
  EXPECT_TRUE(choices[0].acceptable());
  EXPECT_FALSE(choices[1].acceptable());
  EXPECT_THAT(OfferedBy(choices), ElementsAre(Good().der));
}

// Proves: CERT-3, CERT-5
TEST(CertificateChoiceTest, WhatIsNoCertificateIsRefusedHere) {
  DeviceCertificate longer = Good();
  longer.der += "x";
  const auto choices = MakeChoices({longer, {"", "", "", KeyPresence::kPresent}});
  EXPECT_FALSE(choices[0].acceptable());
  EXPECT_FALSE(choices[0].parsed.has_value());
  EXPECT_FALSE(choices[1].acceptable());
}

// Proves: CERT-3, ATT-5
TEST(CertificateChoiceTest, WhatCannotBeReadSaysWhatIsWrongWithIt) {
  DeviceCertificate ber = Good();
  ber.der.replace(ber.der.find("\x01\x01\xff"), 3, "\x01\x01\x01");
  const auto choices = MakeChoices({ber});
  ASSERT_EQ(choices[0].refusals.size(), 1u);
  EXPECT_THAT(choices[0].refusals[0].fr, HasSubstr("certitude : ce n'est pas une seule valeur en "
                                                   "DER : un booléen n'est ni 00 ni FF"));
  EXPECT_THAT(choices[0].refusals[0].en, HasSubstr("certainty: not one value in DER: a boolean"));
}

// Proves: CERT-3
TEST(CertificateChoiceTest, AtMostSixtyFourAreOffered) {
  const auto choices = MakeChoices(std::vector<DeviceCertificate>(70, Good()));
  EXPECT_EQ(choices.size(), 70u);
  EXPECT_EQ(OfferedBy(choices).size(), kMaxCertificates);
  EXPECT_FALSE(choices[64].refusals[0].fr.empty());
}

// Proves: CERT-3, ATT-5
TEST(CertificateChoiceTest, WordsOfAKnownFaultAreOurs) {
  test::TruthfulServer server;
  server.refused = {Good().der};
  v1::PresentRequest request;
  request.set_ticket(test::kTestTicket);
  request.add_certificates(Good().der);
  v1::PresentResponse response = *server.Present(request, /*patience=*/1);
  response.mutable_judgements(0)->mutable_refusals(0)->set_words_fr("Tout va bien.");
  const auto judged = Judge(MakeChoices({Good()}), response);
  ASSERT_THAT(judged, IsOk());
  EXPECT_NE((*judged)[0].refusals.at(0).fr, "Tout va bien.");
  EXPECT_FALSE((*judged)[0].refusals.at(0).fr.empty());
}

// Proves: CERT-3
TEST(CertificateChoiceTest, WordsOfAFaultOfTheFutureAreTheServers) {
  test::TruthfulServer server;
  server.refused = {Good().der};
  v1::PresentRequest request;
  request.set_ticket(test::kTestTicket);
  request.add_certificates(Good().der);
  v1::PresentResponse response = *server.Present(request, /*patience=*/1);
  auto* refusal = response.mutable_judgements(0)->mutable_refusals(0);
  refusal->set_fault(static_cast<v1::CertificateFault>(999));
  refusal->set_words_fr("Autre raison.");
  const auto judged = Judge(MakeChoices({Good()}), response);
  ASSERT_THAT(judged, IsOk());
  EXPECT_EQ((*judged)[0].refusals.at(0).fr, "Autre raison.");
}

}  // namespace
}  // namespace paraphe::agent
