// What the configuration of this desk lets be shown and signed here, whatever the server says.
#ifndef PARAPHE_CLIENT_AGENT_DESK_RULES_H_
#define PARAPHE_CLIENT_AGENT_DESK_RULES_H_

#include <vector>

#include "absl/time/time.h"

#include "client/agent/agent_config.h"
#include "common/bilingual.h"
#include "document/scanner.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::agent {

// The other of the two languages that a signer can read.
constexpr Language OtherThan(Language language) {
  return language == Language::kFrench ? Language::kEnglish : Language::kFrench;
}

// AgentConfig in config.proto says more of each.
struct DeskRules {
  Language language = Language::kFrench;
  // Of the documents that are shown.
  xml::Bounds bounds;
  // The tables that an application's documents may be shown with. Where there are any, no others.
  std::vector<v1::TablePin> table_pins;
  // Whether SHA-1 is signed with where the policy and the server allow it too.
  bool sha1_allowed = false;
  // How far a signing time may be from this desk's clock.
  absl::Duration clock_tolerance = kClockTolerance;
  // Whether nobody is asked. The server is told so in every call.
  bool unattended = false;
};

DeskRules RulesOf(const AgentSettings& settings, bool unattended);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_DESK_RULES_H_
