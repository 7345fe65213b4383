#include <functional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/xades/signing.h"
#include "xades/signed_properties.h"

namespace paraphe::xades {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using Change = std::function<void(v1::SignedAttributes&)>;

absl::Status CheckWith(const Change& change, v1::SignatureForm form = v1::XADES_BASELINE_B) {
  v1::SignedAttributes attributes = test::FullAttributes(test::SignerOf(), form);
  change(attributes);
  return CheckSignedAttributes(attributes);
}

// Proves: SIG-2
TEST(AttributeChecksTest, AcceptsFullAndLeastAttributes) {
  for (const auto form : {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    EXPECT_THAT(CheckSignedAttributes(test::FullAttributes(test::SignerOf(), form)), IsOk());
    EXPECT_THAT(CheckSignedAttributes(test::LeastAttributes(test::SignerOf(), form)), IsOk());
  }
}

// Proves: SIG-3
TEST(AttributeChecksTest, RefusesAnUnspecifiedOrUnknownHash) {
  for (const int hash : {0, 5, 99}) {
    EXPECT_THAT(
        CheckWith([hash](auto& a) { a.set_hash_algorithm(static_cast<v1::HashAlgorithm>(hash)); }),
        HasReason(v1::ALGORITHM_NOT_ALLOWED));
  }
  EXPECT_THAT(CheckWith([](auto& a) { a.set_hash_algorithm(v1::SHA1); }), IsOk());
}

struct Case {
  const char* name;  // how the message begins
  Change spoil;
  Change twin;  // as close as can be, and accepted
};

class AttributeRefusedTest : public ::testing::TestWithParam<Case> {};

// Proves: SIG-2, ATT-2
TEST_P(AttributeRefusedTest, NamesTheAttribute) {
  EXPECT_THAT(CheckWith(GetParam().spoil),
              HasReason(v1::ATTRIBUTE_INVALID, StartsWith(std::string(GetParam().name) + ":")));
}

// Proves: SIG-2, ATT-2
TEST_P(AttributeRefusedTest, AcceptsItsTwin) { EXPECT_THAT(CheckWith(GetParam().twin), IsOk()); }

const std::string k256 = std::string(254, 'x') + "é€";  // 256 characters, 259 bytes

INSTANTIATE_TEST_SUITE_P(
    All, AttributeRefusedTest,
    ::testing::Values(
        Case{"form", [](auto& a) { a.set_form(v1::SIGNATURE_FORM_UNSPECIFIED); }, [](auto&) {}},
        Case{"certificate", [](auto& a) { a.clear_certificate(); },
             [](auto& a) { a.set_certificate("x"); }},
        Case{"signing_time", [](auto& a) { a.mutable_signing_time()->set_nanos(1); },
             [](auto& a) { a.mutable_signing_time()->set_nanos(0); }},
        Case{"signing_time", [](auto& a) { a.mutable_signing_time()->set_seconds(253402300800); },
             [](auto& a) { a.mutable_signing_time()->set_seconds(253402300799); }},
        Case{"signing_time", [](auto& a) { a.mutable_signing_time()->set_seconds(-62135596801); },
             [](auto& a) { a.mutable_signing_time()->set_seconds(-62135596800); }},
        Case{"policy.identifier", [](auto& a) { a.mutable_policy()->clear_identifier(); },
             [](auto& a) { a.clear_policy(); }},
        Case{"policy.identifier", [](auto& a) { a.mutable_policy()->set_identifier("1.2.3"); },
             [](auto& a) { a.mutable_policy()->set_identifier("urn:oid:1.2.3"); }},
        Case{"policy.description",
             [](auto& a) { a.mutable_policy()->set_description(std::string(1025, 'x')); },
             [](auto& a) { a.mutable_policy()->set_description(std::string(1024, 'x')); }},
        Case{"policy.url", [](auto& a) { a.mutable_policy()->set_url("politique.pdf"); },
             [](auto& a) { a.mutable_policy()->clear_url(); }},
        Case{"policy.url",
             [](auto& a) { a.mutable_policy()->set_url("http://h/" + std::string(2040, 'x')); },
             [](auto& a) { a.mutable_policy()->set_url("http://h/" + std::string(2039, 'x')); }},
        Case{"policy.digest", [](auto& a) { a.mutable_policy()->clear_digest(); }, [](auto&) {}},
        Case{"policy.digest",
             [](auto& a) { a.mutable_policy()->mutable_digest()->set_sha256("short"); },
             [](auto& a) {
               a.mutable_policy()->mutable_digest()->set_sha1("12345678901234567890");
             }},
        Case{"place.city", [](auto& a) { a.mutable_place()->set_city("a\nb"); },
             [](auto& a) { a.mutable_place()->set_city("a b"); }},
        Case{"place.city", [](auto& a) { a.mutable_place()->set_city(k256 + "x"); },
             [](auto& a) { a.mutable_place()->set_city(k256); }},
        Case{"place.street_address", [](auto& a) { a.mutable_place()->set_street_address("\x7F"); },
             [](auto& a) { a.mutable_place()->set_street_address("<&>"); }},
        Case{"place.state_or_province",
             [](auto& a) { a.mutable_place()->set_state_or_province("\xC2\x85"); },
             [](auto& a) { a.mutable_place()->set_state_or_province("a\xC2\xA0z"); }},
        Case{"place.postal_code", [](auto& a) { a.mutable_place()->set_postal_code("\t"); },
             [](auto& a) { a.mutable_place()->clear_postal_code(); }},
        Case{"place.country_name",
             [](auto& a) { a.mutable_place()->set_country_name("\xEF\xBF\xBE"); },
             [](auto& a) { a.mutable_place()->set_country_name("\xEF\xBF\xBD"); }},
        Case{"claimed_role", [](auto& a) { a.set_claimed_role(k256 + "x"); },
             [](auto& a) { a.set_claimed_role(k256); }},
        Case{"commitment_type", [](auto& a) { a.set_commitment_type("urn:oid:9.9"); },
             [](auto& a) { a.set_commitment_type("urn:oid:1.2.840.113549.1.9.16.6.1"); }},
        Case{"mime_type", [](auto& a) { a.clear_mime_type(); }, [](auto&) {}},
        Case{"mime_type", [](auto& a) { a.set_mime_type("xml"); },
             [](auto& a) { a.set_mime_type("application/vnd.oasis.ubl+xml"); }},
        Case{"mime_type", [](auto& a) { a.set_mime_type("application/"); }, [](auto&) {}},
        Case{"mime_type", [](auto& a) { a.set_mime_type("a/b/c"); }, [](auto&) {}},
        Case{"mime_type", [](auto& a) { a.set_mime_type("text/xml;x=y"); },
             [](auto& a) { a.set_mime_type("text/xml"); }}));

// Proves: SIG-5
TEST(AttributeChecksTest, RefusesAStreetAddressInTheOldForms) {
  for (const auto form : {v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    EXPECT_THAT(CheckWith([](auto& a) { a.mutable_place()->set_street_address("1 rue"); }, form),
                HasReason(v1::ATTRIBUTE_INVALID, HasSubstr("place.street_address")));
  }
}

}  // namespace
}  // namespace paraphe::xades
