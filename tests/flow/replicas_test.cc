// Three servers on one PostgreSQL, each call of a session on another one, while they are killed and started again.
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/python_modules.h"
#include "tests/flow/replica_set.h"
#include "tests/server/store/postgresql/postgres_server.h"
#include "tests/testing/pki.h"
#include "tests/xades/judges.h"

namespace paraphe::test {
namespace {

using server::test::PostgresServer;
using ::testing::IsEmpty;

constexpr int kReplicas = 3;
constexpr int kSessions = 18;
constexpr int kClients = 3;
constexpr int kJudgedByXmlsec = 3;

class ReplicasFlowTest : public testing::Test {
 protected:
  ReplicasFlowTest() { std::filesystem::create_directory(Out()); }

  std::string Out() const { return replicas_.dir().Join("signed"); }

  std::vector<std::string> ClientCommand(const std::vector<std::string>& addresses) const {
    const TestCert& card = TestPki::Get().signer();
    const TempDir& dir = replicas_.dir();
    std::vector<std::string> command = {kPython,
                                        Project("tests/flow/replicas_client.py"),
                                        PythonModulesIn(dir),
                                        dir.Join("ca.pem"),
                                        dir.Join("caller"),
                                        dir.WriteFileOrDie("card.key", card.key->Pkcs8Der()),
                                        dir.WriteFileOrDie("card.der", card.der),
                                        Out(),
                                        absl::StrCat(kSessions),
                                        absl::StrCat(kClients)};
    command.insert(command.end(), addresses.begin(), addresses.end());
    return command;
  }

  // After each signed session one replica dies, and the one that died before it comes back: one is down, while the
  // other sessions go on.
  void RunUnderKills(const std::vector<std::string>& addresses) {
    RunningProgram client(ClientCommand(addresses));
    int kills = 0;
    for (; kills < kSessions; ++kills) {
      if (!client.WaitFor(absl::StrCat("signed ", kills + 1, "\n"))) break;
      if (kills > 0) replicas_.Start((kills - 1) % kReplicas);
      replicas_.Kill(kills % kReplicas);
    }
    const CommandResult result = client.Finish();
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(kills, kSessions);
    replicas_.Start((kills - 1) % kReplicas);
    RecordProperty("client", result.out.substr(result.out.rfind("calls")));
    CheckDocuments();
    CheckAudit();
  }

  void CheckDocuments() const {
    for (int number = 1; number <= kSessions; ++number) {
      const std::string path = absl::StrCat(Out(), "/", number, ".xml");
      const CommandResult verdict =
          Paraphe({"verify", "--ca", replicas_.dir().Join("ca.pem"), path});
      EXPECT_EQ(verdict.exit_code, 0) << path << verdict.err;
      if (number > kJudgedByXmlsec) continue;
      EXPECT_THAT(xades::test::XmlsecFault(
                      replicas_.dir().ReadFileOrDie(absl::StrCat("signed/", number, ".xml")),
                      v1::XADES_BASELINE_B, TestPki::Get().root(), &TestPki::Get().intermediate()),
                  IsEmpty());
    }
  }

  // One chain; each document was released once and signed once, in a session of its own.
  void CheckAudit() const {
    EXPECT_EQ(replicas_.Ask({"audit", "verify"}).exit_code, 0);
    EXPECT_EQ(replicas_.Ask({"store", "check"}).exit_code, 0);
    const std::string log = replicas_.Ask({"audit", "export"}).out;
    for (const std::string act : {"Release", "AcceptSignature", "Finalize"}) {
      std::set<std::string> documents;
      int entries = 0;
      for (const absl::string_view line : absl::StrSplit(log, '\n', absl::SkipEmpty())) {
        const auto entry = nlohmann::json::parse(std::string(line));
        if (entry["act"] != act) continue;
        ++entries;
        documents.insert(entry["document_sha256"].get<std::string>());
      }
      EXPECT_EQ(entries, kSessions) << act;
      EXPECT_EQ(documents.size(), size_t{kSessions}) << act;
    }
  }

  ReplicaSet replicas_{PostgresServer::Shared().Conninfo(PostgresServer::Shared().MakeSchema()),
                       kReplicas};
};

// Proves: SES-5, SES-6
TEST_F(ReplicasFlowTest, EachCallGoesToAnotherReplicaAndEverySessionIsFinishedOnce) {
  RunUnderKills(replicas_.addresses());
}

// Proves: SES-5, SES-6
TEST_F(ReplicasFlowTest, TheSameBehindHaproxy) { RunUnderKills({replicas_.proxy()}); }

}  // namespace
}  // namespace paraphe::test
