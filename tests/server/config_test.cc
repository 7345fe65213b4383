#include "server/config.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/file.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kLeast[] = R"(listen: "127.0.0.1:7443"
tls { certificate_file: "tls.pem" private_key_file: "/etc/tls.key" }
applications { name: "mairie" identities { spki_sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } }
policy_files: "policies"
table_files: "tables"
trusted_ca_files: "ca.pem"
)";

class ConfigTest : public testing::Test {
 protected:
  absl::StatusOr<ServerSettings> Load(const std::string& text) {
    return LoadServerConfig(dir_.WriteFileOrDie("paraphed.textproto", text));
  }
  // The least configuration with one piece replaced.
  absl::StatusOr<ServerSettings> LoadWith(const std::string& from, const std::string& to) {
    return Load(absl::StrReplaceAll(kLeast, {{from, to}}));
  }
  const test::TempDir dir_;
};

TEST_F(ConfigTest, TheLeastConfigurationGetsTheDefaults) {
  const auto settings = Load(kLeast);
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->session_lifetime, absl::Hours(24));
  EXPECT_EQ(settings->consent_lifetime, absl::Minutes(10));
  EXPECT_EQ(settings->signing_lifetime, absl::Hours(1));
  EXPECT_EQ(settings->unclaimed_retention, absl::Hours(90 * 24));
  EXPECT_EQ(settings->retention, absl::Hours(168));
  EXPECT_EQ(settings->shutdown_grace, absl::Seconds(10));
  EXPECT_EQ(settings->bounds.document_bytes, size_t{64} << 20);
  EXPECT_EQ(settings->store_bounds.open_sessions, 10000u);
  EXPECT_EQ(settings->store_bounds.new_sessions_per_minute, 120000u);
  EXPECT_FALSE(settings->sha1_enabled);
  EXPECT_FALSE(settings->reflection);
  EXPECT_EQ(settings->sqlite_path, dir_.Join("paraphed.db"));
  EXPECT_EQ(settings->audit_heads_file, dir_.Join("paraphed.db.heads"));
  EXPECT_EQ(settings->audit_interval, absl::Minutes(10));
}

// Proves: SES-6, ADM-2
TEST_F(ConfigTest, SessionsLastWhereTheFileSays) {
  const auto sqlite = Load(absl::StrCat(kLeast, R"(store { sqlite { path: "/var/lib/p/s.db" } }
      audit { heads_file: "heads" interval { seconds: 7 } })"));
  ASSERT_THAT(sqlite, IsOk());
  EXPECT_EQ(sqlite->sqlite_path, "/var/lib/p/s.db");
  EXPECT_EQ(sqlite->audit_heads_file, dir_.Join("heads"));
  EXPECT_EQ(sqlite->audit_interval, absl::Seconds(7));
  const auto memory = Load(absl::StrCat(kLeast, "store { memory {} }"));
  ASSERT_THAT(memory, IsOk());
  EXPECT_EQ(memory->sqlite_path, "");
  EXPECT_EQ(memory->conninfo, "");
  EXPECT_THAT(Load(absl::StrCat(kLeast, "audit { interval { seconds: -1 } }")),
              HasReason(v1::MALFORMED_FILE, HasSubstr("interval")));
}

// Proves: SES-6, ADM-2
TEST_F(ConfigTest, SessionsLastInADatabaseThatTheFileNames) {
  const auto settings =
      Load(absl::StrCat(kLeast, R"(store { postgresql { conninfo: "dbname=p" connections: 3 } })"));
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->conninfo, "dbname=p");
  EXPECT_EQ(settings->store_connections, 3u);
  EXPECT_EQ(settings->sqlite_path, "");
  EXPECT_EQ(settings->audit_heads_file, dir_.Join("paraphed.heads"));
  EXPECT_EQ(Load(absl::StrCat(kLeast, R"(store { postgresql { conninfo: "dbname=p" } })"))
                ->store_connections,
            8u);
  EXPECT_THAT(Load(absl::StrCat(kLeast, "store { postgresql { connections: 3 } }")),
              HasReason(v1::MALFORMED_FILE, HasSubstr("conninfo")));
  EXPECT_THAT(Load(absl::StrCat(
                  kLeast, R"(store { postgresql { conninfo: "dbname=p" connections: 1001 } })")),
              HasReason(v1::MALFORMED_FILE, HasSubstr("connections")));
}

// Proves: SES-6
TEST_F(ConfigTest, TheStoreKeysStandBesideTheFile) {
  const auto settings = Load(absl::StrCat(kLeast, "store_key_file: \"keys\""));
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->store_key_file, dir_.Join("keys"));
  EXPECT_EQ(Load(kLeast)->store_key_file, "");
  EXPECT_THAT(
      Load(absl::StrCat(kLeast, "store { memory {} } store_key_file: \"keys\"")),
      HasReason(v1::MALFORMED_FILE, HasSubstr("store_key_file: store { memory {} } keeps")));
}

TEST_F(ConfigTest, PathsStandBesideTheFile) {
  const auto settings = Load(absl::StrCat(kLeast, "port_file: \"run/port\"\n"));
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->tls.certificate_file(), dir_.Join("tls.pem"));
  EXPECT_EQ(settings->tls.private_key_file(), "/etc/tls.key");
  EXPECT_THAT(settings->policy_files, ElementsAre(dir_.Join("policies")));
  EXPECT_THAT(settings->trusted_ca_files, ElementsAre(dir_.Join("ca.pem")));
  EXPECT_EQ(settings->port_file, dir_.Join("run/port"));
}

TEST_F(ConfigTest, WhatIsWrittenIsTaken) {
  const auto settings =
      Load(absl::StrCat(kLeast,
                        "consent_lifetime { seconds: 60 }\nunclaimed_retention { seconds: 3600 "
                        "}\nlimits { document_bytes: 1000 depth: 7 "
                        "open_sessions: 3 }\n",
                        "sha1_enabled: true\nreflection: true\nlog: LOG_ERROR\n"));
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->consent_lifetime, absl::Minutes(1));
  EXPECT_EQ(settings->unclaimed_retention, absl::Hours(1));
  EXPECT_EQ(settings->bounds.document_bytes, 1000u);
  EXPECT_EQ(settings->bounds.depth, 7u);
  EXPECT_EQ(settings->bounds.attributes, 1024u);
  EXPECT_EQ(settings->store_bounds.open_sessions, 3u);
  EXPECT_TRUE(settings->sha1_enabled);
  EXPECT_TRUE(settings->reflection);
  EXPECT_EQ(settings->log, LogLevel::kError);
}

TEST_F(ConfigTest, EveryFaultIsReportedAtItsPlace) {
  const auto settings = Load(
      "listen: \"nowhere\"\n"
      "tls { certificate_file: \"a\" }\n"
      "applications { name: \"a b\" }\n"
      "policy_files: \"p\"\ntable_files: \"t\"\n"
      "retention { seconds: -1 }\n");
  EXPECT_THAT(settings, HasReason(v1::MALFORMED_FILE, HasSubstr("paraphed.textproto:1:1: listen")));
  EXPECT_THAT(settings, HasReason(v1::MALFORMED_FILE, HasSubstr(":2:1: tls")));
  EXPECT_THAT(settings, HasReason(v1::MALFORMED_FILE, HasSubstr(":3:16: applications[0].name")));
  EXPECT_THAT(settings,
              HasReason(v1::MALFORMED_FILE, HasSubstr("trusted_ca_files[0]: name at least one")));
  EXPECT_THAT(settings, HasReason(v1::MALFORMED_FILE, HasSubstr(":6:1: retention")));
}

TEST_F(ConfigTest, AnUnknownFieldIsAFault) {
  EXPECT_THAT(Load(absl::StrCat(kLeast, "plaintext: true\n")),
              HasReason(v1::MALFORMED_FILE, HasSubstr(":7:")));
}

TEST_F(ConfigTest, ListenNeedsHostAndPort) {
  EXPECT_THAT(LoadWith("127.0.0.1:7443", "[::1]:0"), IsOk());
  EXPECT_THAT(LoadWith("127.0.0.1:7443", ":7443"), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(LoadWith("127.0.0.1:7443", "127.0.0.1"), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(LoadWith("127.0.0.1:7443", "127.0.0.1:65536"), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(LoadWith("127.0.0.1:7443", "127.0.0.1:http"), HasReason(v1::MALFORMED_FILE));
}

TEST_F(ConfigTest, TwoApplicationsOfOneNameAreRefused) {
  EXPECT_THAT(Load(absl::StrCat(kLeast, "applications { name: \"mairie\" }\n")),
              HasReason(v1::MALFORMED_FILE,
                        HasSubstr(":7:16: applications[1].name: an earlier application")));
}

TEST_F(ConfigTest, AnApplicationsDescriptionIsOneLineOfBoundedText) {
  const auto with = [this](absl::string_view description) {
    return Load(absl::StrCat(kLeast, "applications { name: \"a\" identities { spki_sha256: \"",
                             std::string(64, 'a'), "\" } description: \"", description, "\" }\n"));
  };
  EXPECT_THAT(with("Actes de la mairie"), IsOk());
  EXPECT_THAT(with(std::string(256, 'x')), IsOk());
  for (const std::string& bad :
       {std::string(257, 'x'), std::string("a\\nb"), std::string("\\033[2J"), std::string(" a")}) {
    EXPECT_THAT(with(bad), HasReason(v1::MALFORMED_FILE, HasSubstr("applications[1].description")));
  }
}

TEST_F(ConfigTest, BoundsHaveBounds) {
  EXPECT_THAT(Load(absl::StrCat(kLeast, "limits { document_bytes: 1073741824 }\n")), IsOk());
  EXPECT_THAT(Load(absl::StrCat(kLeast, "limits { document_bytes: 1073741825 }\n")),
              HasReason(v1::MALFORMED_FILE, HasSubstr(":7:10: limits.document_bytes")));
  EXPECT_THAT(Load(absl::StrCat(kLeast, "limits { depth: 4097 }\n")),
              HasReason(v1::MALFORMED_FILE, HasSubstr("depth: at most 4096")));
  EXPECT_THAT(Load(absl::StrCat(kLeast, "limits { open_sessions: 1000001 }\n")),
              HasReason(v1::MALFORMED_FILE, HasSubstr("open_sessions: at most 1000000")));
}

// Proves: SES-7
TEST_F(ConfigTest, AnApplicationMayKeepHalfUnlessItIsSaid) {
  const auto halves = Load(absl::StrCat(kLeast, "limits { session_bytes: 1000 sessions: 10 }\n"));
  ASSERT_THAT(halves, IsOk());
  EXPECT_EQ(halves->store_bounds.bytes, 1000u);
  EXPECT_EQ(halves->store_bounds.application_bytes, 500u);
  EXPECT_EQ(halves->store_bounds.application_sessions, 5u);
  const auto all = Load(
      absl::StrCat(kLeast, "limits { session_bytes: 1000 application_session_bytes: 1000 }\n"));
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->store_bounds.application_bytes, 1000u);
  EXPECT_THAT(Load(absl::StrCat(
                  kLeast, "limits { session_bytes: 1000 application_session_bytes: 1001 }\n")),
              HasReason(v1::MALFORMED_FILE, HasSubstr("limits.application_session_bytes")));
}

// Proves: SES-7
TEST_F(ConfigTest, QuotasOfAnApplicationAreWithinThoseOfAll) {
  const auto limits = [this](const std::string& text) {
    return Load(absl::StrCat(kLeast, "limits { ", text, " }\n"));
  };
  const auto halves = limits("open_sessions: 9 new_sessions_per_minute: 60");
  ASSERT_THAT(halves, IsOk());
  EXPECT_EQ(halves->store_bounds.application_open_sessions, 5u);
  EXPECT_EQ(halves->store_bounds.application_new_sessions_per_minute, 30u);
  const auto given = limits(
      "open_sessions: 9 application_open_sessions: 9 new_sessions_per_minute: 60 "
      "application_new_sessions_per_minute: 1");
  ASSERT_THAT(given, IsOk());
  EXPECT_EQ(given->store_bounds.open_sessions, 9u);
  EXPECT_EQ(given->store_bounds.application_open_sessions, 9u);
  EXPECT_EQ(given->store_bounds.new_sessions_per_minute, 60u);
  EXPECT_EQ(given->store_bounds.application_new_sessions_per_minute, 1u);
  const std::pair<const char*, const char*> faults[] = {
      {"open_sessions: 9 application_open_sessions: 10",
       "limits.application_open_sessions: at most 9"},
      {"new_sessions_per_minute: 60 application_new_sessions_per_minute: 61",
       "limits.application_new_sessions_per_minute: at most 60"},
      {"new_sessions_per_minute: 1000001", "limits.new_sessions_per_minute: at most 1000000"},
      {"application_open_sessions: 10001", "limits.application_open_sessions: at most 10000"},
  };
  for (const auto& [text, words] : faults) {
    EXPECT_THAT(limits(text), HasReason(v1::MALFORMED_FILE, HasSubstr(words))) << text;
  }
}

TEST_F(ConfigTest, ASlowServerMayNotBeTakenForDeaf) {
  const auto with = [this](const std::string& duration) {
    return Load(absl::StrCat(kLeast, "deaf_after { ", duration, " }\n"));
  };
  EXPECT_EQ(Load(kLeast)->deaf_after, absl::Minutes(1));
  ASSERT_THAT(with("seconds: 2"), IsOk());
  EXPECT_EQ(with("seconds: 2")->deaf_after, absl::Seconds(2));
  for (const char* little : {"seconds: 1 nanos: 999999999", "seconds: 0", "seconds: -60"}) {
    EXPECT_THAT(with(little), HasReason(v1::MALFORMED_FILE, HasSubstr("deaf_after"))) << little;
  }
}

TEST_F(ConfigTest, ConnectionsAndWhatArrivesAreBounded) {
  const auto given = Load(absl::StrCat(kLeast, "connections: 7 arriving_bytes: 8\n"));
  ASSERT_THAT(given, IsOk());
  EXPECT_EQ(given->connections, 7u);
  EXPECT_EQ(given->arriving_bytes, 8u);
  EXPECT_THAT(Load(absl::StrCat(kLeast, "connections: 1000001\n")),
              HasReason(v1::MALFORMED_FILE, HasSubstr("connections")));
}

TEST_F(ConfigTest, DurationsArePositiveAndFinite) {
  EXPECT_THAT(Load(absl::StrCat(kLeast, "consent_lifetime { nanos: 1 }\n")), IsOk());
  EXPECT_THAT(Load(absl::StrCat(kLeast, "consent_lifetime { }\n")), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(Load(absl::StrCat(kLeast, "consent_lifetime { seconds: 999999999999 }\n")),
              HasReason(v1::MALFORMED_FILE));
}

TEST_F(ConfigTest, AMissingFileIsNamed) {
  EXPECT_THAT(LoadServerConfig(dir_.Join("absent")),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("absent")));
  EXPECT_THAT(LoadServerConfig(dir_.WriteFileOrDie("good", kLeast)), IsOk());
}

// The example is what an operator begins with: it must be whole, and right.
TEST_F(ConfigTest, TheExampleIsAcceptedAndNamesEverySetting) {
  const std::string path = "deploy/examples/paraphed.textproto";
  EXPECT_THAT(LoadServerConfig(path), IsOk());
  const auto text = ReadFile(path, size_t{1} << 20);
  ASSERT_THAT(text, IsOk());
  for (const auto* message : {v1::ServerConfig::descriptor(), v1::Limits::descriptor(),
                              v1::ApplicationConfig::descriptor()}) {
    for (int i = 0; i < message->field_count(); ++i) {
      EXPECT_THAT(*text, HasSubstr(message->field(i)->name()));
    }
  }
}

}  // namespace
}  // namespace paraphe::server
