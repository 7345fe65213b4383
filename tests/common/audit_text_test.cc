#include "common/audit_text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"
#include "tests/server/audit/audit_log.h"

namespace paraphe {
namespace {

using server::test::SampleAdministratorEntry;
using server::test::SampleAuditEntry;
using ::testing::HasSubstr;

// Proves: ADM-2
TEST(AuditTextTest, AnActThatIsNoSessionsHasNoSession) {
  const nlohmann::json json = nlohmann::json::parse(AuditJson(SampleAdministratorEntry()));
  EXPECT_EQ(json["act"], "Reload");
  EXPECT_EQ(json["actor"], "administrator");
  EXPECT_EQ(json["administrator"], "anne");
  EXPECT_EQ(json["changes"], nlohmann::json({"+policy actes 00ff", "-table old"}));
  for (const char* of_session :
       {"session_id", "session_version", "state", "application", "unattended"}) {
    EXPECT_FALSE(json.contains(of_session)) << of_session;
  }
  EXPECT_FALSE(nlohmann::json::parse(AuditJson(SampleAuditEntry("Consent"))).contains("changes"));
  const std::string text = AuditText(SampleAdministratorEntry());
  EXPECT_THAT(text, HasSubstr("Reload by the administrator  (entry 0)\n"));
  EXPECT_THAT(text, HasSubstr("\n    administrator: anne\n"));
  EXPECT_THAT(text, HasSubstr("\n    +policy actes 00ff\n    -table old\n"));
}

// Proves: ADM-2
TEST(AuditTextTest, ReadsAsAPersonReads) {
  v1::AuditEntry entry = SampleAuditEntry("ReportFailure");
  entry.set_status(v1::ST_DEVICE_FAILED);
  entry.set_reason(v1::DEVICE_ERROR);
  entry.set_device_code(0xa4);
  entry.set_unattended(true);
  const std::string text = AuditText(entry);
  EXPECT_THAT(text, HasSubstr("ReportFailure by the signer, unattended"));
  EXPECT_THAT(text, HasSubstr("-> SIGNED"));
  EXPECT_THAT(text, HasSubstr("\n    reason: DEVICE_ERROR\n"));
  EXPECT_THAT(text, HasSubstr("\n    device_code: 0xa4\n"));
}

}  // namespace
}  // namespace paraphe
