#include "client/agent/agent_config.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TempDir;
using ::testing::HasSubstr;

constexpr char kGood[] = R"(
servers { address: "localhost:50051" }
device { module: "/usr/lib/m.so" label: "carte" }
)";

absl::StatusOr<AgentSettings> Read(const TempDir& dir, const std::string& text) {
  return LoadAgentConfig(dir.WriteFileOrDie("agent.textproto", text));
}

// Proves: DEV-1
TEST(AgentConfigTest, DefaultsAreThoseOfTheSchema) {
  const TempDir dir;
  const auto settings = Read(dir, kGood);
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->language, Language::kFrench);
  EXPECT_EQ(settings->deadline, absl::Seconds(30));
  EXPECT_EQ(settings->bounds.document_bytes, size_t{64} << 20);
  EXPECT_FALSE(settings->config.sha1_allowed());
  EXPECT_EQ(settings->clock_tolerance, absl::Minutes(5));
}

// Proves: DEV-1
TEST(AgentConfigTest, RelativePathsAreBesideTheFile) {
  const TempDir dir;
  const auto settings = Read(dir, R"(
    servers { address: "h:1" } device { module: "m.so" } pin_file: "pin")");
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->config.device(0).module(), dir.Join("m.so"));
  EXPECT_EQ(settings->config.pin_file(), dir.Join("pin"));
}

// Proves: PRES-9
TEST(AgentConfigTest, APagerOfOlderFilesMeansNothing) {
  const TempDir dir;
  EXPECT_THAT(Read(dir, absl::StrCat(kGood, "pager: \"/bin/false\"")), IsOk());
}

// Proves: PRES-9
TEST(AgentConfigTest, LinesAgainstALyingServerAreTaken) {
  const TempDir dir;
  const auto settings =
      Read(dir, absl::StrCat(kGood, "sha1_allowed: true clock_tolerance { seconds: 2 }"));
  ASSERT_THAT(settings, IsOk());
  EXPECT_TRUE(settings->config.sha1_allowed());
  EXPECT_EQ(settings->clock_tolerance, absl::Seconds(2));
}

// Proves: DOC-6
TEST(AgentConfigTest, LimitsAreTaken) {
  const TempDir dir;
  const auto settings = Read(dir, absl::StrCat(kGood, "limits { document_bytes: 1000 depth: 7 }"));
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->bounds.document_bytes, 1000u);
  EXPECT_EQ(settings->bounds.depth, 7u);
  EXPECT_EQ(settings->bounds.name_bytes, 1024u);
}

// Proves: DEV-1, PRES-8
TEST(AgentConfigTest, DigestsAreTakenAsPeoplePasteThem) {
  const TempDir dir;
  std::string pasted = "AB";
  std::string digest = "ab";
  for (int i = 1; i < 32; ++i) {
    absl::StrAppend(&pasted, ":AB");
    absl::StrAppend(&digest, "ab");
  }
  const auto settings = Read(
      dir, absl::StrCat(kGood, "certificate_sha256: \"", pasted,
                        "\" table_pins { application: \"*\" table_sha256: \"", pasted, "\" }"));
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->config.certificate_sha256(), digest);
  EXPECT_EQ(settings->config.table_pins(0).table_sha256(0), digest);
}

// Proves: PRES-8
TEST(AgentConfigTest, EveryFaultIsNamedWithItsPlace) {
  const TempDir dir;
  const struct {
    std::string text;
    std::string words;
  } cases[] = {
      {"", "servers"},
      {"servers { address: \"h:1\" }", "module"},
      {absl::StrCat(kGood, "servers { }"), "address"},
      {absl::StrCat(kGood, "language: \"de\""), "language"},
      {absl::StrCat(kGood, "deadline { seconds: 0 }"), "deadline"},
      {absl::StrCat(kGood, "certificate_sha256: \"12\""), "certificate_sha256"},
      {absl::StrCat(kGood, "browser: \"firefox --private\""), "browser"},
      {absl::StrCat(kGood, "table_pins { application: \"a\" }"), "SHA-256"},
      {absl::StrCat(kGood, "servers { address: \"h\" }"), "servers[1].address: must be HOST:PORT"},
      {absl::StrCat(kGood, "deadline { seconds: 3601 }"), "at most 3600 seconds"},
      {absl::StrCat(kGood, "table_pins { application: \"a\" table_sha256: \"12\" }"),
       "table_pins[0].table_sha256[0]"},
      {absl::StrCat(kGood, "table_pins { application: \"a b\" }"), "table_pins[0].application"},
      {absl::StrCat(kGood, "limits { document_bytes: 9999999999 }"), "at most 1073741824"},
      {absl::StrCat(kGood, "limits { depth: 4097 }"), "limits.depth: at most 4096"},
      {absl::StrCat(kGood, "limits { attributes_per_element: 16385 }"), "at most 16384"},
      {absl::StrCat(kGood, "limits { namespace_declarations_per_element: 4097 }"), "at most 4096"},
      {absl::StrCat(kGood, "limits { name_bytes: 16385 }"), "at most 16384"},
      {absl::StrCat(kGood, "sha1_refused: true"), "sha1_allowed: true"},
      {absl::StrCat(kGood, "sha1_refused: false"), "sha1_allowed: true"},
      {absl::StrCat(kGood, "clock_tolerance { seconds: 86401 }"), "clock_tolerance"},
      {"no_such_field: 1", "no_such_field"},
  };
  for (const auto& fault : cases) {
    EXPECT_THAT(Read(dir, fault.text), HasReason(v1::MALFORMED_FILE, HasSubstr(fault.words)));
    EXPECT_THAT(std::string(Read(dir, fault.text).status().message()),
                HasSubstr("agent.textproto:"));
  }
}

// Proves: DEV-1
TEST(AgentConfigTest, TheDevicesPartIsEnoughToLookAtIt) {
  const TempDir dir;
  const std::string part = "device { module: \"m.so\" serial: \"1\" } language: \"en\"";
  const auto settings = LoadDeviceConfig(dir.WriteFileOrDie("agent.textproto", part));
  ASSERT_THAT(settings, IsOk());
  ASSERT_EQ(settings->devices.size(), 1u);
  EXPECT_EQ(settings->devices[0].module(), dir.Join("m.so"));
  EXPECT_EQ(settings->devices[0].serial(), "1");
  EXPECT_EQ(settings->language, Language::kEnglish);
  const auto none = LoadDeviceConfig(dir.WriteFileOrDie("none.textproto", "language: \"fr\""));
  ASSERT_THAT(none, IsOk());
  EXPECT_TRUE(none->devices.empty());
  EXPECT_THAT(
      LoadDeviceConfig(dir.WriteFileOrDie("de.textproto", absl::StrCat(kGood, "language: \"de\""))),
      HasReason(v1::MALFORMED_FILE, HasSubstr("language")));
}

// Proves: DEV-2
TEST(AgentConfigTest, ADeviceIsAModuleOrAPkcs12File) {
  const TempDir dir;
  const auto read = [&](const std::string& devices) {
    return LoadDeviceConfig(dir.WriteFileOrDie("agent.textproto", devices));
  };
  const auto both = read("device { pkcs12: \"a.p12\" } device { module: \"/m.so\" label: \"c\" }");
  ASSERT_THAT(both, IsOk());
  ASSERT_EQ(both->devices.size(), 2u);
  EXPECT_EQ(both->devices[0].pkcs12(), dir.Join("a.p12"));
  EXPECT_TRUE(both->devices[0].module().empty());
  EXPECT_EQ(both->devices[1].module(), "/m.so");
  EXPECT_THAT(read("device { module: \"m.so\" pkcs12: \"a.p12\" }"),
              HasReason(v1::MALFORMED_FILE, HasSubstr("two devices")));
  EXPECT_THAT(read("device { module: \"m.so\" } device { }"),
              HasReason(v1::MALFORMED_FILE, HasSubstr("device[1]")));
  EXPECT_THAT(read("device { pkcs12: \"a.p12\" label: \"c\" }"),
              HasReason(v1::MALFORMED_FILE, HasSubstr("token of a module")));
}

// Proves: DEV-1
TEST(AgentConfigTest, MissingFileIsNamed) {
  EXPECT_THAT(LoadAgentConfig("/nowhere/agent.textproto"),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("/nowhere/agent.textproto")));
}

}  // namespace
}  // namespace paraphe::agent
