// A person at a terminal: the whole flow with the real desk.
#ifndef PARAPHE_TESTS_CLIENT_AGENT_TERMINAL_DESK_FIXTURE_H_
#define PARAPHE_TESTS_CLIENT_AGENT_TERMINAL_DESK_FIXTURE_H_

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "client/agent/terminal_desk.h"
#include "tests/client/agent/flow_fixture.h"
#include "tests/client/testing/pty.h"

namespace paraphe::agent {

// What the signer waits for, and types then.
using Script = std::vector<std::pair<std::string, std::string>>;

inline constexpr char kMenu[] = "?\u00a0aide\r\n> ";
inline constexpr char kEndOfText[] = "Fin. Entrée";

// The steps of a session: what is waited for and typed.
enum Step { kDocument, kChoice, kAttributes, kConsent, kBox, kSentence, kPin, kSteps };
inline const Script kWholeSession = {
    {kEndOfText, "\n"},  {kMenu, "1\n"},        {kEndOfText, "\n"},
    {kMenu, "s\n"},      {"oui » : ", "oui\n"}, {"je\u00a0signe » : ", "je signe\n"},
    {"PIN (", "1234\n"}, {"est signé", ""},     {"enregistrer) : ", "\n"}};
inline const Script kAbandon = {{"continuer : ", "oui\n"}, {"aucun) : ", "\n"}};

class TerminalDeskTest : public FlowFixture {
 protected:
  // Every text of a whole session fits the window.
  TerminalDeskTest() { pty_.Resize(100, 80); }

  absl::Status Play(const Script& script) { return PlayWith(device_, script); }

  absl::Status PlayWith(test::FakeDevice& device, const Script& script) {
    Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
    TerminalDesk desk(terminal, rules_.language, browser_, absl::FixedTimeZone(3600));
    AgentSession session(server_, device, desk, rules_, host());
    absl::Status status;
    std::thread thread([&] { status = session.Run(test::kTestTicket); });
    for (const auto& [awaited, typed] : script) {
      const bool appeared = pty_.WaitFor(awaited);
      EXPECT_TRUE(appeared) << pty_.Screen();
      if (!appeared) pty_.HangUp();
      if (!appeared) break;
      pty_.Type(typed);
    }
    thread.join();
    pty_.Drain();
    return status;
  }

  std::string browser_ = "/nowhere/browser";
  test::Pty pty_;
};

inline Script operator+(const Script& begin, const Script& end) {
  Script script = begin;
  script.insert(script.end(), end.begin(), end.end());
  return script;
}

// The steps of a whole session before `step`, and from it on.
inline Script Until(size_t step) {
  return {kWholeSession.begin(), kWholeSession.begin() + static_cast<std::ptrdiff_t>(step)};
}
inline Script From(size_t step) {
  return {kWholeSession.begin() + static_cast<std::ptrdiff_t>(step), kWholeSession.end()};
}

}  // namespace paraphe::agent

#endif  // PARAPHE_TESTS_CLIENT_AGENT_TERMINAL_DESK_FIXTURE_H_
