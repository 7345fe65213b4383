// CHN-6: whole sessions, good ones and all kinds of failures, with a mark in every value that a peer can set; then
// everything that the programs wrote is searched.
//
// What may show a value, and why:
//   answers to the caller     quote the caller's own document and fields: that is what they are for
//   a configured name         of an application or policy: the operator's, not a peer's
//   claimed= of auth_failed   the name that somebody claims: an account's, or a certificate's (CHN-3)
//   the store                 holds open sessions, until they end (SES-2 has tests of its own); never a secret
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/flow/python_modules.h"
#include "tests/testing/client_certificate.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kMark[] = "ZQMARK";

std::string BytesOf(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The lines of the log, without what CHN-3 asks of it.
std::string WithoutClaims(const std::string& log) {
  return std::regex_replace(log, std::regex("(auth_failed [^\n]* claimed=)[^\n]*"), "$1");
}

class MarkedValuesTest : public testing::TestWithParam<const char*> {
 protected:
  static FlowOptions Options(const std::string& in_file = "123456") {
    FlowOptions options;
    options.server =
        absl::StrCat("log: ", GetParam(),
                     "\nstore { sqlite { path: \"paraphed.db\" } }\n"
                     "applications { name: \"described\" description: \"ZQMARKdescription\"",
                     kCallerIdentity, "}\n");
    options.policy = "allow_unattended: true applies_to { application: \"described\" role: \"*\" }";
    options.pin_in_file = in_file;
    return options;
  }

  // A document whose name and content are marked, and the arguments that mark the rest.
  static std::vector<std::string> Marked(const FlowWorld& world, const std::string& content,
                                         const std::string& application = "flow") {
    return {"--config",       world.caller_config(),
            "--application",  application,
            "--role",         "ZQMARKrole",
            "--place",        "city=ZQMARKcity,street-address=ZQMARKstreet,postal-code=ZQMARKcode",
            "--claimed-role", "ZQMARKclaimed",
            "--commitment",   "approval",
            "--success-url",  "https://e.example/ZQMARKsuccess",
            "--failure-url",  "https://e.example/ZQMARKfailure",
            "--document",     world.dir().WriteFileOrDie("ZQMARKfile.xml", content)};
  }
  static CommandResult Run(std::vector<std::string> words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return Paraphe(words);
  }
  // Keeps the secrets of the session that it opens.
  std::string PrepareMarked(FlowWorld& world, const std::string& application = "flow") {
    const CommandResult prepared = Run(Run0("prepare", Marked(world, kContent, application)),
                                       {"--state", world.dir().Join("session.state"), "--force"});
    EXPECT_EQ(prepared.exit_code, 0) << prepared.err;
    const std::vector<std::string> lines = absl::StrSplit(prepared.out, '\n');
    std::string link;
    for (const std::string& line : lines) {
      const size_t at = line.find("paraphe://");
      if (at != std::string::npos) link = line.substr(at);
    }
    KeepSecrets(link.substr(link.rfind('/') + 1));
    for (const absl::string_view word :
         absl::StrSplit(BytesOf(world.dir().Join("session.state")), absl::ByAnyChar("\" \n"))) {
      KeepSecrets(std::string(word));
    }
    return link;
  }
  static std::vector<std::string> Run0(const std::string& command,
                                       const std::vector<std::string>& words) {
    std::vector<std::string> all = {command};
    all.insert(all.end(), words.begin(), words.end());
    return all;
  }
  // What looks like 256 random bits.
  void KeepSecrets(const std::string& word) {
    if (std::regex_match(word, std::regex("[A-Za-z0-9_-]{43}"))) secrets_.push_back(word);
  }

  void ExpectNoSecret(const std::string& text, const std::string& where) const {
    for (const std::string& secret : secrets_) EXPECT_THAT(text, Not(HasSubstr(secret))) << where;
  }
  // Everything but the store, the client's own files, and what the operator wrote.
  void ExpectClean(const std::string& text, const std::string& where) const {
    EXPECT_THAT(text, Not(HasSubstr(kMark))) << where;
    ExpectNoSecret(text, where);
    EXPECT_FALSE(std::regex_search(text, std::regex("(^|[^0-9])123456([^0-9]|$)"))) << where;
  }

  // What the server wrote: its log, its files, its audit log.
  void ExpectServerClean(FlowWorld& world) {
    const std::string config = world.dir().Join("paraphed.textproto");
    const auto audit = RunCommand({OurProgram("paraphed"), "audit", "export", "--config", config});
    ASSERT_TRUE(audit.ok() && audit->exit_code == 0) << (audit.ok() ? audit->err : "");
    ExpectClean(audit->out + audit->err, "audit log");
    world.server().Signal(SIGTERM);
    const CommandResult end = world.server().Finish();
    EXPECT_THAT(end.err, HasSubstr("listening"));
    ExpectClean(WithoutClaims(end.out + end.err), "log");
    ExpectNoSecret(end.out + end.err, "claims");
    for (const auto& entry : std::filesystem::directory_iterator(world.dir().path())) {
      const std::string name = entry.path().filename();
      if (absl::EndsWith(name, ".heads") || name == "port")
        ExpectClean(BytesOf(entry.path()), name);
      if (absl::StartsWith(name, "paraphed.db")) ExpectNoSecret(BytesOf(entry.path()), name);
    }
  }

  static constexpr char kContent[] =
      "<acte numéro=\"ZQMARKattribute\"><objet>ZQMARKtext</objet></acte>";
  std::vector<std::string> secrets_;
};

// Proves: CHN-6
TEST_P(MarkedValuesTest, SessionsThatEndWellOrAreAborted) {
  FlowWorld world(Options());
  for (const char* application : {"flow", "described"}) {
    const std::string link = PrepareMarked(world, application);
    const CommandResult agent = world.Agent(link);
    EXPECT_EQ(agent.exit_code, 0) << agent.err;
    ExpectNoSecret(agent.out + agent.err, "agent");
    EXPECT_THAT(agent.out + agent.err, Not(HasSubstr("123456")));
    const CommandResult again = world.Agent(link);  // a used ticket
    EXPECT_NE(again.exit_code, 0);
    ExpectClean(again.out + again.err, "agent");
    const CommandResult taken =
        world.OnSession("finalize", {"--out", world.dir().Join("out.xml"), "--force"});
    EXPECT_EQ(taken.exit_code, 0) << taken.err;
    ExpectNoSecret(taken.out + taken.err, "paraphe");
  }
  const std::string link = PrepareMarked(world);
  const CommandResult aborted = world.OnSession("abort", {"--reason", "ZQMARKreason"});
  EXPECT_EQ(aborted.exit_code, 0) << aborted.err;
  const CommandResult late = world.Agent(link);
  EXPECT_NE(late.exit_code, 0);
  ExpectNoSecret(late.out + late.err, "agent");
  EXPECT_FALSE(secrets_.size() < 6) << "tickets and tokens were not found";
  ExpectServerClean(world);
}

// Proves: CHN-6
TEST_P(MarkedValuesTest, AWrongPinIsToldByNobody) {
  FlowWorld world(Options("9876543"));
  const CommandResult agent = world.Agent(PrepareMarked(world));
  EXPECT_EQ(agent.exit_code, 5) << agent.err;
  EXPECT_THAT(agent.out + agent.err, Not(HasSubstr("9876543")));
  ExpectServerClean(world);
}

// Proves: CHN-6
TEST_P(MarkedValuesTest, DocumentsThatAreRefused) {
  FlowWorld world(Options());
  for (const char* content :
       {"<acte ><objet>ZQMARKtext</objet></acte>", "<!DOCTYPE ZQMARKname><acte>ZQMARKtext</acte>",
        "<acte><?ZQMARKtarget ZQMARKdata?></acte>", "<acte>ZQMARKtext",
        "<acte>\xffZQMARKtext</acte>", "<ZQMARKname a=\"1\" a=\"1\"></ZQMARKname>", "ZQMARKtext",
        ""}) {
    const CommandResult refused =
        Run(Run0("prepare", Marked(world, content)), {"--state", world.dir().Join("none.state")});
    EXPECT_NE(refused.exit_code, 0) << content;
  }
  // An application that nobody configured, and a policy and a table that are wrong.
  EXPECT_NE(Run(Run0("prepare", Marked(world, kContent, "ZQMARKapplication")), {}).exit_code, 0);
  for (const char* option : {"--policy", "--table"}) {
    EXPECT_NE(Run(Run0("prepare", Marked(world, kContent)), {option, "zqmark-none"}).exit_code, 0);
  }
  const std::string bad = world.dir().WriteFileOrDie("bad", "name: \"ZQMARKname\" ZQMARKfield: 1");
  for (const char* option : {"--policy-file", "--table-file"}) {
    EXPECT_NE(Run(Run0("prepare", Marked(world, kContent)), {option, bad}).exit_code, 0);
  }
  ExpectServerClean(world);
}

// Proves: CHN-6
TEST_P(MarkedValuesTest, RequestsOfStrangersWithMarksInEachField) {
  FlowWorld world(Options());
  const std::string port(absl::StripAsciiWhitespace(world.dir().ReadFileOrDie("port")));
  RunningProgram strangers({kPython, Project("tests/flow/marked_calls.py"),
                            PythonModulesIn(world.dir()), absl::StrCat("127.0.0.1:", port),
                            world.ca_file()});
  const CommandResult end = strangers.Finish();
  EXPECT_EQ(end.exit_code, 0) << end.err;
  EXPECT_THAT(end.out, HasSubstr("calls "));
  // Answers may quote what is wrong; what is secret they never do.
  for (const char* secret : {"ticket", "token", "password", "secret"}) {
    EXPECT_FALSE(std::regex_search(end.out, std::regex(absl::StrCat(kMark, "[a-z]*", secret))))
        << end.out;
  }
  ExpectServerClean(world);
}

INSTANTIATE_TEST_SUITE_P(LogLevels, MarkedValuesTest, testing::Values("LOG_DEBUG", "LOG_INFO"));

// Whatever the limits are that they are started with.
class CoreDumpTest : public testing::Test {
 protected:
  CoreDumpTest() {
    getrlimit(RLIMIT_CORE, &before_);
    const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
    raised_ = setrlimit(RLIMIT_CORE, &unlimited) == 0;
  }
  ~CoreDumpTest() override { setrlimit(RLIMIT_CORE, &before_); }

  // Of a process, as the kernel has it; the twin is this one.
  static std::string CoreLimitOf(pid_t pid) {
    for (const absl::string_view line :
         absl::StrSplit(BytesOf(absl::StrCat("/proc/", pid, "/limits")), '\n')) {
      if (absl::StartsWith(line, "Max core file size")) return std::string(line);
    }
    return "";
  }
  // Soft and hard: a sanitizer sets the first by itself.
  static bool ForbidsCores(pid_t pid) {
    return std::regex_search(CoreLimitOf(pid), std::regex("size +0 +0 "));
  }
  static void ExpectNoCore(RunningProgram& program, int signal) {
    EXPECT_TRUE(ForbidsCores(program.pid()));
    const std::set<std::string> files = Cores();
    program.Signal(signal);
    EXPECT_NE(program.Finish().exit_code, 0);
    EXPECT_EQ(Cores(), files);
  }
  static std::set<std::string> Cores() {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(".")) {
      const std::string name = entry.path().filename();
      if (absl::StrContains(name, "core")) names.insert(name);
    }
    return names;
  }

  rlimit before_ = {};
  bool raised_ = false;
};

// Proves: CHN-6
TEST_F(CoreDumpTest, ACrashOfTheServerLeavesNoMemoryOnADisk) {
  EXPECT_TRUE(!raised_ || absl::StrContains(CoreLimitOf(getpid()), "unlimited"));
  for (const int signal : {SIGABRT, SIGSEGV}) {
    FlowWorld world;
    ExpectNoCore(world.server(), signal);
  }
}

// Stopped while it waits for a server that does not answer. Proves: CHN-6, DEV-3
TEST_F(CoreDumpTest, ACrashOfTheAgentLeavesNoMemoryOnADisk) {
  for (const int signal : {SIGABRT, SIGSEGV}) {
    FlowWorld world;
    const std::string link = world.PrepareOrDie(world.SmallDocument());
    world.server().Signal(SIGSTOP);
    const auto agent = world.BeginAgent(link);
    const absl::Time latest = absl::Now() + absl::Seconds(30);
    while (!ForbidsCores(agent->pid()) && absl::Now() < latest) std::this_thread::yield();
    ExpectNoCore(*agent, signal);
  }
}

}  // namespace
}  // namespace paraphe::test
