// What the server has signed, derived a second time by a program that is not ours: derive_signature.py
// reads the document, the attributes and docs/signed-properties.md, and nothing else. It derives the
// bytes of every form, with and without each attribute.
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/or_die.h"
#include "tests/testing/run_command.h"

namespace paraphe::server {
namespace {

using paraphe::test::CheckOrDie;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using paraphe::test::TestCert;
using paraphe::test::TestPki;

constexpr v1::SignatureForm kForms[] = {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2};
constexpr v1::HashAlgorithm kHashes[] = {v1::SHA256, v1::SHA512, v1::SHA384, v1::SHA1};

// Ids, namespaces of their own for our prefixes, a default namespace, characters of every length.
const std::vector<std::string>& Documents() {
  static const std::vector<std::string> documents = {
      paraphe::test::kDocument,
      "<a></a>",
      R"(<x:a xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:x="urn:x" )"
      R"(xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Id="document-0123456789abcdef" )"
      R"(xades:n="1" ds:m="2"><x:b>1 &lt; 2 &amp; 3 &gt; 2</x:b></x:a>)",
      R"(<ds:a xmlns:ds="urn:other" xmlns:xades="urn:another" id="a" xml:id="b" xades:n="1">)"
      "\n  é € 𝄞 &#xD;\n</ds:a>",
  };
  return documents;
}

// What a session has beside its document, one bit each.
enum Part { kPolicy = 1, kPlace = 2, kRole = 4, kCommitment = 8, kNoTime = 16, kAllParts = 31 };

v1::PrepareRequest RequestFor(v1::SignatureForm form, v1::HashAlgorithm hash, int parts) {
  v1::PrepareRequest request;
  request.set_application(paraphe::test::kInlineApplication);
  request.set_signer_role("Signataire");
  v1::Policy& policy = *request.mutable_inline_policy();
  policy.set_name("derived");
  policy.set_description("L'engagement « ferme » & <définitif> ]]> \"ci\"");
  policy.set_form(form);
  policy.set_hash_algorithm(hash);
  policy.set_allow_sha1(hash == v1::SHA1);
  policy.mutable_attribute_rules()->set_signing_time_forbidden((parts & kNoTime) != 0);
  if ((parts & kPolicy) != 0) {
    policy.set_identifier((parts & kPlace) != 0 ? "urn:oid:1.2.250.1.5"
                                                : "https://a.example/p?a=1&b");
    policy.mutable_digest()->set_sha384(std::string(48, '\x7f'));
    if ((parts & kRole) != 0) policy.set_url("https://a.example/politique?lang=fr&v=%22%C3%A9");
  }
  v1::AttributeValues& values = *request.mutable_attributes();
  if ((parts & kPlace) != 0) {
    values.mutable_place()->set_city("L'Haÿ-les-Roses & <Paris>");
    values.mutable_place()->set_country_name("FR");
    if ((parts & kRole) != 0) values.mutable_place()->set_postal_code("94240");
    if (form == v1::XADES_BASELINE_B)
      values.mutable_place()->set_street_address("1, rue \"d'ici\"");
  }
  if ((parts & kRole) != 0) values.set_claimed_role("Maire & <adjoint> \"délégué\" 𝄞 e\u0301");
  if ((parts & kCommitment) != 0) {
    values.set_commitment_type((parts & kRole) != 0
                                   ? "http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin"
                                   : "urn:oid:1.2.840.113549.1.9.16.6.5");
  }
  return request;
}

// A CA whose name has all that RFC 4514 has rules for.
TestCert OddCa() {
  return paraphe::test::CertBuilder::Ca("unused")
      .Subject({{"C", "FR", V_ASN1_PRINTABLESTRING},
                {"O", " Mairie, \"<L'Haÿ>\"; #1+ \\ "},
                {"OU", "#0002 571207", V_ASN1_UTF8STRING, true},
                {"L", std::string("\0P\0a\0r\0i\0s", 10), V_ASN1_BMPSTRING},
                {"emailAddress", "ca@a.example", V_ASN1_IA5STRING},
                {"2.5.4.97", "NTRFR-123"},
                {"UID", "\x7f 𝄞"},
                {"CN", "Autorité = 1"}})
      .Build();
}

// One whole session, as the agent saw it.
struct Session {
  std::string document;
  v1::SignedAttributes attributes;
  std::string signature;
  // What the server says follows from them.
  std::string signed_properties;
  std::string signed_info;
  std::string digest_info;
  std::string signed_document;
};

std::string Base64(const std::string& bytes) { return absl::Base64Escape(bytes); }

std::string AsJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  CheckOrDie(google::protobuf::util::MessageToJsonString(message, &json, options).ok(), "JSON");
  return json;
}

std::string AsCase(const Session& session) {
  return absl::StrCat("{\"document\":\"", Base64(session.document),
                      "\",\"attributes\":", AsJson(session.attributes), ",\"signature\":\"",
                      Base64(session.signature), "\"}");
}

// What the program derives from these sessions' documents and attributes, in their order; each
// holds the names of Session's last four members, in base64.
google::protobuf::ListValue Derive(const std::vector<Session>& sessions) {
  std::vector<std::string> cases;
  for (const Session& session : sessions) cases.push_back(AsCase(session));
  paraphe::test::CommandOptions options;
  options.standard_input = absl::StrCat("[", absl::StrJoin(cases, ","), "]");
  const auto run =
      paraphe::test::RunCommand({"python3", "-I", "tests/server/rpc/derive_signature.py"}, options);
  CheckOrDie(run.ok(), "python3");
  EXPECT_EQ(run->exit_code, 0) << run->err;
  google::protobuf::ListValue derived;
  const auto parsed = google::protobuf::util::JsonStringToMessage(run->out, &derived);
  EXPECT_TRUE(parsed.ok()) << parsed.ToString();
  return derived;
}

std::string Derived(const google::protobuf::ListValue& derived, size_t at, const char* name) {
  std::string bytes;
  const auto& fields = derived.values(static_cast<int>(at)).struct_value().fields();
  CheckOrDie(absl::Base64Unescape(fields.at(name).string_value(), &bytes), name);
  return bytes;
}

void ExpectSame(const std::vector<Session>& sessions) {
  const google::protobuf::ListValue derived = Derive(sessions);
  ASSERT_EQ(static_cast<size_t>(derived.values_size()), sessions.size());
  for (size_t i = 0; i < sessions.size(); ++i) {
    SCOPED_TRACE(AsJson(sessions[i].attributes));
    EXPECT_EQ(Derived(derived, i, "signed_properties"), sessions[i].signed_properties);
    EXPECT_EQ(Derived(derived, i, "signed_info"), sessions[i].signed_info);
    EXPECT_EQ(Derived(derived, i, "digest_info"), sessions[i].digest_info);
    EXPECT_EQ(Derived(derived, i, "signed_document"), sessions[i].signed_document);
  }
}

class SigningPlanDerivationTest : public testing::Test {
 protected:
  // A whole session of an honest agent. Dies where it is refused.
  Session Sign(v1::PrepareRequest request, const std::string& document,
               const TestCert& card = TestPki::Get().signer()) {
    Session session;
    session.document = document;
    request.set_document(document);
    TestAgent agent(world_, card);
    CheckOrDie(agent.Redeem(world_.PrepareOrDie(request).ticket()).ok(), "redeeming");
    v1::PresentRequest choose = agent.ChooseRequest();
    choose.set_include_signed_properties(true);
    const auto shown = world_.Present(choose);
    CheckOrDie(shown.ok() && agent.Consent(*shown).ok(), "consenting");
    session.attributes = shown->attributes();
    session.signed_properties = shown->signed_properties();
    const auto released = agent.Release();
    CheckOrDie(released.ok(), "releasing");
    session.signed_info = released->signed_info();
    session.digest_info = released->digest_info();
    session.signature = agent.ResultRequest(*released).signature();
    CheckOrDie(agent.Deliver(*released).ok(), "delivering");
    const auto exported = world_.Export(agent.token());
    CheckOrDie(exported.ok(), "exporting");
    session.signed_document = exported->signed_document();
    return session;
  }

  SessionWorld world_{[](ServerSettings& settings) { settings.sha1_enabled = true; },
                      {nullptr, nullptr, true}};
};

// Proves: PRES-8, ATT-2, SIG-5
TEST_F(SigningPlanDerivationTest, EveryFormWithAndWithoutEachAttribute) {
  std::vector<Session> sessions;
  for (const v1::SignatureForm form : kForms) {
    for (int parts = 0; parts <= kAllParts; ++parts) {
      if (form == v1::XADES_BASELINE_B && (parts & kNoTime) != 0) continue;  // it needs a time
      const std::string& document = Documents()[sessions.size() % Documents().size()];
      const v1::HashAlgorithm hash = kHashes[sessions.size() % std::size(kHashes)];
      sessions.push_back(Sign(RequestFor(form, hash, parts), document));
    }
  }
  ExpectSame(sessions);
}

// Proves: PRES-8, SIG-3
TEST_F(SigningPlanDerivationTest, EveryDocumentUnderEveryAlgorithm) {
  std::vector<Session> sessions;
  for (const std::string& document : Documents()) {
    for (const v1::HashAlgorithm hash : kHashes) {
      sessions.push_back(Sign(RequestFor(v1::XADES_1_3_2, hash, 15), document));
    }
  }
  ExpectSame(sessions);
}

// Proves: PRES-8, SIG-2
TEST_F(SigningPlanDerivationTest, EveryRuleOfAnIssuersName) {
  const TestCert ca = OddCa();
  std::vector<Session> sessions;
  for (const v1::SignatureForm form : kForms) {
    for (const char* serial : {"01", "7F00", "80000000000000000000000000000001", "0CA2"}) {
      v1::PrepareRequest request = RequestFor(form, v1::SHA256, 15);
      request.mutable_inline_policy()->add_trusted_ca_pem(ca.Pem());
      sessions.push_back(
          Sign(request, paraphe::test::kDocument,
               paraphe::test::CertBuilder::Signer("Zoé").IssuedBy(ca).SerialHex(serial).Build()));
    }
  }
  ExpectSame(sessions);
}

// The twin: what differs from what was shown is found. Proves: PRES-8, ATT-2
TEST_F(SigningPlanDerivationTest, WhatWasNotShownIsFound) {
  const Session honest =
      Sign(RequestFor(v1::XADES_BASELINE_B, v1::SHA256, 15), paraphe::test::kDocument);
  std::vector<Session> lies(6, honest);
  lies[0].attributes.set_claimed_role("Roi");
  lies[1].attributes.mutable_place()->clear_city();
  lies[2].attributes.mutable_signing_time()->set_seconds(
      lies[2].attributes.signing_time().seconds() + 1);
  lies[3].attributes.mutable_policy()->mutable_digest()->set_sha384(std::string(48, '\x7e'));
  lies[4].attributes.clear_commitment_type();
  lies[5].attributes.set_form(v1::XADES_1_3_2);
  lies[5].attributes.mutable_place()->clear_street_address();
  const google::protobuf::ListValue derived = Derive(lies);
  for (size_t i = 0; i < lies.size(); ++i) {
    EXPECT_NE(Derived(derived, i, "signed_properties"), honest.signed_properties) << i;
    EXPECT_NE(Derived(derived, i, "digest_info"), honest.digest_info) << i;
  }
  Session other_document = honest;
  other_document.document = "<a></a>";
  EXPECT_NE(Derived(Derive({other_document}), 0, "signed_info"), honest.signed_info);
}

}  // namespace
}  // namespace paraphe::server
