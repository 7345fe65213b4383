#include "common/session_code.h"

#include <functional>
#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"

namespace paraphe {
namespace {

using ::testing::MatchesRegex;

v1::AttributeValues Attributes() {
  v1::AttributeValues attributes;
  attributes.set_claimed_role("maire");
  attributes.mutable_place()->set_city("Brest");
  attributes.set_commitment_type("urn:oid:1.2.840.113549.1.9.16.6.5");
  return attributes;
}

// Proves: PRES-8
TEST(SessionCodeTest, IsEightUnmistakableCharacters) {
  for (size_t i = 0; i < 200; ++i) {
    EXPECT_THAT(SessionCode(Sha256(std::string(i, 'x')), Attributes()),
                MatchesRegex("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"));
  }
}

// Both ends, in every version, must show the same. Proves: PRES-8
TEST(SessionCodeTest, IsFixed) {
  EXPECT_EQ(SessionCode(Sha256("<a></a>"), Attributes()), "MXMC-5PB4");
}

// Proves: PRES-8
TEST(SessionCodeTest, DependsOnTheDocumentAndEveryAttribute) {
  const std::vector<std::function<void(v1::AttributeValues&)>> changes = {
      [](auto&) {},
      [](auto& a) { a.set_claimed_role("adjoint"); },
      [](auto& a) { a.set_commitment_type(""); },
      [](auto& a) { a.mutable_place()->set_city("Brest "); },
      [](auto& a) { a.mutable_place()->set_street_address("1"); },
      [](auto& a) { a.mutable_place()->set_state_or_province("1"); },
      [](auto& a) { a.mutable_place()->set_postal_code("1"); },
      [](auto& a) { a.mutable_place()->set_country_name("1"); },
      [](auto& a) { a.set_claimed_role(""), a.mutable_place()->set_city("maireBrest"); },
  };
  std::set<std::string> codes = {SessionCode(Sha256("<b></b>"), Attributes())};
  for (const auto& change : changes) {
    v1::AttributeValues attributes = Attributes();
    change(attributes);
    codes.insert(SessionCode(Sha256("<a></a>"), attributes));
  }
  EXPECT_EQ(codes.size(), changes.size() + 1);
}

// An empty place says as much as none.
TEST(SessionCodeTest, UnsetAndEmptyAreTheSame) {
  v1::AttributeValues none;
  v1::AttributeValues empty;
  empty.mutable_place();
  EXPECT_EQ(SessionCode("", none), SessionCode("", empty));
}

}  // namespace
}  // namespace paraphe
