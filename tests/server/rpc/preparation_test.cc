// What is judged of a request to Prepare before a signer looks at it.
#include "server/rpc/preparation.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/bounds.h"
#include "common/hash.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using testing::HasSubstr;

class PreparationTest : public testing::Test {
 protected:
  // The answer to a good request with one change.
  template <typename Change>
  absl::StatusOr<v1::PrepareResponse> PrepareWith(Change change) {
    v1::PrepareRequest request = SessionWorld::GoodRequest();
    change(request);
    return world_.Prepare(request);
  }
  absl::StatusOr<v1::PrepareResponse> PrepareDocument(const std::string& document) {
    return PrepareWith([&](v1::PrepareRequest& request) { request.set_document(document); });
  }

  SessionWorld world_;
};

// A policy that a caller may send.
v1::Policy InlinePolicy() {
  v1::Policy policy;
  policy.set_name("inline");
  policy.set_description("Politique du bureau");
  return policy;
}

// Proves: DOC-2, DOC-3, DOC-4, DOC-7
TEST_F(PreparationTest, ADocumentThatMayNotBeSignedIsRefusedByPosition) {
  EXPECT_THAT(PrepareDocument(""), HasReason(v1::DOCUMENT_EMPTY));
  const auto refused = PrepareDocument("<a b='1'></a>");
  EXPECT_THAT(refused, HasReason(v1::DOCUMENT_NOT_CANONICAL));
  EXPECT_EQ(GetErrorDetail(refused.status())->position().byte_offset(), 5u);
  EXPECT_THAT(PrepareDocument("<a>"), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
  EXPECT_THAT(
      PrepareDocument(
          R"(<a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature></a>)"),
      HasReason(v1::DOCUMENT_ALREADY_SIGNED));
}

// Proves: PRES-3, PRES-4
TEST_F(PreparationTest, ADocumentThatItsTableDoesNotMapIsRefused) {
  const auto mapped = PrepareDocument(paraphe::test::kStrictDocument);
  ASSERT_THAT(mapped, IsOk());
  EXPECT_EQ(mapped->table_name(), "strict");
  EXPECT_THAT(PrepareDocument("<Liste><autre>une</autre></Liste>"),
              HasReason(v1::TABLE_UNMAPPED, HasSubstr("/Liste/autre")));
  EXPECT_THAT(PrepareDocument(R"(<Liste><ligne x="1">une</ligne></Liste>)"),
              HasReason(v1::TABLE_UNMAPPED, HasSubstr("@x")));
}

TEST_F(PreparationTest, ATableThatDoesNotExistIsRefused) {
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_table_name("absent"); }),
              HasReason(v1::TABLE_UNKNOWN));
}

TEST_F(PreparationTest, AnApplicationThatIsNotListedIsRefused) {
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_application("autre"); }),
              HasReason(v1::NOT_ALLOWED));
  EXPECT_THAT(PrepareWith([](auto& request) { request.clear_application(); }),
              HasReason(v1::MALFORMED_REQUEST, HasSubstr("application")));
}

// Proves: POL-2
TEST_F(PreparationTest, ThePolicyIsChosenByApplicationAndRole) {
  const auto other =
      PrepareWith([](auto& request) { request.set_signer_role(paraphe::test::kSha512Role); });
  ASSERT_THAT(other, IsOk());
  EXPECT_EQ(other->policy_name(), "world-sha512");
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_signer_role("Stagiaire"); }),
              HasReason(v1::POLICY_UNKNOWN));
  EXPECT_THAT(PrepareWith([](auto& request) {
                request.set_application(paraphe::test::kInlineApplication);
              }),
              HasReason(v1::POLICY_UNKNOWN));
}

TEST_F(PreparationTest, APolicyIsNamedOnlyWhereItApplies) {
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_policy_name("world"); }), IsOk());
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_policy_name("world-sha512"); }),
              HasReason(v1::POLICY_UNKNOWN));
}

// Proves: POL-2
TEST_F(PreparationTest, TheNamesThatTheConfigurationListsAreAGrantAndABound) {
  SessionWorld listed([](ServerSettings& settings) {
    for (v1::ApplicationConfig& application : settings.applications) {
      application.add_policy_names("world-sha512");
    }
  });
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_policy_name("world-sha512");
  EXPECT_THAT(listed.Prepare(request), IsOk());
  request.set_policy_name("world");
  EXPECT_THAT(listed.Prepare(request), HasReason(v1::NOT_ALLOWED, HasSubstr("policy_names")));
}

// Proves: POL-3
TEST_F(PreparationTest, AnInlinePolicyNeedsItsGrant) {
  const auto with_inline = [](auto& request) {
    request.set_application(paraphe::test::kInlineApplication);
    *request.mutable_inline_policy() = InlinePolicy();
  };
  const auto granted = PrepareWith(with_inline);
  ASSERT_THAT(granted, IsOk());
  EXPECT_EQ(granted->policy_name(), "inline");
  EXPECT_THAT(PrepareWith([&](auto& request) {
                with_inline(request);
                request.set_application(paraphe::test::kApplication);
              }),
              HasReason(v1::POLICY_INLINE_NOT_GRANTED));
  EXPECT_THAT(PrepareWith([&](auto& request) {
                with_inline(request);
                request.mutable_inline_policy()->clear_description();
              }),
              HasReason(v1::POLICY_INVALID));
}

// Proves: POL-5
TEST_F(PreparationTest, WhereAPolicyNamesNoCaThoseOfTheServerHold) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_application(paraphe::test::kInlineApplication);
  *request.mutable_inline_policy() = InlinePolicy();
  paraphe::test::TestAgent agent(world_);
  EXPECT_THAT(agent.SignWholeSession(world_.PrepareOrDie(request).ticket()), IsOk());

  request.mutable_inline_policy()->add_trusted_ca_pem(
      paraphe::test::CertBuilder::Ca("Another CA").Build().Pem());
  paraphe::test::TestAgent other(world_);
  EXPECT_THAT(other.SignWholeSession(world_.PrepareOrDie(request).ticket()),
              HasReason(v1::CERTIFICATE_REFUSED));
}

// Proves: SIG-3
TEST_F(PreparationTest, Sha1NeedsBothHalvesOfItsLock) {
  const auto with_sha1 = [](bool allowed) {
    v1::PrepareRequest request = SessionWorld::GoodRequest();
    request.set_application(paraphe::test::kInlineApplication);
    *request.mutable_inline_policy() = InlinePolicy();
    request.mutable_inline_policy()->set_hash_algorithm(v1::SHA1);
    request.mutable_inline_policy()->set_allow_sha1(allowed);
    return request;
  };
  EXPECT_FALSE(world_.Prepare(with_sha1(false)).ok());
  EXPECT_THAT(world_.Prepare(with_sha1(true)), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  SessionWorld enabled([](ServerSettings& settings) { settings.sha1_enabled = true; });
  EXPECT_FALSE(enabled.Prepare(with_sha1(false)).ok());
  const auto prepared = enabled.Prepare(with_sha1(true));
  ASSERT_THAT(prepared, IsOk());
  paraphe::test::TestAgent agent(enabled);
  ASSERT_THAT(agent.SignWholeSession(prepared->ticket()), IsOk());
  EXPECT_THAT(enabled.Finalize(*prepared), IsOk());
}

// Proves: ATT-3, ATT-4
TEST_F(PreparationTest, AttributesAreThoseThatThePolicyAllows) {
  const auto strict = [&](auto change) {
    return PrepareWith([&](v1::PrepareRequest& request) {
      request.set_signer_role(paraphe::test::kStrictRole);
      request.mutable_attributes()->set_claimed_role("Ordonnateur");
      request.mutable_attributes()->mutable_place()->set_city("Créteil");
      change(*request.mutable_attributes());
    });
  };
  EXPECT_THAT(strict([](auto&) {}), IsOk());
  EXPECT_THAT(strict([](auto& given) { given.clear_claimed_role(); }),
              HasReason(v1::ROLE_REQUIRED));
  EXPECT_THAT(strict([](auto& given) { given.set_claimed_role("Roi"); }),
              HasReason(v1::ROLE_NOT_ALLOWED));
  EXPECT_THAT(strict([](auto& given) { given.clear_commitment_type(); }),
              HasReason(v1::COMMITMENT_REQUIRED));
  EXPECT_THAT(strict([](auto& given) {
                given.set_commitment_type("http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin");
              }),
              HasReason(v1::COMMITMENT_NOT_ALLOWED));
  EXPECT_THAT(strict([](auto& given) { given.clear_place(); }), HasReason(v1::PLACE_REQUIRED));
  EXPECT_THAT(strict([](auto& given) { given.mutable_place()->set_city("a\nb"); }),
              HasReason(v1::ATTRIBUTE_INVALID));
}

// Proves: CERT-4
TEST_F(PreparationTest, AnImposedCertificateMustBeOne) {
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_imposed_certificate("not DER"); }),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("imposed_certificate")));
}

TEST_F(PreparationTest, FieldsHaveBounds) {
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_signer_role(std::string(257, 'a')); }),
              HasReason(v1::MALFORMED_REQUEST, HasSubstr("signer_role")));
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_success_url("javascript:alert(1)"); }),
              HasReason(v1::MALFORMED_REQUEST, HasSubstr("success_url")));
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_failure_url("//mairie.example"); }),
              HasReason(v1::MALFORMED_REQUEST, HasSubstr("failure_url")));
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_idempotency_key(std::string(65, 'k')); }),
              HasReason(v1::MALFORMED_REQUEST, HasSubstr("idempotency_key")));
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_idempotency_key(std::string(64, 'k')); }),
              IsOk());
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_caller_token("t"); }),
              HasReason(v1::MALFORMED_REQUEST, HasSubstr("caller_token")));
}

// Proves: ATT-6
TEST_F(PreparationTest, TheHashIsOneThatThePolicyAllows) {
  const auto asked = [&](v1::HashAlgorithm hash) {
    v1::PrepareRequest request = SessionWorld::GoodRequest();
    request.set_application(paraphe::test::kInlineApplication);
    *request.mutable_inline_policy() = InlinePolicy();
    request.mutable_inline_policy()->add_allowed_hash_algorithms(v1::SHA256);
    request.mutable_inline_policy()->add_allowed_hash_algorithms(v1::SHA384);
    request.set_hash_algorithm(hash);
    return request;
  };
  EXPECT_THAT(world_.Prepare(asked(v1::SHA512)), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_hash_algorithm(v1::SHA512); }),
              HasReason(v1::ALGORITHM_NOT_ALLOWED));
  const v1::PrepareResponse prepared = world_.PrepareOrDie(asked(v1::SHA384));
  paraphe::test::TestAgent agent(world_);
  ASSERT_THAT(agent.SignWholeSession(prepared.ticket()), IsOk());
  EXPECT_EQ(agent.shown().attributes().hash_algorithm(), v1::SHA384);
  EXPECT_EQ(agent.shown().signed_properties_digest().value_case(), v1::Digest::kSha384);
  const auto result = world_.Finalize(prepared);
  ASSERT_THAT(result, IsOk());
  EXPECT_THAT(result->signed_document(), HasSubstr("#sha384"));
  EXPECT_THAT(result->signed_document(), testing::Not(HasSubstr("#sha256")));
}

constexpr char kInlineTable[] = R"(name: "maison" title { fr: "Acte" en: "Act" }
default_rule { show_unlisted_elements: true show_unlisted_attributes: true }
)";

// Proves: PRES-10
TEST_F(PreparationTest, AnInlineTableNeedsItsGrant) {
  const auto with_table = [](const char* application) {
    return [application](v1::PrepareRequest& request) {
      request.set_application(application);
      if (application == std::string(paraphe::test::kInlineApplication)) {
        *request.mutable_inline_policy() = InlinePolicy();
      }
      request.set_inline_table(kInlineTable);
    };
  };
  EXPECT_THAT(PrepareWith(with_table(paraphe::test::kApplication)),
              HasReason(v1::TABLE_INLINE_NOT_GRANTED, HasSubstr("inline_tables_allowed")));
  const auto granted = PrepareWith(with_table(paraphe::test::kInlineApplication));
  ASSERT_THAT(granted, IsOk());
  EXPECT_EQ(granted->table_name(), "maison");
  paraphe::test::TestAgent agent(world_);
  const auto shown = agent.Redeem(granted->ticket());
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->table(), kInlineTable);
  EXPECT_EQ(shown->table_sha256(), Sha256(kInlineTable));
}

// Proves: PRES-10
TEST_F(PreparationTest, AnInlineTableIsCheckedLikeAFile) {
  const auto with_table = [&](const std::string& table) {
    return PrepareWith([&](v1::PrepareRequest& request) {
      request.set_application(paraphe::test::kInlineApplication);
      *request.mutable_inline_policy() = InlinePolicy();
      request.set_inline_table(table);
    });
  };
  EXPECT_THAT(with_table(""), HasReason(v1::TABLE_INVALID));
  EXPECT_THAT(with_table("\xFF"), HasReason(v1::TABLE_INVALID));
  const auto faulty = with_table("name: \"maison\"\nname: \"autre\"\n");
  EXPECT_THAT(faulty, HasReason(v1::TABLE_INVALID, HasSubstr("inline_table:2:")));
  EXPECT_EQ(GetErrorDetail(faulty.status())->position().line(), 2u);
  EXPECT_THAT(with_table(R"(name: "maison" title { fr: "Acte" en: "Act" })"),
              HasReason(v1::TABLE_UNMAPPED));
  const std::string padding(kMaxInlineTableBytes - sizeof(kInlineTable) + 1, '\n');
  EXPECT_THAT(with_table(kInlineTable + padding), IsOk());
  EXPECT_THAT(with_table(kInlineTable + padding + "\n"), HasReason(v1::TOO_LARGE));
}

TEST_F(PreparationTest, AnInlinePolicyHasABound) {
  EXPECT_THAT(
      PrepareWith([](auto& request) {
        request.set_application(paraphe::test::kInlineApplication);
        *request.mutable_inline_policy() = InlinePolicy();
        request.mutable_inline_policy()->add_trusted_ca_pem(std::string(kMaxConfigBytes, 'x'));
      }),
      HasReason(v1::TOO_LARGE, HasSubstr("inline_policy")));
}

// Proves: CERT-7
TEST_F(PreparationTest, AFilterMustBeOne) {
  const auto with_filter = [&](const v1::CertificateFilter& filter) {
    return PrepareWith([&](auto& request) { *request.mutable_certificate_filter() = filter; });
  };
  v1::CertificateFilter filter;
  EXPECT_THAT(with_filter(filter), IsOk());
  filter.set_public_key_sha256(std::string(31, 'x'));
  EXPECT_THAT(with_filter(filter),
              HasReason(v1::MALFORMED_REQUEST, HasSubstr("public_key_sha256")));
  filter.set_public_key_sha256(std::string(32, 'x'));
  filter.mutable_valid_at()->set_seconds(253402300800);  // the year 10000
  EXPECT_THAT(with_filter(filter), HasReason(v1::MALFORMED_REQUEST, HasSubstr("valid_at")));
  filter.mutable_valid_at()->set_seconds(253402300799);
  EXPECT_THAT(with_filter(filter), IsOk());
}

v1::PrepareRequest Full() {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_idempotency_key("once");
  return request;
}

// A repeated request is the same one with any token. Proves: SES-5
TEST(FingerprintTest, IsThatOfEveryFieldButTheCallersToken) {
  const std::string fingerprint = FingerprintOf(Full(), "digest");
  EXPECT_EQ(fingerprint.size(), 32u);
  v1::PrepareRequest request = Full();
  request.set_caller_token("token");
  EXPECT_EQ(FingerprintOf(request, "digest"), fingerprint);
  EXPECT_NE(FingerprintOf(Full(), "another digest"), fingerprint);
  request = Full();
  request.set_signer_role("Adjoint");
  EXPECT_NE(FingerprintOf(request, "digest"), fingerprint);
  request = Full();
  request.mutable_attributes()->mutable_place()->set_city("Nanterre");
  EXPECT_NE(FingerprintOf(request, "digest"), fingerprint);
  request = Full();
  request.set_imposed_certificate("der");
  EXPECT_NE(FingerprintOf(request, "digest"), fingerprint);
}

}  // namespace
}  // namespace paraphe::server
