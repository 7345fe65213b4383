#include "policy/attributes.h"

#include <string>

#include "gtest/gtest.h"

#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::DefaultNow;
using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

constexpr char kApproval[] = "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval";
constexpr char kOrigin[] = "http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin";
constexpr char kApprovalOid[] = "urn:oid:1.2.840.113549.1.9.16.6.5";

v1::Policy Plain() {
  v1::Policy policy;
  policy.set_name("plain");
  policy.set_description("Essai");
  return policy;
}

v1::Policy WithIdentifier() {
  v1::Policy policy = Plain();
  policy.set_identifier("urn:oid:1.2.3");
  policy.set_url("https://a.example/p");
  policy.mutable_digest()->set_sha256(std::string(32, 'x'));
  return policy;
}

v1::AttributeValues Given() {
  v1::AttributeValues given;
  given.set_claimed_role("Maire");
  given.set_commitment_type(kApproval);
  given.mutable_place()->set_city("Brest");
  return given;
}

absl::StatusOr<v1::SignedAttributes> Resolve(const v1::Policy& policy,
                                             const v1::AttributeValues& given = {},
                                             const ServerRules& rules = {}) {
  return ResolveAttributes(policy, given, rules);
}

// Proves: POL-5
TEST(AttributesTest, SilenceOfEverybodyGivesTheDefaults) {
  const auto attributes = Resolve(Plain());
  ASSERT_THAT(attributes, IsOk());
  EXPECT_EQ(attributes->form(), v1::XADES_BASELINE_B);
  EXPECT_EQ(attributes->hash_algorithm(), v1::SHA256);
  EXPECT_EQ(attributes->mime_type(), "application/xml");
  EXPECT_FALSE(attributes->has_policy());
  EXPECT_FALSE(attributes->has_place());
  EXPECT_EQ(attributes->claimed_role(), "");
  EXPECT_EQ(attributes->commitment_type(), "");
  EXPECT_FALSE(attributes->has_signing_time());
  EXPECT_EQ(attributes->certificate(), "");
}

// Proves: ATT-3
TEST(AttributesTest, TheCallersValuesAreTaken) {
  const auto attributes = Resolve(Plain(), Given());
  ASSERT_THAT(attributes, IsOk());
  EXPECT_EQ(attributes->claimed_role(), "Maire");
  EXPECT_EQ(attributes->commitment_type(), kApproval);
  EXPECT_EQ(attributes->place().city(), "Brest");
}

// Proves: ATT-3, POL-5
TEST(AttributesTest, ThePolicysDefaultsStandInWhereTheCallerIsSilent) {
  v1::Policy policy = Plain();
  *policy.mutable_defaults() = Given();
  EXPECT_EQ(Resolve(policy)->claimed_role(), "Maire");
  v1::AttributeValues given;
  given.set_claimed_role("Adjoint");
  EXPECT_EQ(Resolve(policy, given)->claimed_role(), "Adjoint");
  EXPECT_EQ(Resolve(policy, given)->commitment_type(), kApproval);
}

TEST(AttributesTest, PlacesAreNeverMixed) {
  v1::Policy policy = Plain();
  policy.mutable_defaults()->mutable_place()->set_city("Brest");
  policy.mutable_defaults()->mutable_place()->set_postal_code("29200");
  v1::AttributeValues given;
  given.mutable_place()->set_city("Lyon");
  EXPECT_EQ(Resolve(policy, given)->place().postal_code(), "");
  given.mutable_place()->clear_city();
  EXPECT_EQ(Resolve(policy, given)->place().city(), "Brest");
  EXPECT_FALSE(Resolve(Plain(), given)->has_place());
}

// Proves: EXP-3, SIG-2
TEST(AttributesTest, ThePolicyIsReferredToWhereItHasAnIdentifier) {
  const auto attributes = Resolve(WithIdentifier());
  ASSERT_THAT(attributes, IsOk());
  EXPECT_EQ(attributes->policy().identifier(), "urn:oid:1.2.3");
  EXPECT_EQ(attributes->policy().description(), "Essai");
  EXPECT_EQ(attributes->policy().url(), "https://a.example/p");
  EXPECT_EQ(attributes->policy().digest().sha256(), std::string(32, 'x'));
}

TEST(AttributesTest, ADigestAsTextIsUsed) {
  v1::Policy policy = WithIdentifier();
  policy.clear_digest();
  policy.set_digest_hex("sha1:" + std::string(40, '0'));
  policy.set_allow_sha1(true);
  EXPECT_EQ(Resolve(policy, {}, {true})->policy().digest().sha1(), std::string(20, '\0'));
}

// Proves: ATT-4
TEST(AttributesTest, PolicyIdentifierRequired) {
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->set_policy_identifier_required(true);
  EXPECT_THAT(Resolve(policy), HasReason(v1::POLICY_IDENTIFIER_REQUIRED));
  policy.set_identifier("urn:oid:1.2.3");
  EXPECT_THAT(Resolve(policy), HasReason(v1::POLICY_IDENTIFIER_REQUIRED));
  policy.mutable_digest()->set_sha256(std::string(32, 'x'));
  EXPECT_THAT(Resolve(policy), IsOk());
}

// Proves: ATT-4
TEST(AttributesTest, CommitmentRequired) {
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->set_commitment_type_required(true);
  EXPECT_THAT(Resolve(policy), HasReason(v1::COMMITMENT_REQUIRED));
  EXPECT_THAT(Resolve(policy, Given()), IsOk());
  policy.mutable_defaults()->set_commitment_type(kOrigin);
  EXPECT_THAT(Resolve(policy), IsOk());
}

// Proves: ATT-4
TEST(AttributesTest, CommitmentsOutsideTheListAreRefused) {
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->add_allowed_commitment_types(kOrigin);
  EXPECT_THAT(Resolve(policy, Given()), HasReason(v1::COMMITMENT_NOT_ALLOWED));
  policy.mutable_attribute_rules()->add_allowed_commitment_types(kApprovalOid);
  EXPECT_EQ(Resolve(policy, Given())->commitment_type(), kApproval);
}

// Proves: ATT-4
TEST(AttributesTest, WithoutAListOnlyKnownCommitmentsAreAllowed) {
  v1::AttributeValues given;
  given.set_commitment_type("https://a.example/c");
  EXPECT_THAT(Resolve(Plain(), given), HasReason(v1::COMMITMENT_NOT_ALLOWED));
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->add_allowed_commitment_types("https://a.example/c");
  EXPECT_THAT(Resolve(policy, given), IsOk());
}

// Proves: ATT-4
TEST(AttributesTest, RoleRequired) {
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->set_claimed_role_required(true);
  EXPECT_THAT(Resolve(policy), HasReason(v1::ROLE_REQUIRED));
  EXPECT_THAT(Resolve(policy, Given()), IsOk());
}

// Proves: ATT-4
TEST(AttributesTest, RolesOutsideTheListAreRefused) {
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->add_allowed_claimed_roles("Adjoint");
  EXPECT_THAT(Resolve(policy, Given()), HasReason(v1::ROLE_NOT_ALLOWED));
  EXPECT_THAT(Resolve(policy), IsOk());
  policy.mutable_attribute_rules()->add_allowed_claimed_roles("maire");
  EXPECT_THAT(Resolve(policy, Given()), HasReason(v1::ROLE_NOT_ALLOWED));
  policy.mutable_attribute_rules()->add_allowed_claimed_roles("Maire");
  EXPECT_THAT(Resolve(policy, Given()), IsOk());
}

// Proves: ATT-4
TEST(AttributesTest, PlaceRequiredMeansAtLeastACity) {
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->set_place_required(true);
  EXPECT_THAT(Resolve(policy), HasReason(v1::PLACE_REQUIRED));
  v1::AttributeValues given;
  given.mutable_place()->set_country_name("France");
  EXPECT_THAT(Resolve(policy, given), HasReason(v1::PLACE_REQUIRED));
  EXPECT_THAT(Resolve(policy, Given()), IsOk());
}

TEST(AttributesTest, ValuesThatCannotBeWrittenAreRefused) {
  v1::AttributeValues given;
  given.set_claimed_role(std::string(257, 'x'));
  EXPECT_THAT(Resolve(Plain(), given), HasReason(v1::ATTRIBUTE_INVALID, HasSubstr("claimed_role")));
  given = {};
  given.mutable_place()->set_postal_code("a\nb");
  EXPECT_THAT(Resolve(Plain(), given),
              HasReason(v1::ATTRIBUTE_INVALID, HasSubstr("place.postal_code")));
  given = {};
  given.set_commitment_type("approval");
  EXPECT_THAT(Resolve(Plain(), given),
              HasReason(v1::ATTRIBUTE_INVALID, HasSubstr("commitment_type")));
}

TEST(AttributesTest, EveryPartOfAPlaceIsChecked) {
  for (void (v1::Place::*set)(std::string &&) :
       {&v1::Place::set_city<std::string>, &v1::Place::set_street_address<std::string>,
        &v1::Place::set_state_or_province<std::string>, &v1::Place::set_postal_code<std::string>,
        &v1::Place::set_country_name<std::string>}) {
    v1::AttributeValues given;
    (given.mutable_place()->*set)(std::string(256, 'x'));
    EXPECT_THAT(Resolve(Plain(), given), IsOk());
    (given.mutable_place()->*set)(std::string(257, 'x'));
    EXPECT_THAT(Resolve(Plain(), given), HasReason(v1::ATTRIBUTE_INVALID));
  }
}

// Proves: SIG-5
TEST(AttributesTest, StreetAddressOnlyInTheBaselineForm) {
  v1::AttributeValues given;
  given.mutable_place()->set_street_address("1, rue A");
  EXPECT_THAT(Resolve(Plain(), given), IsOk());
  for (const auto form : {v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    v1::Policy policy = Plain();
    policy.set_form(form);
    EXPECT_THAT(Resolve(policy, given),
                HasReason(v1::ATTRIBUTE_INVALID, HasSubstr("street_address")));
    EXPECT_EQ(Resolve(policy)->form(), form);
  }
}

// Proves: SIG-3
TEST(AttributesTest, Sha1NeedsBothLocks) {
  v1::Policy policy = Plain();
  policy.set_hash_algorithm(v1::SHA1);
  EXPECT_THAT(Resolve(policy, {}, {false}), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  EXPECT_THAT(Resolve(policy, {}, {true}),
              HasReason(v1::ALGORITHM_NOT_ALLOWED, HasSubstr("allow_sha1")));
  policy.set_allow_sha1(true);
  EXPECT_THAT(Resolve(policy, {}, {false}),
              HasReason(v1::ALGORITHM_NOT_ALLOWED, HasSubstr("sha1_enabled")));
  ASSERT_THAT(Resolve(policy, {}, {true}), IsOk());
  EXPECT_EQ(Resolve(policy, {}, {true})->hash_algorithm(), v1::SHA1);
}

// Proves: SIG-3
TEST(AttributesTest, AllowingSha1DoesNotChooseIt) {
  v1::Policy policy = Plain();
  policy.set_allow_sha1(true);
  EXPECT_EQ(Resolve(policy, {}, {true})->hash_algorithm(), v1::SHA256);
}

// Proves: SIG-3
TEST(AttributesTest, ASha1DigestOfThePolicyNeedsBothLocksToo) {
  v1::Policy policy = WithIdentifier();
  policy.mutable_digest()->set_sha1(std::string(20, 'x'));
  EXPECT_THAT(Resolve(policy, {}, {true}), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  policy.set_allow_sha1(true);
  EXPECT_THAT(Resolve(policy, {}, {false}), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  EXPECT_THAT(Resolve(policy, {}, {true}), IsOk());
}

// Proves: SIG-3
TEST(AttributesTest, EveryHashByPolicyAndNoOther) {
  v1::Policy policy = Plain();
  for (const auto hash : {v1::SHA256, v1::SHA384, v1::SHA512}) {
    policy.set_hash_algorithm(hash);
    EXPECT_EQ(Resolve(policy)->hash_algorithm(), hash);
  }
  policy.set_hash_algorithm(static_cast<v1::HashAlgorithm>(9));
  EXPECT_THAT(Resolve(policy), HasReason(v1::ALGORITHM_NOT_ALLOWED));
}

TEST(AttributesTest, PoliciesThatContradictTheirSchemaAreRefused) {
  v1::Policy policy = Plain();
  policy.set_form(static_cast<v1::SignatureForm>(9));
  EXPECT_THAT(Resolve(policy), HasReason(v1::POLICY_INVALID));
  policy = WithIdentifier();
  policy.mutable_digest()->set_sha256("short");
  EXPECT_THAT(Resolve(policy), HasReason(v1::POLICY_INVALID));
}

v1::SignedAttributes Complete(const v1::Policy& policy, const v1::AttributeValues& given = {}) {
  v1::SignedAttributes attributes = Resolve(policy, given).value();
  SetCertificateAndTime("certificate", policy, DefaultNow() + absl::Milliseconds(900), attributes);
  return attributes;
}

// Proves: ATT-1
TEST(AttributesTest, TheTimeIsSetInWholeSeconds) {
  const v1::SignedAttributes attributes = Complete(Plain());
  EXPECT_EQ(attributes.signing_time().seconds(), absl::ToUnixSeconds(DefaultNow()));
  EXPECT_EQ(attributes.signing_time().nanos(), 0);
  EXPECT_EQ(attributes.certificate(), "certificate");
}

v1::Policy Timeless() {
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->set_signing_time_forbidden(true);
  return policy;
}

// Proves: ATT-4
TEST(AttributesTest, NoTimeWhereItIsForbidden) {
  const v1::SignedAttributes attributes = Complete(Timeless());
  EXPECT_FALSE(attributes.has_signing_time());
  EXPECT_EQ(attributes.form(), v1::XADES_1_3_2);
}

TEST(AttributesTest, SettingAgainReplaces) {
  v1::SignedAttributes attributes = Complete(Plain());
  SetCertificateAndTime("other", Timeless(), DefaultNow(), attributes);
  EXPECT_EQ(attributes.certificate(), "other");
  EXPECT_FALSE(attributes.has_signing_time());
}

// Proves: ATT-4
TEST(CheckCompleteTest, WhatWasResolvedIsFine) {
  EXPECT_THAT(CheckComplete(Complete(Plain(), Given()), Plain(), {}), IsOk());
  EXPECT_THAT(CheckComplete(Complete(WithIdentifier()), WithIdentifier(), {}), IsOk());
  EXPECT_THAT(CheckComplete(Complete(Timeless()), Timeless(), {}), IsOk());
  v1::Policy policy = Plain();
  *policy.mutable_defaults() = Given();
  EXPECT_THAT(CheckComplete(Complete(policy), policy, {}), IsOk());
}

// Proves: ATT-4
TEST(CheckCompleteTest, ATimeThatIsForbiddenIsRefused) {
  v1::SignedAttributes attributes = Complete(Timeless());
  attributes.mutable_signing_time()->set_seconds(1);
  EXPECT_THAT(CheckComplete(attributes, Timeless(), {}), HasReason(v1::SIGNING_TIME_FORBIDDEN));
}

TEST(CheckCompleteTest, MissingOrFractionalTimesAreRefused) {
  v1::SignedAttributes attributes = Complete(Plain());
  attributes.mutable_signing_time()->set_nanos(1);
  EXPECT_THAT(CheckComplete(attributes, Plain(), {}), HasReason(v1::ATTRIBUTE_INVALID));
  attributes.clear_signing_time();
  EXPECT_THAT(CheckComplete(attributes, Plain(), {}), HasReason(v1::ATTRIBUTE_INVALID));
}

TEST(CheckCompleteTest, AMissingCertificateIsRefused) {
  v1::SignedAttributes attributes = Complete(Plain());
  attributes.clear_certificate();
  EXPECT_THAT(CheckComplete(attributes, Plain(), {}),
              HasReason(v1::ATTRIBUTE_INVALID, HasSubstr("certificate")));
}

// Proves: ATT-4
TEST(CheckCompleteTest, ARequiredValueThatIsMissingIsNotFilledIn) {
  v1::Policy policy = Plain();
  policy.mutable_attribute_rules()->set_claimed_role_required(true);
  policy.mutable_defaults()->set_claimed_role("Maire");
  v1::SignedAttributes attributes = Complete(policy);
  attributes.clear_claimed_role();
  EXPECT_THAT(CheckComplete(attributes, policy, {}), HasReason(v1::ROLE_REQUIRED));
}

TEST(CheckCompleteTest, WhatIsNotThePolicysIsRefused) {
  const v1::SignedAttributes good = Complete(WithIdentifier());
  const auto check = [](const v1::SignedAttributes& attributes) {
    return CheckComplete(attributes, WithIdentifier(), {true});
  };
  v1::SignedAttributes changed = good;
  changed.set_hash_algorithm(v1::SHA1);
  EXPECT_THAT(check(changed), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  changed = good;
  changed.set_form(v1::XADES_1_2_2);
  EXPECT_THAT(check(changed), HasReason(v1::ATTRIBUTE_INVALID));
  changed = good;
  changed.set_mime_type("text/html");
  EXPECT_THAT(check(changed), HasReason(v1::ATTRIBUTE_INVALID));
  changed = good;
  changed.clear_policy();
  EXPECT_THAT(check(changed), HasReason(v1::ATTRIBUTE_INVALID));
  changed = good;
  changed.mutable_policy()->set_description("Autre");
  EXPECT_THAT(check(changed), HasReason(v1::ATTRIBUTE_INVALID));
}

// Proves: ATT-6
TEST(AttributesTest, TheCallerChoosesAmongTheHashesThatThePolicyAllows) {
  v1::Policy policy = Plain();
  for (const auto hash : {v1::SHA256, v1::SHA512}) policy.add_allowed_hash_algorithms(hash);
  const auto resolve = [&](v1::HashAlgorithm asked) {
    return ResolveAttributes(policy, {}, {}, asked);
  };
  EXPECT_EQ(resolve(v1::HASH_ALGORITHM_UNSPECIFIED)->hash_algorithm(), v1::SHA256);
  EXPECT_EQ(resolve(v1::SHA256)->hash_algorithm(), v1::SHA256);
  EXPECT_EQ(resolve(v1::SHA512)->hash_algorithm(), v1::SHA512);
  EXPECT_THAT(resolve(v1::SHA384),
              HasReason(v1::ALGORITHM_NOT_ALLOWED, HasSubstr("policy allows")));
  EXPECT_THAT(resolve(static_cast<v1::HashAlgorithm>(9)), HasReason(v1::ALGORITHM_NOT_ALLOWED));
}

// Proves: ATT-6, POL-9
TEST(AttributesTest, APolicyThatListsNoHashesAllowsItsOwnOnly) {
  v1::Policy policy = Plain();
  policy.set_hash_algorithm(v1::SHA384);
  EXPECT_EQ(ResolveAttributes(policy, {}, {}, v1::SHA384)->hash_algorithm(), v1::SHA384);
  for (const auto other : {v1::SHA1, v1::SHA256, v1::SHA512}) {
    EXPECT_THAT(ResolveAttributes(policy, {}, {true}, other), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  }
}

// Proves: ATT-6, SIG-3
TEST(AttributesTest, Sha1ByTheCallersChoiceNeedsBothItsLocks) {
  v1::Policy policy = Plain();
  for (const auto hash : {v1::SHA256, v1::SHA1}) policy.add_allowed_hash_algorithms(hash);
  EXPECT_THAT(ResolveAttributes(policy, {}, {true}, v1::SHA1),
              HasReason(v1::ALGORITHM_NOT_ALLOWED));
  policy.set_allow_sha1(true);
  EXPECT_THAT(ResolveAttributes(policy, {}, {false}, v1::SHA1),
              HasReason(v1::ALGORITHM_NOT_ALLOWED));
  EXPECT_EQ(ResolveAttributes(policy, {}, {true}, v1::SHA1)->hash_algorithm(), v1::SHA1);
}

// Proves: ATT-6
TEST(AttributesTest, CompleteAttributesMayHaveAnyHashThatThePolicyAllows) {
  v1::Policy policy = Plain();
  for (const auto hash : {v1::SHA256, v1::SHA512}) policy.add_allowed_hash_algorithms(hash);
  v1::SignedAttributes attributes = *ResolveAttributes(policy, {}, {}, v1::SHA512);
  SetCertificateAndTime("der", policy, DefaultNow(), attributes);
  EXPECT_THAT(CheckComplete(attributes, policy, {}), IsOk());
  attributes.set_hash_algorithm(v1::SHA384);
  EXPECT_THAT(CheckComplete(attributes, policy, {}), HasReason(v1::ALGORITHM_NOT_ALLOWED));
}

}  // namespace
}  // namespace paraphe
