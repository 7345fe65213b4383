// paraphed and a password list, tried by a client in Python: the lock-out holds, the log can be counted, and no password
// is anywhere. Proves: CHN-4, CHN-3
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <signal.h>
#include <sys/stat.h>

#include "common/clock.h"
#include "server/identity/account_keeper.h"
#include "server/store/sqlite/sqlite_store.h"
#include "tests/flow/flow_world.h"
#include "tests/flow/python_modules.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::IsOk;
using test::OurProgram;
using test::Project;

constexpr char kPassword[] = "huit-chats-noirs";
constexpr char kGuess[] = "motdepasse-mark-";

// What is left of the lock is waited for by trying.
constexpr char kConfig[] = R"(
    listen: "127.0.0.1:0"
    tls { certificate_file: "tls.pem" private_key_file: "tls.key" }
    applications { name: "mairie" identities {
      spki_sha256: "abababababababababababababababababababababababababababababababab" } }
    policy_files: "policy.textproto"
    table_files: "table.textproto"
    trusted_ca_files: "ca.pem"
    store { sqlite { path: "store.db" } }
    accounts { scrypt_log2_n: 15 failures_before_lock: 4 lock_time { seconds: 5 } failures_per_address: 1000 }
    port_file: "port")";

class PasswordListTest : public testing::Test {
 protected:
  PasswordListTest() : modules_(test::PythonModulesIn(dir_)) {
    const test::TestCert tls = test::LoopbackTlsCertificate();
    dir_.WriteFileOrDie("tls.pem", tls.Pem() + test::TestPki::Get().intermediate().Pem());
    chmod(dir_.WriteFileOrDie("tls.key", tls.key->Pkcs8Pem()).c_str(), 0600);
    dir_.WriteFileOrDie("ca.pem", test::TestPki::Get().CaPem());
    dir_.WriteFileOrDie(
        "policy.textproto",
        R"(name: "p" applies_to { application: "mairie" role: "*" } description: "P")");
    dir_.WriteFileOrDie("table.textproto", R"(name: "t" title { fr: "T" en: "T" }
        default_rule { show_unlisted_elements: true show_unlisted_attributes: true })");
    MakeAccounts();
    server_ = std::make_unique<test::RunningProgram>(std::vector<std::string>{
        OurProgram("paraphed"), "--config", dir_.WriteFileOrDie("paraphed.textproto", kConfig)});
    EXPECT_TRUE(server_->WaitFor("listening")) << server_->Finish().err;
  }

  void MakeAccounts() {
    const auto store = sqlite::SqliteStore::Open(dir_.Join("store.db"), StoreBounds());
    ASSERT_THAT(store, IsOk());
    const SystemClock clock;
    const PasswordRules rules(12);
    AccountParts parts{(*store)->accounts(), &clock, {}, &rules, [](const v1::AuditEntry&) {
                         return absl::OkStatus();
                       }};
    parts.settings.scrypt_log2_n = 15;
    AccountKeeper keeper(parts);
    for (const char* name : {"marie", "pierre"}) {
      ASSERT_THAT(keeper.Create("root", name, kPassword), IsOk());
    }
  }

  // What the client is told of each password.
  std::vector<std::string> Try(const std::string& user, const std::vector<std::string>& passwords) {
    std::vector<std::string> command = {
        test::kPython,
        Project("tests/server/password_list.py"),
        modules_,
        absl::StrCat("127.0.0.1:", absl::StripAsciiWhitespace(dir_.ReadFileOrDie("port"))),
        dir_.Join("ca.pem"),
        user};
    command.insert(command.end(), passwords.begin(), passwords.end());
    const auto result = test::RunCommand(command);
    EXPECT_TRUE(result.ok() && result->exit_code == 0) << result->err;
    return absl::StrSplit(result->out, '\n', absl::SkipEmpty());
  }
  static std::vector<std::string> Guesses(int count) {
    std::vector<std::string> guesses;
    for (int i = 0; i < count; ++i) guesses.push_back(absl::StrCat(kGuess, i));
    return guesses;
  }

  const test::TempDir dir_;
  const std::string modules_;
  std::unique_ptr<test::RunningProgram> server_;
};

TEST_F(PasswordListTest, IsRefusedCountedAndLeavesNothing) {
  std::vector<std::string> passwords = Guesses(6);
  passwords.push_back(kPassword);  // the account is locked by now
  const std::vector<std::string> told = Try("marie", passwords);
  ASSERT_EQ(told.size(), size_t{7});
  for (const std::string& line : told) {
    EXPECT_TRUE(absl::StartsWith(line, "LOGIN_REFUSED ")) << line;
    EXPECT_EQ(line, told[0]);
  }
  EXPECT_EQ(Try("nobody", {absl::StrCat(kGuess, "x")}), std::vector<std::string>{told[0]});
  EXPECT_EQ(Try("pierre", {kPassword}), std::vector<std::string>{"OK"});
  while (Try("marie", {kPassword}) != std::vector<std::string>{"OK"}) continue;

  server_->Signal(SIGTERM);
  const test::CommandResult ended = server_->Finish();
  EXPECT_EQ(ended.exit_code, 0);
  const std::string log = ended.out + ended.err;
  int of_marie = 0, of_nobody = 0;
  for (const absl::string_view line : absl::StrSplit(log, '\n')) {
    if (!absl::StrContains(line, "auth_failed address=127.0.0.1")) continue;
    of_marie += absl::EndsWith(line, "call=Login claimed=marie") ? 1 : 0;
    of_nobody += absl::EndsWith(line, "call=Login claimed=nobody") ? 1 : 0;
  }
  EXPECT_GE(of_marie, 7) << log;
  EXPECT_EQ(of_nobody, 1) << log;
  EXPECT_TRUE(absl::StrContains(log, "reason=locked")) << log;
  std::string everything = log;
  for (const char* name : {"store.db", "store.db-wal", "store.db.heads"}) {
    if (std::filesystem::exists(dir_.Join(name))) everything += dir_.ReadFileOrDie(name);
  }
  EXPECT_TRUE(absl::StrContains(everything, "$scrypt$ln=15,r=8,p=1$"));
  EXPECT_FALSE(absl::StrContains(everything, kPassword));
  EXPECT_FALSE(absl::StrContains(everything, kGuess));
}

}  // namespace
}  // namespace paraphe::server
