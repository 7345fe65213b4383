// What a session asks of the window, in the window's thread: each function shows, and returns at once;
// answers come later, through a Reply. WindowDesk (window_desk.h) is what the session calls.
#ifndef PARAPHE_CLIENT_DESK_SIGNING_SCREEN_H_
#define PARAPHE_CLIENT_DESK_SIGNING_SCREEN_H_

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"

#include "client/agent/certificate_choice.h"
#include "client/agent/phrases.h"
#include "client/agent/receipt.h"
#include "client/agent/signer_desk.h"
#include "client/agent/signing_view.h"
#include "client/desk/reply.h"
#include "common/bilingual.h"
#include "common/secret_buffer.h"

namespace paraphe::desk {

using CertificateAnswer = std::variant<size_t, agent::Change>;
using ConsentAnswer = std::variant<agent::ConsentActs, agent::Change>;

// All functions belong to the window's thread. `spoken` is the language that the session speaks: where
// the window is in the other one, the answer to a question is agent::Change::kLanguage.
class SigningScreen {
 public:
  virtual ~SigningScreen() = default;

  // The device is being read; `missing` says what is not there (no reader, no card ...), and is OK at
  // first. It is read again and again, until there is one.
  virtual void ShowWaitForCard(const absl::Status& missing) = 0;
  // A session is being opened at the server of this address.
  virtual void ShowConnecting(const std::string& server) = 0;

  // As the functions of SignerDesk of these names.
  virtual void ShowDocument(const agent::SigningView& view, Language spoken) = 0;
  virtual void ChooseCertificate(const agent::SigningView& view,
                                 std::vector<agent::CertificateChoice> choices, Language spoken,
                                 Reply<CertificateAnswer> reply) = 0;
  virtual void AskConsent(const agent::SigningView& view, Language spoken,
                          Reply<ConsentAnswer> reply) = 0;
  virtual void AskPin(const agent::PinRequest& request, Reply<SecretBuffer> reply) = 0;
  virtual void OfferResult(const agent::SignedResult& result) = 0;
  virtual void Tell(agent::Phrase phrase, const std::string& detail) = 0;
  virtual void TellError(const absl::Status& status) = 0;

  // The session is over, and everything of it was said. `outcome` is that of AgentSession::Run, or
  // what kept it from beginning.
  virtual void EndSession(const absl::Status& outcome) = 0;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SIGNING_SCREEN_H_
