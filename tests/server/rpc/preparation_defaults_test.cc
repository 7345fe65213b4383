// POL-9 as a rule: what a policy leaves out has its restrictive default, whatever a request says. Every
// field of PrepareRequest and of Policy is walked, so that a new one must take its place here.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "server/store/memory_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using google::protobuf::util::MessageDifferencer;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;

constexpr char kTable[] = R"(name: "maison" title { fr: "Acte" en: "Act" }
default_rule { show_unlisted_elements: true show_unlisted_attributes: true }
)";

using Set = void (*)(v1::PrepareRequest& request);

// The most that a request can say beside the policy itself, field by field. Null: the field says which
// document, session or policy is meant, and nothing of its rules.
const std::map<std::string, Set>& RequestFields() {
  static const std::map<std::string, Set> fields = {
      {"session_id", nullptr},
      {"document", nullptr},
      {"application", nullptr},
      {"signer_role", nullptr},
      {"policy_name", nullptr},
      {"inline_policy", nullptr},
      {"caller_token", nullptr},
      {"signer", nullptr},
      {"attributes",
       [](v1::PrepareRequest& request) {
         v1::AttributeValues& values = *request.mutable_attributes();
         values.set_claimed_role("Maire");
         values.mutable_place()->set_city("Brest");
         values.set_commitment_type("http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin");
       }},
      {"table_name", [](v1::PrepareRequest& request) { request.set_table_name("generic"); }},
      {"imposed_certificate",
       [](v1::PrepareRequest& request) {
         request.set_imposed_certificate(paraphe::test::TestPki::Get().signer().der);
       }},
      {"success_url", [](v1::PrepareRequest& request) { request.set_success_url("https://a.b/"); }},
      {"failure_url", [](v1::PrepareRequest& request) { request.set_failure_url("https://a.b/"); }},
      {"idempotency_key", [](v1::PrepareRequest& request) { request.set_idempotency_key("k"); }},
      {"hash_algorithm",
       [](v1::PrepareRequest& request) { request.set_hash_algorithm(v1::SHA256); }},
      {"inline_table", [](v1::PrepareRequest& request) { request.set_inline_table(kTable); }},
      {"certificate_filter",
       [](v1::PrepareRequest& request) {
         request.mutable_certificate_filter()->set_public_key_sha256(std::string(32, 'x'));
         request.mutable_certificate_filter()->mutable_valid_at()->set_seconds(0);
       }},
  };
  return fields;
}

class PreparationDefaultsTest : public testing::Test {
 protected:
  // A policy of the server that leaves out all that may be left out.
  void SetUp() override {
    const std::string file = world_.WriteFile("least.textproto", R"(
        name: "least"
        applies_to { application: "mairie" role: "Maire" }
        description: "Le moins possible")");
    world_.ReplaceCatalogue([&](ServerSettings& settings) {
      settings.policy_files = {file};
      for (auto& application : settings.applications) {
        application.set_inline_tables_allowed(true);
        application.set_inline_policies_allowed(true);
      }
    });
  }
  static v1::PrepareRequest Request() {
    v1::PrepareRequest request;
    request.set_document(paraphe::test::kDocument);
    request.set_application(paraphe::test::kApplication);
    request.set_signer_role(paraphe::test::kRole);
    return request;
  }
  static v1::PrepareRequest InlineRequest() {
    v1::PrepareRequest request = Request();
    request.mutable_inline_policy()->set_name("least");
    request.mutable_inline_policy()->set_description("Le moins possible");
    return request;
  }
  // The policy that the session of the request keeps.
  v1::Policy PolicyOf(const v1::PrepareRequest& request) {
    const auto prepared = world_.Prepare(request);
    EXPECT_THAT(prepared, IsOk());
    if (!prepared.ok()) return {};
    return world_.store().Load(SessionId{prepared->session_id()})->prepared().policy();
  }

  SessionWorld world_{nullptr, {nullptr, nullptr, true}};
};

// Proves: POL-9
TEST_F(PreparationDefaultsTest, EveryFieldOfARequestHasItsPlaceHere) {
  const auto& descriptor = *v1::PrepareRequest::descriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    EXPECT_EQ(RequestFields().count(descriptor.field(i)->name()), 1u)
        << descriptor.field(i)->name() << ": may it say what a policy leaves out?";
  }
}

// Proves: POL-9
TEST_F(PreparationDefaultsTest, NoFieldOfARequestChangesThePolicy) {
  for (const v1::PrepareRequest& least : {Request(), InlineRequest()}) {
    const v1::Policy expected = PolicyOf(least);
    const std::string key = least.has_inline_policy() ? "inline" : "named";
    v1::PrepareRequest all = least;
    for (const auto& [name, set] : RequestFields()) {
      if (set == nullptr) continue;
      v1::PrepareRequest one = least;
      set(one);
      set(all);
      if (!one.idempotency_key().empty()) one.set_idempotency_key(key);
      EXPECT_TRUE(MessageDifferencer::Equals(PolicyOf(one), expected)) << name;
    }
    all.set_idempotency_key(key + " all");
    EXPECT_TRUE(MessageDifferencer::Equals(PolicyOf(all), expected));
  }
}

// Every field of a policy but those that it must have: absent, or the default that policy.proto names.
// Proves: POL-9, POL-5
TEST_F(PreparationDefaultsTest, WhatAPolicyLeavesOutIsTheRestrictiveDefault) {
  v1::PrepareRequest request = InlineRequest();
  for (const auto& [name, set] : RequestFields()) {
    if (set != nullptr) set(request);
  }
  const v1::Policy policy = PolicyOf(request);
  EXPECT_EQ(policy.hash_algorithm(), v1::SHA256);
  EXPECT_EQ(policy.form(), v1::XADES_BASELINE_B);
  const std::set<std::string> there = {"name", "description", "hash_algorithm", "form"};
  std::vector<const google::protobuf::FieldDescriptor*> set;
  policy.GetReflection()->ListFields(policy, &set);
  for (const google::protobuf::FieldDescriptor* field : set) {
    EXPECT_EQ(there.count(field->name()), 1u) << field->name() << " came from the request";
  }
}

}  // namespace
}  // namespace paraphe::server
