// A server that lies about one thing at a time. Whatever it is, the agent names it, tells the
// signer, and nothing reaches the device.
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/hash.h"
#include "render/html.h"
#include "render/table.h"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::paraphe::test::TruthfulServer;

struct Lie {
  std::string name;
  std::function<void(TruthfulServer&)> tell;
  v1::ErrorReason caught_as;
};

std::ostream& operator<<(std::ostream& out, const Lie& lie) { return out << lie.name; }

using EditPresent = std::function<void(v1::PresentResponse&)>;
using EditRelease = std::function<void(v1::SignResponse&)>;

// In the presentation that carries the document.
Lie First(const std::string& name, const EditPresent& edit) {
  return {"First" + name,
          [edit](TruthfulServer& server) {
            server.edit_present = [edit](int number, v1::PresentResponse& response) {
              if (number == 2) edit(response);
            };
          },
          v1::PRESENTATION_MISMATCH};
}

// In every presentation after a certificate was chosen.
Lie Chosen(const std::string& name, const EditPresent& edit) {
  return {"Chosen" + name,
          [edit](TruthfulServer& server) {
            server.edit_present = [edit](int, v1::PresentResponse& response) {
              if (!response.attributes().certificate().empty()) edit(response);
            };
          },
          v1::PRESENTATION_MISMATCH};
}

Lie Released(const std::string& name, const EditRelease& edit) {
  return {"Released" + name, [edit](TruthfulServer& server) { server.edit_release = edit; },
          v1::SERVER_ANSWER_MISMATCH};
}

// The server shows the truth and then asks to sign other attributes, consistently.
Lie Swapped(const std::string& name, const std::function<void(v1::SignedAttributes&)>& edit) {
  return {"Swapped" + name,
          [edit](TruthfulServer& server) { server.edit_attributes_to_sign = edit; },
          v1::SERVER_ANSWER_MISMATCH};
}

void FlipBit(std::string* bytes, size_t position) {
  bytes->at(position) = static_cast<char>(bytes->at(position) ^ 1);
}

// Each attribute, changed alone.
std::vector<std::pair<std::string, std::function<void(v1::SignedAttributes&)>>> AttributeChanges() {
  using Attributes = v1::SignedAttributes;
  return {
      {"Form", [](Attributes& a) { a.set_form(v1::XADES_1_3_2); }},
      {"Hash", [](Attributes& a) { a.set_hash_algorithm(v1::SHA512); }},
      {"SigningTime",
       [](Attributes& a) {
         a.mutable_signing_time()->set_seconds(a.signing_time().seconds() + 1);
       }},
      {"NoSigningTime", [](Attributes& a) { a.clear_signing_time(); }},
      {"PolicyIdentifier",
       [](Attributes& a) { a.mutable_policy()->set_identifier("urn:oid:1.2.3.5"); }},
      {"PolicyDescription", [](Attributes& a) { a.mutable_policy()->set_description("Autre"); }},
      {"PolicyUrl",
       [](Attributes& a) { a.mutable_policy()->set_url("https://example.org/autre"); }},
      {"PolicyDigest",
       [](Attributes& a) { a.mutable_policy()->mutable_digest()->set_sha256(Sha256("autre")); }},
      {"NoPolicy", [](Attributes& a) { a.clear_policy(); }},
      {"City", [](Attributes& a) { a.mutable_place()->set_city("Saint-Etienne"); }},
      {"Country", [](Attributes& a) { a.mutable_place()->set_country_name("BE"); }},
      {"PostalCode", [](Attributes& a) { a.mutable_place()->set_postal_code("42000"); }},
      {"Street", [](Attributes& a) { a.mutable_place()->set_street_address("1 rue"); }},
      {"Region", [](Attributes& a) { a.mutable_place()->set_state_or_province("Loire"); }},
      {"NoPlace", [](Attributes& a) { a.clear_place(); }},
      {"Role", [](Attributes& a) { a.set_claimed_role("adjoint"); }},
      {"NoRole", [](Attributes& a) { a.clear_claimed_role(); }},
      {"Commitment",
       [](Attributes& a) {
         a.set_commitment_type("http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin");
       }},
      {"NoCommitment", [](Attributes& a) { a.clear_commitment_type(); }},
      {"MimeType", [](Attributes& a) { a.set_mime_type("text/xml"); }},
      {"Certificate",
       [](Attributes& a) { a.set_certificate(TestPki::Get().Signer("Autre").Build().der); }},
  };
}

void AddDocumentLies(std::vector<Lie>& lies) {
  const size_t size = test::TestDocument().size();
  for (const size_t position : {size_t{0}, size / 2, size - 1}) {
    lies.push_back(First(absl::StrCat("DocumentByte", position), [position](auto& response) {
      FlipBit(response.mutable_document(), position);
    }));
  }
  lies.push_back(First("DocumentLonger",
                       [](auto& response) { response.mutable_document()->push_back('\n'); }));
  lies.push_back(First("DocumentMissing", [](auto& response) { response.clear_document(); }));
  lies.push_back(First("DocumentSwappedButNotItsDigest", [](auto& response) {
    response.set_document(absl::StrReplaceAll(response.document(), {{"1200.00", "9900.00"}}));
  }));
  lies.push_back(First("DocumentDigest",
                       [](auto& response) { FlipBit(response.mutable_document_sha256(), 0); }));
  lies.push_back(First("DocumentSwappedWithItsDigestButNotThePage", [](auto& response) {
    response.set_document(absl::StrReplaceAll(response.document(), {{"1200.00", "9900.00"}}));
    response.set_document_sha256(Sha256(response.document()));
  }));
}

void AddTableLies(std::vector<Lie>& lies) {
  lies.push_back(First("TableByte", [](auto& response) {
    response.set_table(absl::StrReplaceAll(response.table(), {{"Montant", "Mentant"}}));
  }));
  lies.push_back(
      First("TableDigest", [](auto& response) { FlipBit(response.mutable_table_sha256(), 31); }));
  lies.push_back(First("TableName", [](auto& response) { response.set_table_name("autre"); }));
  lies.push_back(First("TableSwappedWithItsDigestButNotThePage", [](auto& response) {
    response.set_table(absl::StrReplaceAll(response.table(), {{"Montant", "Mentant"}}));
    response.set_table_sha256(Sha256(response.table()));
  }));
  lies.push_back(
      First("HtmlDigest", [](auto& response) { FlipBit(response.mutable_html_sha256(), 7); }));
  lies.push_back(Chosen("DocumentDigest",
                        [](auto& response) { FlipBit(response.mutable_document_sha256(), 0); }));
  lies.push_back(
      Chosen("TableDigest", [](auto& response) { FlipBit(response.mutable_table_sha256(), 0); }));
  lies.push_back(
      Chosen("HtmlDigest", [](auto& response) { FlipBit(response.mutable_html_sha256(), 0); }));
}

// What stands above the document on the screen.
void AddHeadingLies(std::vector<Lie>& lies) {
  lies.push_back(Chosen("Application", [](auto& response) { response.set_application("autre"); }));
  lies.push_back(Chosen("ApplicationDescription",
                        [](auto& response) { response.set_application_description("Mairie"); }));
  lies.push_back(Chosen("SignerRole", [](auto& response) { response.set_signer_role("adjoint"); }));
}

void AddCertificateLies(std::vector<Lie>& lies) {
  lies.push_back(First("JudgementOfAnotherCertificate", [](auto& response) {
    FlipBit(response.mutable_judgements(0)->mutable_sha256(), 0);
  }));
  lies.push_back(First("JudgementHolder", [](auto& response) {
    response.mutable_judgements(0)->set_subject_cn("Somebody Else");
  }));
  lies.push_back(First("JudgementIssuer", [](auto& response) {
    response.mutable_judgements(0)->set_issuer_cn("Some Other CA");
  }));
  lies.push_back(First("JudgementContradiction", [](auto& response) {
    response.mutable_judgements(0)->set_acceptable(false);
  }));
  lies.push_back(First("JudgementAcceptableThoughRefused", [](auto& response) {
    response.mutable_judgements(0)->add_refusals()->set_fault(v1::FAULT_EXPIRED);
  }));
  lies.push_back(Chosen("JudgementOfAnotherCertificate", [](auto& response) {
    FlipBit(response.mutable_judgements(0)->mutable_sha256(), 0);
  }));
  lies.push_back(First("JudgementMissing", [](auto& response) { response.clear_judgements(); }));
  lies.push_back(First("JudgementTooMany", [](auto& response) {
    *response.add_judgements() = response.judgements(0);
  }));
  lies.push_back(
      First("SessionCode", [](auto& response) { response.set_session_code("AAAA-AAAA"); }));
  lies.push_back(
      Chosen("SessionCode", [](auto& response) { response.set_session_code("AAAA-AAAA"); }));
  lies.push_back(Chosen("SignedPropertiesDigest", [](auto& response) {
    FlipBit(response.mutable_signed_properties_digest()->mutable_sha256(), 0);
  }));
  lies.push_back(Chosen("SignedPropertiesAlgorithm", [](auto& response) {
    response.mutable_signed_properties_digest()->set_sha512(std::string(64, 'x'));
  }));
  lies.push_back(Chosen("SignedPropertiesDigestMissing",
                        [](auto& response) { response.clear_signed_properties_digest(); }));
}

void AddAttributeLies(std::vector<Lie>& lies) {
  for (const auto& [name, change] : AttributeChanges()) {
    // Shown are other attributes than the digest is of.
    lies.push_back(Chosen(absl::StrCat("Attribute", name), [change = change](auto& response) {
      change(*response.mutable_attributes());
      response.clear_attribute_lines();
      for (auto& line : test::LinesOf(response.attributes())) {
        *response.add_attribute_lines() = line;
      }
    }));
    lies.push_back(Swapped(name, change));
  }
  const int lines = static_cast<int>(test::LinesOf(test::TestAttributes()).size());
  for (int i = 0; i < lines; ++i) {
    lies.push_back(First(absl::StrCat("Line", i), [i](auto& response) {
      response.mutable_attribute_lines(i)->set_value("something else");
    }));
  }
  lies.push_back(First("LineMissing",
                       [](auto& response) { response.mutable_attribute_lines()->RemoveLast(); }));
  lies.push_back(First("LineTooMany", [](auto& response) {
    *response.add_attribute_lines() = response.attribute_lines(0);
  }));
  lies.push_back(First("PolicyDescriptionWithoutItsLine", [](auto& response) {
    response.set_policy_description("engage la commune");
  }));
  lies.push_back(First("LinesInAnotherOrder", [](auto& response) {
    response.mutable_attribute_lines()->SwapElements(0, 1);
  }));
  lies.push_back(First("CertificateBeforeTheChoice", [](auto& response) {
    response.mutable_attributes()->set_certificate("der");
  }));
  lies.push_back(First("SigningTimeBeforeTheChoice", [](auto& response) {
    response.mutable_attributes()->mutable_signing_time()->set_seconds(1763805600);
    response.clear_attribute_lines();
    for (auto& line : test::LinesOf(response.attributes())) {
      *response.add_attribute_lines() = line;
    }
  }));
}

// Every element of SignedInfo, by a piece of its text.
void AddSignedInfoLies(std::vector<Lie>& lies) {
  const std::pair<const char*, const char*> changes[] = {
      {"xml-exc-c14n#", "xml-exc-c14n#WithComments"},
      {"rsa-sha256", "rsa-sha512"},
      {"URI=\"\"", "URI=\"#x\""},
      {"enveloped-signature", "enveloping-signature"},
      {"xmlenc#sha256", "xmlenc#sha512"},
      {"<ds:DigestValue>", "<ds:DigestValue>A"},
      {"SignedProperties\"", "SignedPropertiez\""},
      {"</ds:Reference></ds:SignedInfo>", "</ds:SignedInfo>"},
      {"</ds:SignedInfo>", "</ds:SignedInfo> "},
      {"<ds:SignedInfo", "<ds:SignedInfo Id=\"x\""},
  };
  int number = 0;
  for (const auto& [from, to] : changes) {
    lies.push_back(Released(absl::StrCat("SignedInfoPart", ++number), [from = from,
                                                                       to = to](auto& response) {
      const std::string changed = absl::StrReplaceAll(response.signed_info(), {{from, to}});
      EXPECT_NE(changed, response.signed_info()) << from << " is not in " << response.signed_info();
      response.set_signed_info(changed);
    }));
  }
  lies.push_back(Released("SignedInfoMissing", [](auto& r) { r.clear_signed_info(); }));
}

void AddReleaseLies(std::vector<Lie>& lies) {
  lies.push_back(Released("DigestInfoDigest", [](auto& r) {
    FlipBit(r.mutable_digest_info(), r.digest_info().size() - 1);
  }));
  lies.push_back(Released("DigestInfoOid", [](auto& r) { FlipBit(r.mutable_digest_info(), 10); }));
  lies.push_back(
      Released("DigestInfoLonger", [](auto& r) { r.mutable_digest_info()->push_back('x'); }));
  lies.push_back(Released("DigestInfoMissing", [](auto& r) { r.clear_digest_info(); }));
  lies.push_back(Released("DigestInfoOfAnotherText", [](auto& r) {
    r.set_digest_info(r.digest_info().substr(0, 19) + Sha256("a cheque"));
  }));
  lies.push_back(
      Released("Certificate", [](auto& r) { FlipBit(r.mutable_certificate_sha256(), 0); }));
  lies.push_back(Released("Session", [](auto& r) { r.set_session_id("session-2"); }));
  lies.push_back(Released("OldVersion", [](auto& r) { r.set_version(1); }));
  lies.push_back(Released("StateSigned", [](auto& r) { r.set_state(v1::SIGNED); }));
  lies.push_back(Released("StateConsented", [](auto& r) { r.set_state(v1::CONSENTED); }));
}

void AddOrderLies(std::vector<Lie>& lies) {
  const auto present = [&lies](const std::string& name, const EditPresent& edit) {
    Lie lie = Chosen(name, edit);
    lie.caught_as = v1::SERVER_ANSWER_MISMATCH;
    lies.push_back(lie);
  };
  present("Session", [](auto& r) { r.set_session_id("session-2"); });
  present("OldVersion", [](auto& r) { r.set_version(0); });
  present("State", [](auto& r) { r.set_state(v1::CONSENTED); });
  const auto consent = [&lies](const std::string& name, auto edit) {
    lies.push_back({"Consent" + name,
                    [edit](TruthfulServer& server) { server.edit_consent = edit; },
                    v1::SERVER_ANSWER_MISMATCH});
  };
  consent("Session", [](v1::ConsentResponse& r) { r.set_session_id("session-2"); });
  consent("State", [](v1::ConsentResponse& r) { r.set_state(v1::PRESENTED); });
  consent("OldVersion", [](v1::ConsentResponse& r) { r.set_version(1); });
}

// Whole answers of another session, which is truthful in itself.
void AddReplays(std::vector<Lie>& lies) {
  lies.push_back(
      {"ReplayedRelease",
       [](TruthfulServer& server) {
         server.edit_release = [](v1::SignResponse& response) {
           TruthfulServer other;
           test::FakeDevice device({TestPki::Get().signer()});
           test::ScriptedDesk desk;
           DeskRules rules;
           other.document = absl::StrReplaceAll(other.document, {{"1200.00", "9900.00"}});
           v1::SignResponse replayed;
           other.edit_release = [&](v1::SignResponse& answer) { replayed = answer; };
           Stop stop;
           AgentSession session(other, device, desk, rules,
                                {other.clock, stop, [](absl::Duration) {}});
           EXPECT_THAT(session.Run(test::kTestTicket), IsOk());
           replayed.set_version(response.version());
           response = replayed;
         };
       },
       v1::SERVER_ANSWER_MISMATCH});
  lies.push_back({"ReplayedPresentation",
                  [](TruthfulServer& server) {
                    server.edit_present = [](int number, v1::PresentResponse& response) {
                      if (number < 3) return;
                      response.set_document_sha256(Sha256("another document"));
                    };
                  },
                  v1::PRESENTATION_MISMATCH});
}

std::vector<Lie> AllLies() {
  std::vector<Lie> lies;
  AddDocumentLies(lies);
  AddTableLies(lies);
  AddHeadingLies(lies);
  AddCertificateLies(lies);
  AddAttributeLies(lies);
  AddSignedInfoLies(lies);
  AddReleaseLies(lies);
  AddOrderLies(lies);
  AddReplays(lies);
  return lies;
}

class LyingServerTest : public FlowFixture, public ::testing::WithParamInterface<Lie> {};

// Proves: PRES-8, ATT-2, CONS-3, CERT-3
TEST_P(LyingServerTest, IsCaughtNamedAndToldAndNothingReachesTheDevice) {
  GetParam().tell(server_);
  EXPECT_THAT(Run(), HasReason(GetParam().caught_as));
  ExpectNothingReachedTheDevice();
  ASSERT_FALSE(desk_.errors.empty());
  EXPECT_THAT(desk_.errors.back(), HasReason(GetParam().caught_as));
}

INSTANTIATE_TEST_SUITE_P(All, LyingServerTest, ::testing::ValuesIn(AllLies()),
                         [](const auto& param_info) { return param_info.param.name; });

// The server puts another certificate of the same person and the same key into everything that it
// says and releases: the card's signature would be right for it.
struct Swap {
  std::string name;
  std::function<void(TruthfulServer&, const TestCert&)> tell;
};

std::ostream& operator<<(std::ostream& out, const Swap& swap) { return out << swap.name; }

v1::CertificateJudgement JudgementOf(const TestCert& certificate) {
  v1::CertificateJudgement judgement;
  judgement.set_sha256(certificate.Sha256());
  judgement.set_subject_cn("Anne Dupont");
  judgement.set_issuer_cn(Certificate::Parse(certificate.der)->issuer_cn());
  judgement.set_acceptable(true);
  return judgement;
}

std::vector<Swap> AllSwaps() {
  const auto everywhere = [](TruthfulServer& server, const TestCert& other) {
    server.certificate_instead = other.der;
  };
  const auto with_judgement = [everywhere](TruthfulServer& server, const TestCert& other) {
    everywhere(server, other);
    server.edit_present = [other](int number, v1::PresentResponse& response) {
      if (number > 2) *response.mutable_judgements(0) = JudgementOf(other);
    };
  };
  const auto but_not_the_release = [everywhere](TruthfulServer& server, const TestCert& other) {
    everywhere(server, other);
    server.edit_release = [](v1::SignResponse& response) {
      response.set_certificate_sha256(TestPki::Get().signer().Sha256());
    };
  };
  return {{"Everywhere", everywhere},
          {"JudgementToo", with_judgement},
          {"ButNotTheRelease", but_not_the_release}};
}

class SwappedCertificateTest : public FlowFixture, public ::testing::WithParamInterface<Swap> {};

// Proves: PRES-8, CERT-3
TEST_P(SwappedCertificateTest, IsCaughtBeforeTheSignerIsAsked) {
  const TestCert other = TestPki::Get().Signer("Anne Dupont").Build();
  ASSERT_NE(other.der, TestPki::Get().signer().der);
  GetParam().tell(server_, other);
  EXPECT_THAT(Run(), HasReason(v1::PRESENTATION_MISMATCH, ::testing::HasSubstr("certificate")));
  ExpectNothingReachedTheDevice();
  EXPECT_TRUE(desk_.consented.empty());
}

INSTANTIATE_TEST_SUITE_P(All, SwappedCertificateTest, ::testing::ValuesIn(AllSwaps()),
                         [](const auto& param_info) { return param_info.param.name; });

class HonestTwinTest : public FlowFixture {};

// The twin of all the lies above.
// Proves: PRES-8
TEST_F(HonestTwinTest, SameServerWithoutALieIsBelieved) { EXPECT_THAT(Run(), IsOk()); }

v1::TablePin PinOf(const std::string& application, const std::string& digest) {
  v1::TablePin pin;
  pin.set_application(application);
  pin.add_table_sha256(digest);
  return pin;
}

constexpr char kOtherDigest[] = "00000000000000000000000000000000000000000000000000000000000000FF";

// Proves: PRES-8
TEST_F(HonestTwinTest, TableThatIsNotPinnedIsRefused) {
  rules_.table_pins = {PinOf("actes", kOtherDigest)};
  EXPECT_THAT(Run(), HasReason(v1::TABLE_NOT_PINNED));
  ExpectNothingReachedTheDevice();
}

// Proves: PRES-8
TEST_F(HonestTwinTest, TableThatIsPinnedIsTaken) {
  std::string hex;
  for (const char byte : Sha256(test::TestTable())) {
    absl::StrAppend(&hex, absl::Hex(static_cast<uint8_t>(byte), absl::kZeroPad2));
  }
  rules_.table_pins = {PinOf("actes", kOtherDigest), PinOf("autres", kOtherDigest)};
  rules_.table_pins[0].add_table_sha256(hex);
  EXPECT_THAT(Run(), IsOk());
}

// Proves: PRES-9
TEST_F(HonestTwinTest, AnotherApplicationsNameDoesNotGetAroundThePins) {
  rules_.table_pins = {PinOf("autres", kOtherDigest)};
  for (const char* name : {"actes", "inconnue", "Autres", "autres ", "*", ""}) {
    test::TruthfulServer server;
    server.application = name;
    test::FakeDevice device({TestPki::Get().signer()});
    AgentSession session(server, device, desk_, rules_, host());
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(v1::TABLE_NOT_PINNED)) << name;
    EXPECT_TRUE(device.reached.empty());
  }
}

// Proves: PRES-8
TEST_F(HonestTwinTest, AnotherApplicationsNameDoesNotGetAroundAPinForAll) {
  rules_.table_pins = {PinOf("*", kOtherDigest)};
  server_.application = "inconnue";
  EXPECT_THAT(Run(), HasReason(v1::TABLE_NOT_PINNED));
}

// Proves: PRES-9
TEST_F(HonestTwinTest, SigningTimeThatTheDesksClockContradictsIsRefusedBeforeTheCard) {
  for (const bool ahead : {true, false}) {
    test::TruthfulServer server;
    test::FakeClock desk_clock;
    (ahead ? server.clock : desk_clock).Advance(rules_.clock_tolerance + absl::Seconds(1));
    test::FakeDevice device({TestPki::Get().signer()});
    AgentSession session(server, device, desk_, rules_, {desk_clock, stop_, [](absl::Duration) {}});
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(v1::SIGNING_TIME_OFF));
    EXPECT_EQ(device.activations, 0);
    EXPECT_TRUE(desk_.consented.empty()) << "refused before the signer is asked";
    EXPECT_EQ(server.state, v1::ABORTED);
  }
}

// Proves: PRES-9
TEST_F(HonestTwinTest, SigningTimeWithinTheToleranceIsTaken) {
  server_.clock.Advance(rules_.clock_tolerance);
  EXPECT_THAT(Run(), IsOk());
}

// Proves: PRES-9, CERT-3
TEST_F(HonestTwinTest, OtherCertificateOfTheSameCardAndKeyIsNotSignedWith) {
  const TestCert other = TestPki::Get().Signer("Anne Dupont").Build();
  test::FakeDevice device({TestPki::Get().signer(), other});
  server_.certificate_instead = other.der;
  AgentSession session(server_, device, desk_, rules_, host());
  EXPECT_THAT(session.Run(test::kTestTicket), HasReason(v1::PRESENTATION_MISMATCH));
  EXPECT_EQ(device.activations, 0);
}

// Proves: PRES-9
TEST_F(HonestTwinTest, DigestOfThePageInAnotherLanguageIsRefused) {
  rules_.language = Language::kEnglish;
  server_.edit_present = [](int, v1::PresentResponse& response) {
    if (response.document().empty()) return;
    const auto table = Table::Create(response.table(), "test");
    response.set_html_sha256(
        Sha256(*RenderHtml(response.document(), **table, Language::kFrench, {})));
  };
  EXPECT_THAT(Run(), HasReason(v1::PRESENTATION_MISMATCH));
  ExpectNothingReachedTheDevice();
}

// Proves: PRES-9, EXP-5
TEST_F(HonestTwinTest, ServerDoesNotSpeakForTheCardOrTheSigner) {
  for (const v1::ErrorReason reason :
       {v1::DEVICE_PIN_WRONG, v1::DEVICE_PIN_LOCKED, v1::ABORTED_BY_SIGNER}) {
    test::TruthfulServer server;
    server.consent_failures = {{MakeError(reason, "so it says")}};
    test::FakeDevice device({TestPki::Get().signer()});
    AgentSession session(server, device, desk_, rules_, host());
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(v1::SERVER_ANSWER_MISMATCH));
    EXPECT_EQ(device.activations, 0);
  }
}

// Proves: DOC-2, PRES-8
TEST_F(HonestTwinTest, DocumentThatIsNotCanonicalIsRefusedByTheAgentItself) {
  server_.edit_present = [](int, v1::PresentResponse& response) {
    response.set_document("<a  />");
    response.set_document_sha256(Sha256(response.document()));
  };
  EXPECT_THAT(Run(), HasReason(v1::DOCUMENT_NOT_CANONICAL));
  ExpectNothingReachedTheDevice();
}

}  // namespace
}  // namespace paraphe::agent
