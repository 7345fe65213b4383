#include "client/agent/signing_text.h"

#include <string>

#include "policy/attribute_text.h"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::TestPki;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

v1::AttributeLine Line(const char* key, const char* label, const char* value, const char* words) {
  v1::AttributeLine line;
  line.set_key(key);
  line.set_label_fr(label);
  line.set_label_en(label);
  line.set_value(value);
  line.set_words_fr(words);
  line.set_words_en(words);
  return line;
}

class SigningTextTest : public ::testing::Test {
 protected:
  std::string Attributes() const {
    return AttributesAsText(view_, Language::kFrench, absl::FixedTimeZone(3600));
  }

  SigningView view_;
};

// Proves: ATT-1, ATT-2
TEST_F(SigningTextTest, EveryAttributeOfASignatureIsThere) {
  v1::SignedAttributes attributes = test::TestAttributes();
  attributes.set_certificate(TestPki::Get().signer().der);
  attributes.mutable_signing_time()->set_seconds(1795341600);
  view_.attributes = test::LinesOf(attributes);
  ASSERT_GT(view_.attributes.size(), 10u);
  const std::string text = Attributes();
  for (const v1::AttributeLine& line : view_.attributes) {
    EXPECT_THAT(text, AllOf(HasSubstr(line.label_fr()), HasSubstr(line.value()))) << line.key();
  }
}

// Proves: ATT-1, ATT-5
TEST_F(SigningTextTest, PeopleFirstThenDigests) {
  view_.attributes = {Line("policy_digest", "Empreinte", "qrs=", "en hexadécimal : AA"),
                      Line("commitment_type", "Engagement", "urn:oid:1.2", "approbation"),
                      Line("claimed_role", "Rôle", "maire", "")};
  EXPECT_EQ(Attributes(),
            "Rôle\u00a0: maire\n"
            "Engagement\u00a0: approbation\n"
            "    valeur signée : urn:oid:1.2\n"
            "\nPrécisions techniques\n\n"
            "Empreinte\u00a0: qrs=\n"
            "    en hexadécimal : AA\n");
}

// Proves: ATT-5
TEST_F(SigningTextTest, TimesAreThoseOfTheDesk) {
  view_.attributes = {Line("signing_time", "Date", "2026-11-22T10:00:00Z", "en temps universel")};
  EXPECT_THAT(Attributes(),
              AllOf(HasSubstr("Date\u00a0: 22 novembre 2026 à 11:00:00 (heure de ce poste, "
                              "UTC+01:00)\n    valeur signée : 2026-11-22T10:00:00Z\n"),
                    Not(HasSubstr("en temps universel"))));
}

// Proves: ATT-7
TEST_F(SigningTextTest, ADescriptionThatIsNotSignedSaysSo) {
  view_.attributes = {Line("policy_description_not_signed", "Politique", "sans valeur juridique",
                           "ne fait pas partie de la signature")};
  EXPECT_THAT(Attributes(), HasSubstr("Politique\u00a0: sans valeur juridique\n    ne fait pas "
                                      "partie de la signature\n"));
}

// Proves: PRES-6
TEST_F(SigningTextTest, ALineBreakInAnAttributeDrawsNoLine) {
  view_.attributes = {Line("claimed_role", "Rôle", "maire\nType : faux\xe2\x80\xae", "")};
  EXPECT_THAT(Attributes(), HasSubstr("maire⟦U+000A⟧Type : faux⟦U+202E⟧\n"));
}

// Proves: CERT-3, ATT-5
TEST_F(SigningTextTest, ACertificateIsShownWholeInLocalTime) {
  const Certificate certificate = *Certificate::Parse(TestPki::Get().signer().der);
  const std::string text =
      CertificateAsText(certificate, Language::kEnglish, absl::FixedTimeZone(3600));
  for (const v1::AttributeLine& line : DescribeCertificate(certificate)) {
    const bool is_boolean = line.value() == "true" || line.value() == "false";
    EXPECT_THAT(text, AllOf(HasSubstr(line.label_en()),
                            HasSubstr(is_boolean ? line.words_en() : line.value())))
        << line.key();
  }
  EXPECT_THAT(text, HasSubstr("(time of this desk, UTC+01:00)"));
}

// Proves: CERT-3, ATT-5
TEST_F(SigningTextTest, ACertificateSaysWhatItsValuesMeanFirst) {
  const Certificate certificate = *Certificate::Parse(TestPki::Get().signer().der);
  const std::string text =
      CertificateAsText(certificate, Language::kFrench, absl::FixedTimeZone(3600));
  EXPECT_THAT(text, HasSubstr("Certificat qualifié\u00a0: oui\n"));
  EXPECT_THAT(text, HasSubstr("Usages de la clé\u00a0: non-répudiation (engagement sur le contenu)"
                              "\n    nonRepudiation\n"));
  for (const char* english : {"true", "false"}) EXPECT_THAT(text, Not(HasSubstr(english)));
  EXPECT_THAT(text, Not(HasSubstr("    \n")));
}

// Proves: CHN-3
TEST_F(FlowFixture, WhoeverElseTriedToOpenTheRequestIsToldOfBeforeReadingAndBeforeConsent) {
  server_.edit_present = [](int number, v1::PresentResponse& response) {
    response.set_refused_openings(number > 1 ? 3 : 0);
  };
  ASSERT_THAT(Run(), paraphe::test::IsOk());
  SigningView view = desk_.consented.at(0);
  EXPECT_EQ(view.refused_openings, 3U) << "those of the last answer";
  for (const auto& [language, words] : {std::pair(Language::kFrench, "Essais refusés : 3\n"),
                                        std::pair(Language::kEnglish, "Attempts refused: 3\n")}) {
    EXPECT_THAT(RequestAsText(view, language), HasSubstr(words));
    EXPECT_THAT(SummaryAsText(view, language, absl::UTCTimeZone()), HasSubstr(words));
  }
  view.refused_openings = 0;
  EXPECT_THAT(RequestAsText(view, Language::kFrench), Not(HasSubstr("Essais")));
}

}  // namespace
}  // namespace paraphe::agent
