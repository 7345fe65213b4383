// Each fault that is put into the model of the session protocol is found, and called what it is.
#include <algorithm>
#include <iterator>
#include <ostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/model/session_model.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAreArray;

struct Fault {
  const char* name;
  const char* search;
  const char* broken;
};

std::ostream& operator<<(std::ostream& out, const Fault& fault) { return out << fault.name; }

constexpr Fault kFaults[] = {
    {"ABORT_AFTER_RELEASE", "safety", "a released session is rolled back as if nothing had left"},
    {"RELEASE_BEFORE_STORE", "safety", "a digest leaves before its release is stored"},
    {"RELEASE_ANEW", "safety", "two different DTBS leave"},
    {"NO_COMPARE", "safety", "what was rolled back comes back"},
    {"COMPARE_STATE_ONLY", "safety", "an acknowledged step is lost"},
    {"EXPORT_UNVERIFIED", "safety", "a document leaves without a verified signature"},
    {"WRONG_SIGNATURE_STORED", "safety", "a document leaves without a verified signature"},
    {"ACKNOWLEDGE_BEFORE_STORE", "safety", "a signature is acknowledged before it is stored"},
    {"RETRY_AFTER_FAILURE", "safety", "what was rolled back comes back"},
    {"GIVE_UP_ROLLS_BACK", "safety", "a signature that may still come is lost"},
    {"SIGNATURE_AFTER_ROLLBACK", "safety", "what was rolled back comes back"},
    {"DEADLINE_IGNORED", "liveness", "a session may stay open for ever"},
    {"PRESENT_PROLONGS", "liveness", "a session may stay open for ever"},
    {"AMEND_FOR_EVER", "liveness", "a session may stay open for ever"},
};

class SessionModelFaultsTest : public ::testing::TestWithParam<Fault> {};

// Proves: SES-2, SES-3, SES-4, SES-5, SES-6
TEST_P(SessionModelFaultsTest, FaultIsFound) {
  const auto result = test::CheckSessionModel({GetParam().search, GetParam().name});
  ASSERT_THAT(result, paraphe::test::IsOk());
  EXPECT_EQ(result->exit_code, 1) << result->out << result->err;
  EXPECT_THAT(result->out, HasSubstr(absl::StrCat("broken: ", GetParam().broken)));
}

INSTANTIATE_TEST_SUITE_P(All, SessionModelFaultsTest, ::testing::ValuesIn(kFaults),
                         [](const auto& fault) { return std::string(fault.param.name); });

// The head of the model lists them as " *   NAME  words".
TEST(SessionModelFaultsListTest, EveryFaultOfTheModelIsTried) {
  const auto model = test::ReadSessionModel();
  ASSERT_THAT(model, paraphe::test::IsOk());
  std::vector<std::string> listed, tried;
  for (const absl::string_view line : absl::StrSplit(*model, '\n')) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
    if (words.size() > 2 && words[0] == "*" && words[1].find('_') != std::string::npos &&
        std::all_of(words[1].begin(), words[1].end(),
                    [](char one) { return one == '_' || (one >= 'A' && one <= 'Z'); })) {
      listed.push_back(words[1]);
    }
  }
  for (const Fault& fault : kFaults) tried.emplace_back(fault.name);
  EXPECT_THAT(tried, UnorderedElementsAreArray(listed));
}

}  // namespace
}  // namespace paraphe::server
