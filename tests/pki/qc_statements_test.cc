#include "pki/qc_statements.h"

#include <string>

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::DerOid;
using test::DerSequence;
using test::DerTlv;
using test::HasReason;
using test::kQcCompliance;
using test::kQcSscd;
using test::kQcType;
using test::QcStatementsDer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string& Null() {
  static const std::string null("\x05\0", 2);
  return null;
}

// Proves: CERT-2, CERT-5
TEST(QcStatementsTest, ComplianceSscdAndTypesAreRead) {
  const auto statements = ParseQcStatements(QcStatementsDer(
      {{kQcCompliance, ""},
       {kQcSscd, ""},
       {kQcType, DerSequence(DerOid("0.4.0.1862.1.6.1") + DerOid("0.4.0.1862.1.6.2"))}}));
  ASSERT_THAT(statements, test::IsOk());
  EXPECT_TRUE(statements->compliance);
  EXPECT_TRUE(statements->sscd);
  EXPECT_THAT(statements->types, ElementsAre("0.4.0.1862.1.6.1", "0.4.0.1862.1.6.2"));
  EXPECT_THAT(statements->identifiers, ElementsAre(kQcCompliance, kQcSscd, kQcType));
  EXPECT_TRUE(statements->all_known);
}

// Proves: CERT-5
TEST(QcStatementsTest, OneStatementDoesNotStandForAnother) {
  EXPECT_FALSE(ParseQcStatements(QcStatementsDer({{kQcCompliance, ""}}))->sscd);
  EXPECT_FALSE(ParseQcStatements(QcStatementsDer({{kQcSscd, ""}}))->compliance);
  EXPECT_FALSE(ParseQcStatements(QcStatementsDer({}))->compliance);
}

TEST(QcStatementsTest, StatementsThatNobodyKnowsAreTolerated) {
  const auto statements = ParseQcStatements(
      QcStatementsDer({{"1.2.3.4", DerSequence(Null())}, {kQcCompliance, ""}, {"1.2.5", ""}}));
  ASSERT_THAT(statements, test::IsOk());
  EXPECT_TRUE(statements->compliance);
  EXPECT_FALSE(statements->all_known);
  EXPECT_THAT(statements->identifiers, ElementsAre("1.2.3.4", kQcCompliance, "1.2.5"));
}

TEST(QcStatementsTest, KnownStatementsWithInfoAreNotLookedInto) {
  const auto statements = ParseQcStatements(QcStatementsDer(
      {{"0.4.0.1862.1.2", DerSequence(Null())}, {"0.4.0.1862.1.3", DerTlv(0x02, "\x0a")}}));
  ASSERT_THAT(statements, test::IsOk());
  EXPECT_TRUE(statements->all_known);
  EXPECT_THAT(statements->types, IsEmpty());
}

// An identifier as text inside some other statement's info is no statement.
TEST(QcStatementsTest, StructureCountsNotBytes) {
  const auto statements =
      ParseQcStatements(QcStatementsDer({{"1.2.3.4", DerSequence(DerOid(kQcCompliance))}}));
  ASSERT_THAT(statements, test::IsOk());
  EXPECT_FALSE(statements->compliance);
}

TEST(QcStatementsTest, NearbyOidsAreNotTheStatement) {
  for (const char* oid :
       {"0.4.0.1862.1.1.1", "0.4.0.1862.1", "0.4.0.1862.1.11", "1.4.0.1862.1.1"}) {
    EXPECT_FALSE(ParseQcStatements(QcStatementsDer({{oid, ""}}))->compliance) << oid;
  }
}

// Proves: CERT-5
TEST(QcStatementsTest, BrokenStructuresAreRefused) {
  const std::string good = QcStatementsDer({{kQcCompliance, ""}});
  const std::string broken[] = {
      "",
      good + Null(),
      good.substr(0, good.size() - 1),
      Null(),
      DerSequence(DerOid(kQcCompliance)),             // a statement without its SEQUENCE
      DerSequence(DerSequence("")),                   // without OID
      DerSequence(DerSequence(Null())),               // something other than an OID
      QcStatementsDer({{"1.2.3", Null() + Null()}}),  // two infos
      QcStatementsDer({{kQcCompliance, Null()}}),     // an info where none belongs
      QcStatementsDer({{kQcSscd, DerSequence("")}}),
      QcStatementsDer({{kQcType, ""}}),  // none where one belongs
      QcStatementsDer({{kQcType, DerSequence("")}}),
      QcStatementsDer({{kQcType, DerOid("0.4.0.1862.1.6.1")}}),
      QcStatementsDer({{kQcType, DerSequence(Null())}}),
      DerTlv(0x31, DerSequence(DerOid(kQcCompliance))),  // SET OF
      std::string("\x30\x80", 2) + DerSequence(DerOid(kQcCompliance)) +
          std::string(2, '\0'),  // BER
  };
  for (const std::string& der : broken) {
    EXPECT_THAT(ParseQcStatements(der), HasReason(v1::CERTIFICATE_MALFORMED));
  }
}

TEST(QcStatementsTest, EveryCutIsRefused) {
  const std::string good =
      QcStatementsDer({{kQcCompliance, ""}, {kQcType, DerSequence(DerOid("0.4.0.1862.1.6.1"))}});
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_THAT(ParseQcStatements(good.substr(0, size)), HasReason(v1::CERTIFICATE_MALFORMED));
  }
}

}  // namespace
}  // namespace paraphe
