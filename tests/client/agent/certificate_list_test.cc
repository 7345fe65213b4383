#include "client/agent/certificate_list.h"

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::AllOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Optional;

CertificateChoice Choice(const std::string& name) {
  const TestCert certificate = TestPki::Get().Signer(name).Build();
  return MakeChoices({{certificate.der, "\x01", "", device::KeyPresence::kPresent}}).at(0);
}

CertificateChoice Refused(const std::string& name) {
  CertificateChoice choice = Choice(name);
  choice.refusals = {{"Périmé.", "Expired."}, {"Révoqué.", "Revoked."}};
  return choice;
}

// Proves: CERT-3
TEST(CertificateListTest, UsableOnesComeFirstThenTheRefusedWithEveryReason) {
  const std::vector<CertificateChoice> choices = {Refused("Ancien"), Choice("Anne"),
                                                  Choice("Bernard")};
  const std::string issuer = choices[0].parsed->issuer_cn();
  EXPECT_EQ(CertificateList(choices).AsText(Language::kFrench, absl::UTCTimeZone()),
            "Certificats utilisables :\n"
            "  1  Anne, émis par " +
                issuer +
                "\n"
                "  2  Bernard, émis par " +
                issuer +
                "\n"
                "Certificats refusés :\n"
                "  3  Ancien, émis par " +
                issuer +
                "\n"
                "       Périmé.\n"
                "       Révoqué.\n");
  EXPECT_THAT(CertificateList(choices).AsText(Language::kEnglish, absl::UTCTimeZone()),
              HasSubstr("       Expired.\n"));
}

// Proves: CERT-3
TEST(CertificateListTest, SaysThatNoneCanBeUsed) {
  const std::vector<CertificateChoice> choices = {Refused("Ancien")};
  const std::string text = CertificateList(choices).AsText(Language::kFrench, absl::UTCTimeZone());
  EXPECT_THAT(text, HasSubstr("Aucun certificat de cette carte"));
  EXPECT_THAT(text, Not(HasSubstr("Certificats utilisables")));
  EXPECT_THAT(CertificateList({Choice("Anne")}).AsText(Language::kFrench, absl::UTCTimeZone()),
              Not(HasSubstr("Certificats refusés")));
}

// Proves: PRES-6
TEST(CertificateListTest, ControlsInANameAreMadeVisible) {
  const std::vector<CertificateChoice> choices = {Choice("Anne\x1b[2K")};
  EXPECT_THAT(CertificateList(choices).AsText(Language::kFrench, absl::UTCTimeZone()),
              AllOf(HasSubstr("  1  Anne"), HasSubstr("[2K"), Not(HasSubstr("\x1b"))));
}

// Proves: PRES-6
TEST(CertificateListTest, ALineBreakInANameDrawsNoOtherEntry) {
  const std::vector<CertificateChoice> choices = {Choice("Anne\n  2  Bernard")};
  EXPECT_EQ(CertificateList(choices).AsText(Language::kFrench, absl::UTCTimeZone()),
            "Certificats utilisables :\n  1  Anne⟦U+000A⟧  2  Bernard, émis par " +
                choices[0].parsed->issuer_cn() + "\n");
}

// Proves: CERT-3
TEST(CertificateListTest, NumberMeansThePositionOfWhatWasListed) {
  const std::vector<CertificateChoice> choices = {Refused("Ancien"), Choice("Anne"),
                                                  Choice("Bernard")};
  const CertificateList list(choices);
  EXPECT_EQ(list.acceptable_count(), 2u);
  EXPECT_THAT(list.PositionOf("1"), Optional(Eq(1u)));
  EXPECT_THAT(list.PositionOf("2"), Optional(Eq(2u)));
  EXPECT_THAT(list.PositionOf("3"), Optional(Eq(0u)));
  for (const char* other : {"0", "4", "-1", "x", "1x", "18446744073709551617"}) {
    EXPECT_EQ(list.PositionOf(other), std::nullopt) << other;
  }
}

// Proves: CERT-3
TEST(CertificateListTest, NothingTypedMeansTheOnlyOneThatCanBeUsed) {
  const std::vector<CertificateChoice> one = {Refused("Ancien"), Choice("Anne")};
  EXPECT_THAT(CertificateList(one).PositionOf(""), Optional(Eq(1u)));
  const std::vector<CertificateChoice> two = {Choice("Anne"), Choice("Bernard")};
  EXPECT_EQ(CertificateList(two).PositionOf(""), std::nullopt);
  const std::vector<CertificateChoice> none = {Refused("Ancien")};
  EXPECT_EQ(CertificateList(none).PositionOf(""), std::nullopt);
}

CertificateChoice ChoiceOf(const TestCert& certificate) {
  return MakeChoices({{certificate.der, "\x01", "", device::KeyPresence::kPresent}}).at(0);
}

// Proves: CERT-3
TEST(CertificateListTest, ThoseOfOneNameAreToldApart) {
  const absl::Time end = absl::FromUnixSeconds(1800000000);
  const std::vector<CertificateChoice> choices = {
      ChoiceOf(TestPki::Get()
                   .Signer("Anne")
                   .Subject({{"CN", "Anne"},
                             {"O", "Commune\nde Rémy"},
                             {"title", "Maire"},
                             {"serialNumber", "FR-77"}})
                   .SerialHex("0A")
                   .Validity(absl::UnixEpoch(), end)
                   .Build()),
      ChoiceOf(TestPki::Get().Signer("Anne").SerialHex("0B").Build()), Choice("Bernard")};
  const std::string text = CertificateList(choices).AsText(Language::kFrench, absl::UTCTimeZone());
  const std::string issuer = choices[0].parsed->issuer_cn();
  EXPECT_THAT(text,
              HasSubstr("  1  Anne, émis par " + issuer +
                        "\n       Maire · Commune⟦U+000A⟧de Rémy · FR-77 · n° de série 0A · "
                        "valable jusqu'au 15 janvier 2027 à 08:00:00 (temps universel)\n"
                        "  2  Anne, émis par " +
                        issuer + "\n       Paraphe Test · n° de série 0B · valable jusqu'au "));
  EXPECT_THAT(text, ::testing::EndsWith("  3  Bernard, émis par " + issuer + "\n"));
}

// Proves: CERT-3
TEST(CertificateListTest, WithoutACommonNameTheWholeNameIsShown) {
  const CertificateChoice choice =
      ChoiceOf(TestPki::Get().Signer("x").Subject({{"O", "Commune"}, {"title", "Maire"}}).Build());
  EXPECT_THAT(CertificateName(choice.parsed, Language::kFrench),
              ::testing::StartsWith("title=Maire,O=Commune, émis par "));
}

// Proves: CERT-3
TEST(CertificateListTest, ErrorNamesTheFaultsOfAll) {
  CertificateChoice other = Choice("Anne");
  other.refusals = {{"Sans clé.", "No key."}};
  const std::vector<CertificateChoice> refused = {Refused("Ancien"), other};
  EXPECT_THAT(CertificateList(refused).NoneError(std::nullopt),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("(1: Expired. Revoked. 2: No key.)")));
  const std::vector<CertificateChoice> none;
  EXPECT_THAT(CertificateList(none).NoneError(std::nullopt),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("the device holds no certificate")));
}

TEST(CertificateNameTest, WhatHasNoNameIsCalledSo) {
  EXPECT_EQ(CertificateName(std::nullopt, Language::kFrench), "(sans nom)");
  EXPECT_EQ(CertificateName(std::nullopt, Language::kEnglish), "(no name)");
  const Certificate anne = *Choice("Anne").parsed;
  EXPECT_EQ(CertificateName(anne, Language::kEnglish), "Anne, issued by " + anne.issuer_cn());
}

// Proves: CERT-4
TEST(CertificateListTest, DemandedCertificateIsNamedWithWhatTellsItFromOthers) {
  const CertificateChoice demanded = Choice("Anne");
  const std::vector<CertificateChoice> others = {Refused("Ancien")};
  const std::string text = CertificateList(others).DemandAsText(*demanded.parsed, Language::kFrench,
                                                                absl::UTCTimeZone());
  EXPECT_THAT(text, AllOf(HasSubstr("Certificat que l'application demande :\n  Anne, émis par "),
                          HasSubstr("n° de série " + demanded.parsed->serial_hex()),
                          HasSubstr("Il n'est pas sur cette carte.")));
  // Where the card holds it, the list says why it cannot be used.
  const std::vector<CertificateChoice> held = {Refused("Ancien")};
  EXPECT_THAT(
      CertificateList(held).DemandAsText(*held[0].parsed, Language::kFrench, absl::UTCTimeZone()),
      Not(HasSubstr("n'est pas sur cette carte")));
}

// Proves: CERT-4, PRES-6
TEST(CertificateListTest, NameOfADemandedCertificateDrawsNoLineOfItsOwn) {
  const CertificateChoice demanded = Choice("Anne\n  2  Bernard");
  const std::vector<CertificateChoice> none;
  EXPECT_THAT(
      CertificateList(none).DemandAsText(*demanded.parsed, Language::kFrench, absl::UTCTimeZone()),
      Not(HasSubstr("\n  2  Bernard")));
}

// Proves: CERT-4
TEST(CertificateListTest, MissingDemandHasAnErrorOfItsOwn) {
  const CertificateChoice demanded = Choice("Anne");
  const std::vector<CertificateChoice> others = {Refused("Ancien")};
  EXPECT_THAT(CertificateList(others).NoneError(demanded.parsed),
              HasReason(v1::CERTIFICATE_IMPOSED_MISSING));
  EXPECT_THAT(CertificateList(others).NoneError(others[0].parsed),
              HasReason(v1::CERTIFICATE_REFUSED));
}

}  // namespace
}  // namespace paraphe::agent
