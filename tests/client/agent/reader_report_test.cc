#include "client/agent/reader_report.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/pki.h"

namespace paraphe::agent {
namespace {

using device::KeyPresence;
using device::ListedReader;
using device::ListedToken;
using ::paraphe::test::TestPki;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

ListedReader ReaderWith(device::DeviceCertificate certificate) {
  ListedToken token;
  token.state.label = "carte";
  token.state.serial = "0123";
  token.configured = true;
  token.certificates.push_back(std::move(certificate));
  ListedReader reader;
  reader.name = "SCR 3310";
  reader.token = std::move(token);
  return reader;
}

// As the first of two devices; the second shows nothing.
std::vector<ListedDevice> Devices(const ListedReader& reader) {
  std::vector<ListedDevice> devices(2);
  devices[0].config.set_module("/usr/lib/m.so");
  devices[0].readers = {reader};
  devices[1].config.set_pkcs12("/home/anne.p12");
  devices[1].fault = MakeError(v1::FILE_UNREADABLE, "/home/anne.p12: cannot be read");
  return devices;
}
std::string ReadersAsText(const std::vector<ListedReader>& readers, Language language) {
  return DevicesAsText(Devices(readers.front()), language);
}

device::DeviceCertificate Signer() {
  return {TestPki::Get().signer().der, "\x01\xAB", "Anne", KeyPresence::kHiddenUntilLogin};
}

// Proves: DEV-1
TEST(ReaderReportTest, SaysInWordsWhatAConfigurationNeeds) {
  const std::string text = ReadersAsText({ReaderWith(Signer())}, Language::kEnglish);
  EXPECT_THAT(text, AllOf(HasSubstr("Reader: SCR 3310\n"), HasSubstr("Card: carte, serial 0123"),
                          HasSubstr("named by the configuration"), HasSubstr("Anne Dupont"),
                          HasSubstr("Name on the card: Anne\n"), HasSubstr("SHA-256"),
                          HasSubstr("Private key: seen after the PIN is entered")));
  EXPECT_THAT(ReadersAsText({ReaderWith(Signer())}, Language::kFrench),
              AllOf(HasSubstr("Lecteur : SCR 3310\n"), HasSubstr("Carte : carte, numéro 0123"),
                    HasSubstr("Clé privée : visible après la saisie du code PIN")));
}

// Proves: DEV-1, CERT-3
TEST(ReaderReportTest, WhatCannotBeUsedSaysWhy) {
  const ListedReader cut = ReaderWith({"\x30\x82\x05", "", "", KeyPresence::kPresent});
  EXPECT_THAT(ReadersAsText({cut}, Language::kFrench), HasSubstr("une valeur est tronquée"));
  ListedReader failing = ReaderWith(Signer());
  failing.fault = MakeError(v1::DEVICE_TOKEN_REMOVED, "C_GetTokenInfo \x1b[2J");
  failing.token.reset();
  EXPECT_THAT(
      ReadersAsText({failing}, Language::kEnglish),
      AllOf(HasSubstr("The card was taken out."), HasSubstr("⟦U+001B⟧"), Not(HasSubstr("\x1b"))));
}

// Proves: DEV-1
TEST(ReaderReportTest, EmptyReadersAndTokensSaySo) {
  ListedReader reader = ReaderWith(Signer());
  reader.token->certificates.clear();
  EXPECT_THAT(ReadersAsText({reader}, Language::kFrench),
              HasSubstr("aucun certificat n'est visible avant la saisie du code PIN"));
  reader.token->state.pin_entry = device::PinEntry::kNotNeeded;
  EXPECT_THAT(ReadersAsText({reader}, Language::kFrench), HasSubstr("aucun certificat\n"));
  reader.token.reset();
  EXPECT_THAT(ReadersAsText({reader}, Language::kFrench), HasSubstr("aucune carte\n"));
}

// Proves: PRES-6
TEST(ReaderReportTest, NoNameOfADeviceDrawsALine) {
  device::DeviceCertificate certificate = Signer();
  certificate.label = "x\n  Carte : fausse";
  ListedReader reader = ReaderWith(certificate);
  reader.name = "a\nb";
  reader.token->state.label = "c\rd";
  reader.token->state.serial = "e\u2028f";
  const std::string text = ReadersAsText({reader}, Language::kFrench);
  EXPECT_THAT(text, AllOf(Not(HasSubstr("\n  Carte : fausse")), HasSubstr("a⟦U+000A⟧b"),
                          HasSubstr("c⟦U+000D⟧d"), HasSubstr("e⟦U+2028⟧f")));
}

// Proves: DEV-1
TEST(ReaderReportTest, TellsProgramsTheSame) {
  const auto json = DevicesAsJson(Devices(ReaderWith(Signer())));
  EXPECT_EQ(json["devices"][0]["module"], "/usr/lib/m.so");
  EXPECT_FALSE(json["devices"][0].contains("error"));
  EXPECT_EQ(json["devices"][1]["pkcs12"], "/home/anne.p12");
  EXPECT_EQ(json["devices"][1]["error"]["reason"], "FILE_UNREADABLE");
  EXPECT_EQ(json["readers"].size(), 1u);
  EXPECT_EQ(json["readers"][0]["device"], 0);
  const auto& token = json["readers"][0]["token"];
  EXPECT_EQ(json["readers"][0]["name"], "SCR 3310");
  EXPECT_EQ(token["label"], "carte");
  EXPECT_EQ(token["configured"], true);
  EXPECT_EQ(token["pin"], "here");
  const auto& certificate = token["certificates"][0];
  EXPECT_EQ(certificate["sha256"].get<std::string>().size(), 64u);
  EXPECT_EQ(certificate["id"], "01ab");
  EXPECT_EQ(certificate["key"], "hidden");
  EXPECT_THAT(certificate["subject"].get<std::string>(), HasSubstr("CN=Anne Dupont"));
  EXPECT_TRUE(certificate["faults"].empty());
}

// Proves: DEV-2
TEST(ReaderReportTest, NamesEachDeviceAndSaysWhyOneShowsNothing) {
  const std::string text = DevicesAsText(Devices(ReaderWith(Signer())), Language::kFrench);
  EXPECT_THAT(text, AllOf(HasSubstr("Pilote (module PKCS#11) : /usr/lib/m.so\nLecteur : SCR 3310"),
                          HasSubstr("Fichier PKCS#12 : /home/anne.p12\n"),
                          HasSubstr("ne peut pas être lu")));
}

// Proves: DEV-2
TEST(ReaderReportTest, WithoutADeviceTheModulesThatAreKnownAreNamed) {
  const std::vector<device::KnownModule> modules = {{"OpenSC", "/usr/lib/o\n.so"}};
  EXPECT_THAT(ModulesAsText(modules, Language::kEnglish),
              AllOf(HasSubstr("device { module:"), HasSubstr("  OpenSC  /usr/lib/o⟦U+000A⟧.so\n")));
  EXPECT_THAT(ModulesAsText({}, Language::kFrench), HasSubstr("Aucun module PKCS#11 connu"));
  EXPECT_EQ(ModulesAsJson(modules)["known_modules"][0]["name"], "OpenSC");
}

}  // namespace
}  // namespace paraphe::agent
