// What the inbox says to a signer, in French and English.
#ifndef PARAPHE_CLIENT_AGENT_INBOX_WORDS_H_
#define PARAPHE_CLIENT_AGENT_INBOX_WORDS_H_

#include "absl/strings/string_view.h"

#include "common/bilingual.h"

namespace paraphe::agent {

enum class InboxPhrase {
  kAskServer,
  kAskUserName,
  kAskPassword,
  kMustChange,
  kRuleOfPasswords,
  kAskOldPassword,
  kAskNewPassword,
  kAskAgain,
  kNotTheSame,
  kPasswordChanged,
  kTriesOver,
  kLoginOver,
  kLastLogin,
  kFailuresSince,
  kEmpty,
  kHeading,
  kMore,
  kCommands,
  kHelp,
  kUnknownCommand,
  kRole,
  kSession,
  kSince,
  kUntil,
  kOpenElsewhere,
  kBeingSigned,
  kLeft,
};

absl::string_view TextOf(InboxPhrase phrase, Language language);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_INBOX_WORDS_H_
