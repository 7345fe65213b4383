#include "server/reloader.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "server/store/memory_store.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Remembers the entries, or refuses them.
class AuditedStore final : public MemoryStore {
 public:
  absl::Status AppendAudit(const v1::AuditEntry& entry) override {
    if (refuses) return MakeError(v1::STORE_UNAVAILABLE, "the disk is full");
    entries.push_back(entry);
    return absl::OkStatus();
  }
  std::vector<v1::AuditEntry> entries;
  bool refuses = false;
};

constexpr char kSecondPolicy[] =
    R"(name: "q" applies_to { application: "mairie" role: "Maire" } description: "Q")";

class ReloaderTest : public test::ParaphedFixture {
 protected:
  ReloaderTest() {
    SetConfig("policy_files: \"policies\"");
    dir_.WriteFileOrDie("policies/none.txt", "");
    const auto given = ReadGiven(config_);
    EXPECT_THAT(given, IsOk());
    catalogue_.Replace(given->catalogue);
    channel_ = std::make_unique<ChannelHolder>(given->channel);
    reloader_ = std::make_unique<Reloader>(config_, InForceOf(*given, config_, clock_.Now()),
                                           &catalogue_, &store_, &clock_);
    reloader_->Attach(channel_.get());
  }

  void SetConfig(absl::string_view more) {
    dir_.WriteFileOrDie("paraphed.textproto", absl::StrCat(test::kParaphedConfig, "\n", more));
  }
  absl::StatusOr<v1::ReloadResponse> Reload(bool check_only = false) {
    testing::internal::CaptureStderr();
    auto response = reloader_->Reload({v1::AUDIT_ADMINISTRATOR, "anne"}, check_only);
    log_ = testing::internal::GetCapturedStderr();
    return response;
  }
  std::vector<std::string> Policies() const {
    std::vector<std::string> names;
    for (const auto& named : catalogue_.Get()->policies().by_name()) names.push_back(named.first);
    return names;
  }

  test::FakeClock clock_;
  AuditedStore store_;
  CatalogueHolder catalogue_{nullptr};
  std::unique_ptr<ChannelHolder> channel_;
  std::unique_ptr<Reloader> reloader_;
  std::string log_;
};

// Proves: ADM-1
TEST_F(ReloaderTest, WhatWasAddedIsInForceAndInTheAuditLog) {
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  clock_.Advance(absl::Minutes(1));
  const auto response = Reload();
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->changes(), ElementsAre(StartsWith("+policy q ")));
  EXPECT_THAT(response->warnings(), IsEmpty());
  EXPECT_THAT(Policies(), ElementsAre("p", "q"));
  EXPECT_EQ(reloader_->in_force()->since, clock_.Now());
  ASSERT_EQ(store_.entries.size(), 1u);
  const v1::AuditEntry& entry = store_.entries[0];
  EXPECT_EQ(entry.act(), "Reload");
  EXPECT_EQ(entry.actor(), v1::AUDIT_ADMINISTRATOR);
  EXPECT_EQ(entry.administrator(), "anne");
  EXPECT_THAT(entry.changes(), ElementsAre(StartsWith("+policy q ")));
  EXPECT_THAT(log_, HasSubstr("reloaded by=\"administrator anne\" words=\"+policy q "));
}

// Proves: ADM-1
TEST_F(ReloaderTest, WhatIsTheSameChangesNothing) {
  clock_.Advance(absl::Minutes(1));
  const auto response = Reload();
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->changes(), IsEmpty());
  EXPECT_THAT(store_.entries, IsEmpty());
  EXPECT_EQ(log_, "");
  EXPECT_EQ(reloader_->in_force()->since, clock_.Now() - absl::Minutes(1));
}

// Proves: ADM-1
TEST_F(ReloaderTest, EveryFaultIsToldAndNothingTakesEffect) {
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  dir_.WriteFileOrDie("policies/r.textproto", "name: 7");
  dir_.WriteFileOrDie("policies/s.textproto", "nonsense: 1");
  dir_.WriteFileOrDie("table.textproto", "name: 7");
  dir_.WriteFileOrDie("ca.pem", "no certificate");
  const auto response = Reload();
  EXPECT_THAT(response, HasReason(v1::POLICY_INVALID));
  for (const char* fault : {"r.textproto:1:", "s.textproto:1:", "table.textproto:1:", "ca.pem: "}) {
    EXPECT_THAT(std::string(response.status().message()), HasSubstr(fault));
    EXPECT_THAT(log_, HasSubstr(fault));
  }
  EXPECT_THAT(log_, HasSubstr("reload_refused by=\"administrator anne\""));
  EXPECT_THAT(Policies(), ElementsAre("p"));
  EXPECT_THAT(store_.entries, IsEmpty());
}

// Proves: ADM-1
TEST_F(ReloaderTest, ACheckOnlySaysWhatWouldChange) {
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  const auto response = Reload(/*check_only=*/true);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->changes(), ElementsAre(StartsWith("+policy q ")));
  EXPECT_THAT(Policies(), ElementsAre("p"));
  EXPECT_THAT(store_.entries, IsEmpty());
  EXPECT_EQ(log_, "");
}

// Proves: ADM-1, ADM-2
TEST_F(ReloaderTest, WhatTheAuditLogCannotKeepDoesNotHappen) {
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  store_.refuses = true;
  EXPECT_THAT(Reload(), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(Policies(), ElementsAre("p"));
  store_.refuses = false;
  EXPECT_THAT(Reload(), IsOk());
  EXPECT_THAT(Policies(), ElementsAre("p", "q"));
}

// Proves: ADM-1
TEST_F(ReloaderTest, WhatNeedsARestartIsAWarning) {
  SetConfig("limits { open_sessions: 7 } retention { seconds: 77 }");
  const auto response = Reload();
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->changes(), IsEmpty());
  EXPECT_THAT(response->warnings(), ElementsAre(StartsWith("retention: is read at start only"),
                                                StartsWith("limits: is read at start only")));
}

// Proves: ADM-1, CHN-1
TEST_F(ReloaderTest, ATlsCertificateThatIsOutOfItsTimeIsRefusedAndTheOldOneStays) {
  const std::string before = channel_->tls()->Get()->certificate_chain;
  const test::TestCert expired =
      test::CertBuilder::Signer("localhost")
          .Validity(clock_.Now() - absl::Hours(48), clock_.Now() - absl::Hours(24))
          .Build();
  dir_.WriteFileOrDie("tls.pem", expired.Pem());
  EXPECT_THAT(Reload(), HasReason(v1::MALFORMED_FILE)) << "the key is another certificate's, or";
  chmod(dir_.WriteFileOrDie("tls.key", expired.key->Pkcs8Pem()).c_str(), 0600);
  EXPECT_THAT(Reload(), HasReason(v1::MALFORMED_FILE, HasSubstr("expired")));
  EXPECT_EQ(channel_->tls()->Get()->certificate_chain, before);
  const test::TestCert next = test::CertBuilder::Signer("localhost").Build();
  dir_.WriteFileOrDie("tls.pem", next.Pem());
  chmod(dir_.WriteFileOrDie("tls.key", next.key->Pkcs8Pem()).c_str(), 0600);
  const auto response = Reload();
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->changes(), ElementsAre(StartsWith("~tls ")));
  EXPECT_EQ(channel_->tls()->Get()->certificate_chain, next.Pem());
  const auto pair = channel_->tls()->Get();
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  ASSERT_THAT(Reload(), IsOk());
  EXPECT_EQ(channel_->tls()->Get(), pair) << "no new one for another policy";
}

TEST_F(ReloaderTest, AServerWithoutAConfigurationHasNothingToRead) {
  Reloader without("", *reloader_->in_force(), &catalogue_, &store_, &clock_);
  EXPECT_THAT(without.Reload({}, false), HasReason(v1::NOT_ALLOWED));
}

// Proves: ADM-1
TEST_F(ReloaderTest, AFingerprintShowsEveryKindOfChange) {
  std::string before = reloader_->Fingerprint();
  EXPECT_EQ(reloader_->LastRead(), "");
  ASSERT_THAT(Reload(), IsOk());
  EXPECT_EQ(reloader_->LastRead(), before);
  const auto expect_another = [&](const char* what) {
    const std::string after = reloader_->Fingerprint();
    EXPECT_NE(after, before) << what;
    before = after;
  };
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  expect_another("a new file in a folder");
  dir_.WriteFileOrDie("policies/next", kSecondPolicy);
  std::filesystem::rename(dir_.Join("policies/next"), dir_.Join("policies/q.textproto"));
  expect_another("the same renamed over it");
  std::filesystem::rename(dir_.Join("policies"), dir_.Join("away"));
  expect_another("the folder is gone");
  std::filesystem::create_directory_symlink("away", dir_.Join("policies"));
  expect_another("a link in its place");
  dir_.WriteFileOrDie("other/r.textproto", kSecondPolicy);
  std::filesystem::remove(dir_.Join("policies"));
  std::filesystem::create_directory_symlink("other", dir_.Join("policies"));
  expect_another("the link leads elsewhere");
  dir_.WriteFileOrDie("ca.pem", test::TestPki::Get().CaPem());
  expect_another("a file written again");
  EXPECT_EQ(reloader_->Fingerprint(), before) << "nothing";
}

// Proves: ADM-1
TEST_F(ReloaderTest, WhatTheFilesSayUnaskedIsLoggedOnce) {
  dir_.WriteFileOrDie("table.textproto", "name: 7");
  const auto see = [&](bool unasked) {
    testing::internal::CaptureStderr();
    EXPECT_THAT(reloader_->Reload({v1::AUDIT_OPERATOR, "", unasked}, false),
                HasReason(v1::TABLE_INVALID));
    return testing::internal::GetCapturedStderr();
  };
  EXPECT_THAT(see(true), HasSubstr("reload_refused by=operator"));
  EXPECT_EQ(see(true), "");
  EXPECT_THAT(see(false), HasSubstr("reload_refused by=operator")) << "who asks is answered";
}

// Proves: ADM-1
TEST_F(ReloaderTest, FilesThatARefusedConfigurationNamesAreLookedAt) {
  SetConfig("policy_files: \"later.textproto\"");
  ASSERT_THAT(Reload(), HasReason(v1::FILE_UNREADABLE));
  const std::string before = reloader_->Fingerprint();
  dir_.WriteFileOrDie("later.textproto", kSecondPolicy);
  EXPECT_NE(reloader_->Fingerprint(), before);
}

}  // namespace
}  // namespace paraphe::server
